"""Writing promotions: the form, the states and the simulator that operators and workshops
share.
"""

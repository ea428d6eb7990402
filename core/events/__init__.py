"""Domain events: what happened, in the past tense, told in the transaction that made it
happen.
"""

"""The sandbox gateway: a small bank with its own tables, API, hosted page and webhooks.

It stands outside the market, as a real gateway does: nothing here imports the rest of
``core.payments``, and nothing there reads these tables. The two talk over HTTP.
"""

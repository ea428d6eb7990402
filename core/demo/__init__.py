"""The demo shop: an invented market, complete enough to try everything on.

The one exception to the rule that rows are written by services: a shop of many thousand rows is
copied in directly, and then has to pass the same proofs that watch over a real one
(``core.reporting.proofs``).
"""

"""Calls to services of others, written once: time limits, retries, a breaker, metrics, and the
sorting of what came back into three results.

- an answer, or ``ServiceRefused``: a definite no;
- ``ServiceUnavailable``: it certainly did not happen and may be tried again;
- ``OutcomeUnknown``: it may have happened. Ask again with the same key, or look.

``Line`` is one service as this process reaches it; ``JsonClient`` speaks JSON over it. An SDK
with a transport of its own goes through ``Line.call`` just the same.
"""

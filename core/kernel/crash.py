"""Places where tests let a process die: between a call to the outside and what is kept of it.

``ECO_CRASH_AT=refunds.answered`` ends the process as a power cut would when it comes by there
the first time, ``refunds.answered:2`` the second time. Otherwise ``point`` does nothing.
"""

import os
from collections import Counter

VARIABLE = "ECO_CRASH_AT"
KILLED = 137

_passed: Counter[str] = Counter()


def point(name: str) -> None:
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    _passed[name] += 1
    at, _, time = wanted.partition(":")
    if at == name and _passed[name] == int(time or 1):
        os._exit(KILLED)


def forget() -> None:
    """Count anew: another life of a process that was forked."""
    _passed.clear()

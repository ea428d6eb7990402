"""Faults that a shop may order for its own API calls, to prove that it survives them.

``metadata["sandbox_fault"]`` lists ``[operation:]fault[:times]``, separated by commas, for
example ``refund:timeout_after:2``. Without an operation it is about ``create``; ``times``
counts the attempts with one idempotency key (once, unless told).
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.payments.sandbox_gateway.answer import Answer
from core.settings import settings

METADATA_KEY = "sandbox_fault"


class FaultKind(StrEnum):
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    ERROR_500_BEFORE = "error_500_before"
    ERROR_500_AFTER = "error_500_after"
    GARBLED_AFTER = "garbled_after"
    RATE_LIMITED = "rate_limited"


_KINDS = frozenset(kind.value for kind in FaultKind)
_AFTER = (FaultKind.TIMEOUT_AFTER, FaultKind.ERROR_500_AFTER, FaultKind.GARBLED_AFTER)
_ANSWERS = {
    FaultKind.TIMEOUT_BEFORE: Answer(504, "", {}),
    FaultKind.TIMEOUT_AFTER: Answer(504, "", {}),
    FaultKind.ERROR_500_BEFORE: Answer(500, '{"error":{"code":"internal"}}', {}),
    FaultKind.ERROR_500_AFTER: Answer(500, '{"error":{"code":"internal"}}', {}),
    FaultKind.GARBLED_AFTER: Answer(200, '{"id": "sbx_', {}),
    FaultKind.RATE_LIMITED: Answer(
        429, '{"error":{"code":"rate_limited","message":"Too fast."}}', {"Retry-After": "1"}
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    kind: FaultKind
    times: int = 1

    @property
    def strikes_after_the_effect(self) -> bool:
        return self.kind in _AFTER

    async def answer(self) -> Answer:
        """What the caller gets instead. Call outside of any transaction: it may take long."""
        if self.kind in (FaultKind.TIMEOUT_BEFORE, FaultKind.TIMEOUT_AFTER):
            await asyncio.sleep(settings().sandbox_stall_seconds)
        return _ANSWERS[self.kind]


def ordered_fault(metadata: Mapping[str, str], operation: str) -> Fault | None:
    for order in metadata.get(METADATA_KEY, "").split(","):
        words = order.strip().split(":")
        if words[0] in _KINDS:
            words.insert(0, "create")
        if words[0] == operation and len(words) > 1 and words[1] in _KINDS:
            times = words[2] if len(words) > 2 else "1"  # noqa: PLR2004
            return Fault(FaultKind(words[1]), int(times) if times.isdecimal() else 1)
    return None

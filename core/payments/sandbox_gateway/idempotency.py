"""One effect and one answer per idempotency key."""

import hashlib
from collections.abc import Awaitable, Callable

from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.kernel.errors import DomainError
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.answer import Answer, refusal
from core.payments.sandbox_gateway.errors import KeyReused
from core.payments.sandbox_gateway.faults import Fault
from core.payments.sandbox_gateway.models import SandboxRequest

Work = Callable[[AsyncSession], Awaitable[BaseModel]]


async def answer_once(key: str, request: str, work: Work, fault: Fault | None) -> Answer:
    """Do ``work`` in a transaction, or repeat what was answered to ``key`` before.

    A refusal is an answer too and is kept. The same key at the same time waits for the first.
    An ordered fault spoils the answer after the transaction, as a broken line would.
    """
    fingerprint = hashlib.sha256(request.encode()).hexdigest()
    async with transaction() as session:
        kept = await queries.claim_request(session, key, fingerprint)
        if kept.fingerprint != fingerprint:
            raise KeyReused("This idempotency key was used for a different request.")
        striking = fault if fault and kept.faulted < fault.times else None
        if striking is not None:
            kept.faulted += 1
        if striking is None or striking.strikes_after_the_effect:
            await _answer(session, kept, work)
    if striking is not None:
        return await striking.answer()
    return Answer(kept.status_code or 200, kept.answer or "")


async def _answer(session: AsyncSession, kept: SandboxRequest, work: Work) -> None:
    if kept.status_code is not None:
        return
    try:
        answer = Answer(200, (await work(session)).model_dump_json())
    except DomainError as error:
        answer = refusal(error)
    kept.status_code, kept.answer = answer.status_code, answer.body

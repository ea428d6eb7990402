"""The audit trail: who did what to which object. Written in the act's own transaction."""

from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries
from core.identity.models import AuditEntry
from core.kernel.pagination import Page
from core.kernel.principal import Principal

LONGEST_SUMMARY = 300


async def record(
    session: AsyncSession,
    principal: Principal,
    action: str,
    object_type: str,
    object_id: UUID | str,
    summary: str,
    **data: Any,
) -> AuditEntry:
    """Add an entry: ``action`` is ``domain.verb``, ``data`` the facts that matter, as JSON.
    The database refuses to change or delete it later.
    """
    entry = AuditEntry(
        actor=principal.actor,
        actor_label=principal.email or "",
        action=action,
        object_type=object_type,
        object_id=str(object_id),
        summary=summary[:LONGEST_SUMMARY],
        data=data,
    )
    session.add(entry)
    await session.flush()
    return entry


async def list_entries(
    session: AsyncSession,
    principal: Principal,
    *,
    actor: str = "",
    action: str = "",
    object_id: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[AuditEntry]:
    """The trail for staff, newest first. ``action`` matches from its beginning, so
    ``vendors.`` lists a whole domain.
    """
    principal.require_staff()
    return await queries.list_audit_entries(
        session, actor=actor, action=action, object_id=object_id, page=page, size=size
    )

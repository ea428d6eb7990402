"""Ask a buyer, once and some days after everything arrived, how it is."""

from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.kernel.ids import new_id
from core.kernel.secrets import derived_token, token_hash
from core.reviews import invitation_queries as queries
from core.reviews.events import ReviewInvited
from core.reviews.models import ReviewInvitation
from core.settings import settings

AFTER = timedelta(days=5)
NOT_AFTER = timedelta(days=21)  # a question that comes too late is not asked
PURPOSE = "stop_review_invitations"


class InvitationNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("This link is old or was cut short on its way.")


async def invite_due(session: AsyncSession, *, most: int = 100) -> int:
    """Whoever was asked before, or wants no such mail, is left in peace."""
    now = utc_now()
    due = await queries.list_due(session, now - NOT_AFTER, now - AFTER, most)
    invited = 0
    for vendor_order_id, email in due:
        invited += await _invite(session, vendor_order_id, email)
    return invited


async def _invite(session: AsyncSession, vendor_order_id: UUID, email: str) -> bool:
    invitation_id = new_id()
    invitation = ReviewInvitation(
        id=invitation_id,
        vendor_order_id=vendor_order_id,
        email=email,
        stop_token_hash=token_hash(stop_token(invitation_id)),
    )
    is_new = await queries.add_invitation(session, invitation)
    if is_new:
        await emit(session, ReviewInvited(invitation_id=invitation_id))
    return is_new


def stop_token(invitation_id: UUID) -> str:
    return derived_token(settings().secret_key.get_secret_value(), PURPOSE, invitation_id)


async def find_address(session: AsyncSession, token: str) -> str:
    """Whose invitations the link of a mail would stop."""
    invitation = await queries.find_by_token(session, token_hash(token))
    if invitation is None:
        raise InvitationNotFound
    return invitation.email


async def stop_invitations(session: AsyncSession, token: str) -> str:
    """No more of them for this address. Repeating it changes nothing."""
    email = await find_address(session, token)
    await queries.add_opt_out(session, email)
    return email


async def allow_invitations(session: AsyncSession, token: str) -> str:
    email = await find_address(session, token)
    await queries.delete_opt_out(session, email)
    return email

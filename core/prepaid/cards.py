"""Gift cards: made, activated, looked up, voided and expired. Every change of what a card is
worth is one row and one booking.
"""

from datetime import date, datetime
from hmac import compare_digest
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.ledger.models import AccountKind, TransactionKind
from core.ledger.posting import AccountKey, Posting, post_transaction
from core.prepaid import queries
from core.prepaid.codes import code_hash, code_of, normalized
from core.prepaid.credit import ensure_reason
from core.prepaid.errors import AmountOutOfBounds, UnknownCard
from core.prepaid.models import (
    GIFT_CARD_LIFECYCLE,
    EntryKind,
    GiftCard,
    GiftCardEntry,
    GiftCardOrigin,
    GiftCardStatus,
)
from core.prepaid.rules import rules_for
from core.prepaid.terms import months_after

LIABILITY: AccountKey = (AccountKind.GIFT_CARD_LIABILITY, "")
GOODWILL: AccountKey = (AccountKind.GOODWILL_EXPENSE, "")
BREAKAGE: AccountKey = (AccountKind.BREAKAGE, "")


def new_card(amount: Money, origin: GiftCardOrigin, actor: str) -> GiftCard:
    """A card that is worth nothing until it is activated."""
    card_id = new_id()
    code = code_of(card_id)
    return GiftCard(
        id=card_id,
        code_hash=code_hash(code),
        code_end=code[-4:],
        origin=origin,
        currency=amount.currency,
        initial_minor=amount.minor,
        issued_by=actor,
    )


async def issue_card(
    session: AsyncSession,
    staff: Principal,
    amount: Money,
    *,
    recipient_email: str,
    recipient_name: str = "",
    message: str = "",
    deliver_on: date | None = None,
    reason: str,
) -> GiftCard:
    """A present of the market, mailed like a bought one."""
    staff.require_staff()
    reason = ensure_reason(reason)
    await ensure_in_bounds(session, amount)
    card = new_card(amount, GiftCardOrigin.OPERATOR, staff.actor)
    card.recipient_email, card.recipient_name = recipient_email.strip(), recipient_name.strip()
    card.message, card.reason, card.deliver_on = message.strip(), reason, deliver_on
    session.add(card)
    await session.flush()
    await activate(session, card, staff.actor)
    postings = [Posting(GOODWILL, amount), Posting(LIABILITY, -amount)]
    await post_transaction(
        session, TransactionKind.GIFT_CARD_ISSUE, str(card.id), None, postings, memo=reason
    )
    await audit.record(
        session, staff, "prepaid.issue_gift_card", "gift_card", card.id,
        f"{amount.decimal} {amount.currency}", reason=reason,
    )  # fmt: skip
    return card


async def activate(session: AsyncSession, card: GiftCard, actor: str) -> None:
    """From now on the card can be spent; its term, if the rules set one, starts."""
    GIFT_CARD_LIFECYCLE.check(card.status, GiftCardStatus.ACTIVE)
    rules = await rules_for(session, card.currency)
    now = utc_now()
    card.status, card.activated_at = GiftCardStatus.ACTIVE, now
    card.balance_minor = card.initial_minor
    if rules.card_months is not None:
        card.expires_at = months_after(now, rules.card_months)
    session.add(
        GiftCardEntry(
            card_id=card.id,
            kind=EntryKind.ISSUE,
            amount_minor=card.initial_minor,
            actor=actor,
            reason=card.reason,
        )
    )
    await session.flush()


async def ensure_in_bounds(session: AsyncSession, amount: Money) -> None:
    rules = await rules_for(session, amount.currency)
    if not rules.smallest_minor <= amount.minor <= rules.largest_minor:
        raise AmountOutOfBounds(
            Money(rules.smallest_minor, amount.currency),
            Money(rules.largest_minor, amount.currency),
        )


async def card_with_code(session: AsyncSession, typed: str) -> GiftCard:
    """The card of a code. The same work is done for a wrong one. Callers limit attempts."""
    wanted = code_hash(normalized(typed))
    card = await queries.find_card(session, wanted)
    known = card.code_hash if card else bytes(len(wanted))
    if not compare_digest(known, wanted) or card is None:
        raise UnknownCard
    if card.status is GiftCardStatus.PENDING:
        raise UnknownCard
    return card


async def expire_cards(session: AsyncSession, now: datetime) -> int:
    """What is left on cards whose term is over becomes breakage; returns how many."""
    due = await queries.lock_ended_cards(session, now)
    for card in due:
        GIFT_CARD_LIFECYCLE.check(card.status, GiftCardStatus.EXPIRED)
        await _empty(session, card, EntryKind.EXPIRE, BREAKAGE, "system", "Its term is over")
        card.status = GiftCardStatus.EXPIRED
    return len(due)


async def void_card(
    session: AsyncSession, staff: Principal, card_id: UUID, *, reason: str
) -> GiftCard:
    """What is left cannot be spent anymore: a lost, stolen or wrongly made card. A bought card
    that nobody used is better refunded with its order.
    """
    staff.require_staff()
    reason = ensure_reason(reason)
    card = await lock_card(session, card_id)
    GIFT_CARD_LIFECYCLE.check(card.status, GiftCardStatus.VOIDED)
    account = GOODWILL if card.origin is GiftCardOrigin.OPERATOR else BREAKAGE
    await _empty(session, card, EntryKind.VOID, account, staff.actor, reason)
    card.status, card.voided_at, card.reason = GiftCardStatus.VOIDED, utc_now(), reason
    await audit.record(
        session, staff, "prepaid.void_gift_card", "gift_card", card.id,
        f"Gift card ending {card.code_end} is void", reason=reason,
    )  # fmt: skip
    return card


async def lock_card(session: AsyncSession, card_id: UUID) -> GiftCard:
    card = (await queries.lock_cards(session, [card_id])).get(card_id)
    if card is None:
        raise UnknownCard
    return card


async def _empty(
    session: AsyncSession,
    card: GiftCard,
    kind: EntryKind,
    account: AccountKey,
    actor: str,
    reason: str,
) -> None:
    left = card.balance
    if not left:
        return
    card.balance_minor = 0
    entry = GiftCardEntry(
        id=new_id(),
        card_id=card.id,
        kind=kind,
        amount_minor=-left.minor,
        actor=actor,
        reason=reason,
    )
    session.add(entry)
    await post_transaction(
        session,
        TransactionKind.GIFT_CARD_EXPIRY,
        str(entry.id),
        None,
        [Posting(LIABILITY, left), Posting(account, -left)],
        memo=reason,
    )

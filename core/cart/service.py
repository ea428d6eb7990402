"""What people do with the lines of their bag. Every function takes a bag that ``open_cart``
gave to this caller, locks it, and reaches only its own lines.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries
from core.cart.errors import BagFull, NoPrice, NoSuchLine, NotForSale, WorkshopAway
from core.cart.models import MAX_LINES, MAX_QUANTITY, Cart, CartLine
from core.cart.open_cart import lock_open_cart
from core.inventory import queries as inventory
from core.inventory.errors import OutOfStock
from core.kernel.clock import utc_now
from core.kernel.currencies import ensure_sold_in
from core.kernel.errors import Conflict, Invalid, NotFound
from core.kernel.ids import new_id
from core.kernel.money import Money


@dataclass(frozen=True, slots=True)
class LineChange:
    """What became of a wish. ``asked`` differs from ``quantity`` when there are not enough."""

    line_id: UUID
    variant_id: UUID
    asked: int
    quantity: int
    seen_minor: int = 0
    is_saved: bool = False

    @property
    def is_clamped(self) -> bool:
        return self.asked != self.quantity

    @property
    def notice(self) -> str:
        """A sentence for the line, empty when the wish came true."""
        if not self.is_clamped:
            return ""
        if self.quantity == MAX_QUANTITY:
            return f"A line holds {MAX_QUANTITY} at most, so {MAX_QUANTITY} are in your bag."
        are = "is" if self.quantity == 1 else "are"
        return f"Only {self.quantity} available, so {self.quantity} {are} in your bag."


@dataclass(frozen=True, slots=True)
class CurrencySwitch:
    """``dropped`` names the things that are not sold in the new currency."""

    currency: str
    dropped: tuple[str, ...]

    @property
    def notice(self) -> str:
        if not self.dropped:
            return ""
        return f"Not sold in {self.currency} and taken out: {', '.join(self.dropped)}."


async def add_line(
    session: AsyncSession, cart: Cart, variant_id: UUID, quantity: int = 1
) -> LineChange:
    """Put pieces in the bag, on top of those that are there. What was saved for later comes
    back with the quantity asked for now.
    """
    _ensure_quantity(quantity)
    locked = await lock_open_cart(session, cart.id)
    price = await _price_for_sale(session, variant_id, locked.currency)
    line = await queries.find_line_of(session, cart.id, variant_id)
    is_new = line is None or line.is_saved
    if is_new and await queries.count_lines(session, cart.id) >= MAX_LINES:
        raise BagFull
    asked = quantity if line is None or line.is_saved else line.quantity + quantity
    taken = await _within_stock(session, variant_id, asked)
    if line is None:
        line = CartLine(
            cart_id=cart.id, variant_id=variant_id, quantity=taken, seen_minor=price.minor
        )
        session.add(line)
    line.quantity, line.is_saved, line.seen_minor = taken, False, price.minor
    await session.flush()
    return LineChange(line.id, variant_id, asked, taken)


async def set_quantity(
    session: AsyncSession, cart: Cart, line_id: UUID, quantity: int
) -> LineChange:
    """Change a line to ``quantity`` or to what there is, whichever is less."""
    _ensure_quantity(quantity)
    line = await _lock_line(session, cart, line_id)
    line.quantity = await _within_stock(session, line.variant_id, quantity)
    await session.flush()
    return LineChange(line.id, line.variant_id, quantity, line.quantity)


async def remove_line(session: AsyncSession, cart: Cart, line_id: UUID) -> LineChange:
    """Take a line out. The answer says what was removed, so that it can be undone."""
    line = await _lock_line(session, cart, line_id)
    removed = LineChange(
        line.id, line.variant_id, line.quantity, line.quantity, line.seen_minor, line.is_saved
    )
    await queries.delete_lines(session, [line.id])
    return removed


async def put_back(session: AsyncSession, cart: Cart, removed: LineChange) -> LineChange:
    """Undo ``remove_line``: to where it lay, with the price that was seen."""
    if removed.is_saved:
        await lock_open_cart(session, cart.id)
        if await queries.find_line_of(session, cart.id, removed.variant_id):
            return removed
        row = {"id": new_id(), "cart_id": cart.id, "variant_id": removed.variant_id,
               "quantity": removed.quantity, "seen_minor": removed.seen_minor,
               "is_saved": True}  # fmt: skip
        await queries.upsert_lines(session, [row])
        return removed
    back = await add_line(session, cart, removed.variant_id, removed.quantity)
    line = await _lock_line(session, cart, back.line_id)
    line.seen_minor = removed.seen_minor
    await session.flush()
    return back


async def save_for_later(session: AsyncSession, cart: Cart, line_id: UUID) -> None:
    """Set a line aside. It keeps its quantity and the price that was seen."""
    line = await _lock_line(session, cart, line_id)
    line.is_saved = True
    await session.flush()


async def move_to_bag(session: AsyncSession, cart: Cart, line_id: UUID) -> LineChange:
    """Bring a saved line back, at today's price and within today's stock."""
    line = await _lock_line(session, cart, line_id)
    if not line.is_saved:
        return LineChange(line.id, line.variant_id, line.quantity, line.quantity)
    return await add_line(session, cart, line.variant_id, line.quantity)


async def move_all_to_bag(session: AsyncSession, cart: Cart) -> None:
    """Bring back every saved line that can be bought now; the others stay saved."""
    await lock_open_cart(session, cart.id)
    for line in await queries.list_lines(session, cart.id):
        if line.is_saved:
            with suppress(Conflict, NotFound):
                await add_line(session, cart, line.variant_id, line.quantity)


async def accept_prices(session: AsyncSession, cart: Cart) -> None:
    """The buyer has read the notices: today's prices are the ones seen."""
    await lock_open_cart(session, cart.id)
    lines = await queries.list_lines(session, cart.id)
    offers = await queries.offers(session, [line.variant_id for line in lines], cart.currency)
    for line in lines:
        offer = offers.get(line.variant_id)
        if offer is not None and offer.amount is not None:
            line.seen_minor = offer.amount.minor
    await session.flush()


async def clear(session: AsyncSession, cart: Cart) -> None:
    """Empty the bag; what was saved for later stays."""
    await take_lines(session, cart.id)


async def take_lines(session: AsyncSession, cart_id: UUID) -> Sequence[CartLine]:
    """Take every line that is not saved out of the bag and hand them over.

    The bag stays locked, so the same lines cannot be ordered twice.
    """
    await lock_open_cart(session, cart_id)
    lines = [line for line in await queries.list_lines(session, cart_id) if not line.is_saved]
    for line in lines:
        session.expunge(line)
    await queries.delete_lines(session, [line.id for line in lines])
    return lines


async def switch_currency(session: AsyncSession, cart: Cart, currency: str) -> CurrencySwitch:
    """Price the whole bag in another currency. A bag has one currency; nothing is converted."""
    ensure_sold_in(currency)
    locked = await lock_open_cart(session, cart.id)
    if locked.currency == currency:
        return CurrencySwitch(currency, ())
    lines = await queries.list_lines(session, cart.id)
    offers = await queries.offers(session, [line.variant_id for line in lines], currency)
    dropped: list[CartLine] = []
    for line in lines:
        amount = offers[line.variant_id].amount
        if amount is None:
            dropped.append(line)
        else:
            line.seen_minor = amount.minor
    await queries.delete_lines(session, [line.id for line in dropped])
    locked.currency = currency
    await session.flush()
    titles = (offers[line.variant_id].product.title for line in dropped)
    return CurrencySwitch(currency, tuple(titles))


async def _lock_line(session: AsyncSession, cart: Cart, line_id: UUID) -> CartLine:
    await lock_open_cart(session, cart.id)
    line = await queries.find_line(session, cart.id, line_id)
    if line is None:
        raise NoSuchLine
    return line


async def _price_for_sale(session: AsyncSession, variant_id: UUID, currency: str) -> Money:
    offer = (await queries.offers(session, [variant_id], currency)).get(variant_id)
    if offer is None or not offer.is_visible:
        raise NotForSale
    if back_on := offer.vendor.back_on(utc_now().date()):
        raise WorkshopAway(offer.vendor.name, back_on)
    if offer.amount is None:
        raise NoPrice(currency)
    return offer.amount


async def _within_stock(session: AsyncSession, variant_id: UUID, wanted: int) -> int:
    available = (await inventory.available(session, [variant_id])).get(variant_id, 0)
    if available is not None and available <= 0:
        raise OutOfStock({variant_id: 0})
    return min(wanted, MAX_QUANTITY, MAX_QUANTITY if available is None else available)


def _ensure_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MAX_QUANTITY:
        raise Invalid(f"Choose a quantity from 1 to {MAX_QUANTITY}.", field="quantity")

from collections.abc import Sequence
from typing import Any

import reflex as rx
from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries as catalog
from core.db.session import read_session, transaction
from core.kernel.errors import Invalid, NotFound
from core.kernel.money import Money
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.returns import queries
from core.returns.photos import MOST_PHOTOS
from core.returns.request_return import Preview, ReturnWish, preview_return, request_return
from core.returns.statuses import Resolution, ReturnReason
from core.returns.terms import ensure_returnable, vendor_pays, window_of
from core.ui.acting import ActState, acts
from core.ui.cases import REASONS, RESOLUTIONS
from core.ui.format import money, quantity
from core.ui.forms import read_amount
from core.ui.guards import public
from core.ui.ids import find_id, read_count, read_id
from core.ui.loading import LoadState, page_load
from core.ui.urls import address
from storefront.pages.return_new.views import ReturnableLine, SummaryView, TermsView
from storefront.state.own_order import OwnOrderState
from storefront.state.shell import ShellState


class ReturnWizardState(LoadState, ActState, OwnOrderState, ShellState):
    """Choose, look at what follows, confirm. Nothing is stored before the last step."""

    number: str = ""
    part: str = ""
    lines: list[ReturnableLine] = []
    terms: TermsView = TermsView()
    summary: SummaryView = SummaryView()
    step: str = "choose"
    resolution: str = "refund"
    photos: list[str] = []
    order_href: str = ""
    photo_action: str = ""
    _photo_ids: list[str] = []
    _part_id: str = ""
    _wish: dict[str, Any] = {}

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.step, self.resolution, self._wish = "choose", "refund", {}
        self.photos, self._photo_ids = [], []
        asked = self.router.url.query_parameters
        caller = await self._principal()
        async with read_session() as session:
            order = await self._find(session, caller, asked.get("order", "")[:16])
            part = await self._part(session, order, asked.get("part", "")[:20])
            lines = await orders.lines_of_vendor_order(session, part.id)
            unsettled = await queries.unsettled_units(session, part.id)
            variants = [
                variant
                for product_id in {line.product_id for line in lines}
                for variant in await catalog.list_variants(session, product_id)
            ]
            prices = await catalog.prices_of(session, [v.id for v in variants])
            vendor = (await orders.vendors_of(session, [part.vendor_id]))[part.vendor_id]
            window, now = window_of(part), await orders.db_now(session)
        self.number, self.part, self._part_id = order.number, part.number, str(part.id)
        self.terms = TermsView.of(
            part, vendor, is_over=window is not None and now > window.until
        )
        self.lines = [
            ReturnableLine.of(line, order.currency, unsettled.get(line.id, 0), variants, prices)
            for line in lines
        ]
        where = {"t": self._token()}
        self.order_href = address(f"/orders/{order.number}", where)
        self.photo_action = address("/cases/photos", {"order": order.number, **where})

    @rx.event
    @public
    def choose_resolution(self, value: str) -> None:
        self.resolution = value if value in set(Resolution) else "refund"

    @rx.event
    @public
    def add_photos(self, answers: list[dict[str, Any]]) -> None:
        for answer in answers[:MOST_PHOTOS]:
            if (found := find_id(answer.get("id"))) and len(self.photos) < MOST_PHOTOS:
                self._photo_ids = [*self._photo_ids, str(found)]
                self.photos = [*self.photos, f"Picture {len(self.photos) + 1}"]

    @rx.event
    @public
    @acts
    async def check(self, form_data: dict[str, Any]) -> Any:
        """Show what would follow, by the same rules that the last step applies."""
        caller = await self._principal()
        async with read_session() as session:
            order = await self._find(session, caller, self.number)
            part = await orders.get_vendor_order(session, read_id(self._part_id))
            wish = self._read(form_data, order.currency)
            lines = await orders.lines_of_vendor_order(session, part.id)
            preview = preview_return(part, lines, wish, await orders.db_now(session))
            unsettled = await queries.unsettled_units(session, part.id)
            ensure_returnable(lines, wish.units, unsettled)
        self._wish = wish.model_dump(mode="json")
        self.summary = _summary(wish, preview, lines)
        self.step = "confirm"
        return rx.call_script("window.scrollTo(0, 0)")

    @rx.event
    @public
    def back(self) -> None:
        self._quiet()
        self.step = "choose"

    @rx.event
    @public
    @acts
    async def send(self) -> Any:
        caller = await self._principal()
        wish = ReturnWish.model_validate(self._wish)
        async with transaction() as session:
            found = await request_return(
                session, caller, read_id(self._part_id), wish, token=self._token()
            )
        return rx.redirect(address(f"/cases/{found.number}", {"t": self._token()}))

    def _read(self, form_data: dict[str, Any], currency: str) -> ReturnWish:
        units = {
            line.id: read_count(form_data.get(f"units:{line.id}", "")) for line in self.lines
        }
        instead = {
            line.id: form_data[f"variant:{line.id}"]
            for line in self.lines
            if units[line.id] and form_data.get(f"variant:{line.id}")
        }
        facts = {
            "units": {line_id: count for line_id, count in units.items() if count},
            "reason": form_data.get("reason") or ReturnReason.OTHER,
            "resolution": form_data.get("resolution") or Resolution.REFUND,
            "note": form_data.get("note", ""),
            "keep_minor": _amount(form_data.get("amount", ""), currency),
            "replacements": instead,
            "photos": self._photo_ids,
        }
        try:
            wish = ReturnWish.model_validate(facts)
        except ValidationError:
            raise Invalid("Look through the form: something in it is not filled in.") from None
        if wish.resolution is Resolution.EXCHANGE and len(instead) < len(wish.units):
            raise Invalid("Choose what each piece is exchanged for.", field="replacement")
        if wish.resolution is Resolution.KEEP and not wish.keep_minor:
            raise Invalid("Say how much you would like to have back.", field="amount")
        return wish

    async def _part(self, session: AsyncSession, order: Order, number: str) -> VendorOrder:
        parts = await orders.vendor_orders_of(session, order.id)
        found = next((part for part in parts if number in {part.number, ""}), None)
        if found is None:
            raise NotFound("There is no such part of the order.")
        return found


def _amount(text: object, currency: str) -> int:
    if not str(text).strip():
        return 0
    try:
        return Money.from_decimal(read_amount(text), currency).minor
    except ValueError:
        raise Invalid("Enter an amount, such as 4.50.", field="amount") from None


def _summary(wish: ReturnWish, preview: Preview, lines: Sequence[OrderLine]) -> SummaryView:
    chosen = [line for line in lines if wish.units.get(line.id)]
    currency = preview.goods.currency
    amount = {
        Resolution.REFUND: money(preview.goods + preview.delivery),
        Resolution.KEEP: money(Money(wish.keep_minor, currency)),
    }.get(wish.resolution, "")
    return SummaryView(
        pieces=[f"{quantity(wish.units[line.id], 'piece')}: {line.title}" for line in chosen],
        reason=REASONS[wish.reason],
        wish=RESOLUTIONS[wish.resolution],
        amount=amount,
        delivery=money(preview.delivery) if preview.delivery else "",
        postage="The workshop pays the way back."
        if vendor_pays(wish.reason, wish.resolution)
        else "You pay the way back.",
    )

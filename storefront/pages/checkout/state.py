"""Checkout: four sections on one page. What is typed stays with the tab, whatever happens."""

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from core.cart.open_cart import find_cart
from core.cart.view import Bag, view_pieces
from core.checkout.place_order import (
    LONGEST_GIFT,
)
from core.checkout.quote import Quote
from core.checkout.quote_bag import quote_bag
from core.db.session import read_session
from core.identity.preferences import is_country_code
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.principal import Principal
from core.payments.routing import offered_ways
from core.reporting.models import ShopEventKind
from core.shipping.models import Service
from core.shipping.packaging import packaging
from core.shipping.postcodes import town_of
from core.taxes.check_vat_id import check_vat_id
from core.taxes.vat_ids import NotAVatId
from core.ui.forms import FormErrors
from core.ui.guards import personal, public
from core.ui.loading import LoadState, page_load
from storefront.bag.codes import CodesState
from storefront.bag.views import BagView
from storefront.pages.checkout.account import REMEMBERED, in_a_line, known_of, usual_address
from storefront.pages.checkout.form import (
    CONTACT,
    FIELDS,
    PAY,
    STEPS,
    WITH_REGION,
    FieldError,
    check_field,
    check_form,
    errors_of,
    read_draft,
    step_of,
    summarized,
)
from storefront.pages.checkout.placing import PlacingMixin
from storefront.pages.checkout.views import (
    VAT_ANSWERS,
    PayMethod,
    QuoteView,
    as_chosen,
    choices_of,
    pay_methods,
    sum_up,
)
from storefront.pages.checkout.wallet import WalletMixin
from storefront.state.ids import read_id
from storefront.state.shell import ShellState
from storefront.state.visits import count_visit

GIFT = "gift"
PRICED = ("region", "vat_id")  # what taxes depend on
TICKED = ("email", "postcode")  # where a tick says that it is fine


class CheckoutState(CodesState, LoadState, WalletMixin, PlacingMixin, ShellState):
    step: str = CONTACT
    done: list[str] = []
    draft: dict[str, str] = {}
    sums: dict[str, str] = {}
    bag: BagView = BagView()
    quote: QuoteView = QuoteView()
    methods: list[PayMethod] = []
    ship_country: str = ""
    needs_region: bool = False
    errors: FormErrors = {}
    fine: list[str] = []
    summary: list[FieldError] = []
    express_to: str = ""
    vat_answer: str = ""
    seconds: int = 0
    stamp: str = ""
    _chosen: dict[str, dict[str, str]] = {}

    @rx.event
    @personal
    @public
    @page_load
    async def load(self) -> Any:
        """Also after every change of section: what was typed before stays."""
        self.errors, self.summary = {}, []
        self.refusal = self.changed = self.leave_to = self.code_error = ""
        self.is_placing = False
        self._stay()
        caller = await self._principal()
        await self._code_of_link()
        is_new = not self._key or bool(self._pending)
        await self._prefill(caller, is_new=is_new)
        await self._price(caller)
        if not self.bag.parcels and self._pending:
            return rx.redirect(self._pending, replace=True)
        if is_new:
            self._key, self._pending, self.done = str(new_id()), "", []
            await count_visit(self, ShopEventKind.CHECKOUT_START)
        self._open(self.router.url.query_parameters.get("step", CONTACT))
        return None

    @rx.event
    @public
    def extend(self) -> None:
        """Any event keeps the tab's state for another while; this one only says so."""
        self._stay()

    @rx.event
    @public
    async def set_country(self, code: str) -> None:
        if not is_country_code(str(code)):
            return
        self.ship_country, self.needs_region = code, code in WITH_REGION
        self.draft = {**self.draft, "country": code}
        self.express_to = ""
        await self._price(await self._principal())

    @rx.event
    @public
    async def choose(self, vendor: str, kind: str, value: str) -> None:
        """How one workshop's parcel is sent or packed."""
        key, kind, value = str(read_id(vendor)), str(kind), str(value)
        if kind == "packaging":
            value = packaging(value).code
        elif kind == GIFT:
            value = value[:LONGEST_GIFT]
        elif kind != "service" or value not in set(Service):
            return
        self._chosen = {**self._chosen, key: {**self._chosen.get(key, {}), kind: value}}
        self._stay()
        if kind != GIFT:
            await self._price(await self._principal())

    @rx.event
    @public
    def check(self, name: str, value: str) -> Any:
        """When a field is left, and while one that was wrong is being put right."""
        name, value = str(name), str(value).strip()[:500]
        if name not in FIELDS["contact"] + FIELDS["delivery"]:
            return None
        self._stay()
        self.draft = {**self.draft, name: value}
        self._judge(name)
        if name in PRICED and not self.errors.get(name):
            return CheckoutState.reprice
        return self._fill_town() if name == "postcode" and not self.errors.get(name) else None

    @rx.event
    @public
    async def reprice(self) -> None:
        """After something was typed that taxes depend on."""
        await self._price(await self._principal())

    @rx.event
    @public
    def use_anyway(self, is_right: bool) -> None:  # noqa: FBT001  what a checkbox sends
        self.draft = {**self.draft, "anyway": "on" if is_right else ""}
        self._judge("postcode")

    @rx.event
    @public
    async def submit(self, form_data: dict[str, Any]) -> AsyncIterator[Any]:
        """Goes on to the next section; in the last one it orders."""
        self._stay()
        self.draft = read_draft({**self._hidden(), **form_data})
        form, errors = check_form(self.draft)
        if self.step != PAY:
            await self._price_for(self.draft.get("email", ""))
            yield self._go_on(errors)
            return
        self.errors, self.summary = errors, summarized(errors)
        if form is None:
            self.step = step_of(errors)
            yield rx.set_focus("form-summary")
            return
        async for event in self._send(form):
            yield event

    @rx.event
    @public
    async def pay_at_once(self) -> AsyncIterator[Any]:
        """To the address and mailbox of the account, without the form."""
        caller = await self._principal()
        address = await usual_address(caller)
        if address is None or address.country != self.ship_country:
            return
        known = {**known_of(address), "country": address.country, "email": caller.email or ""}
        form, errors = check_form(known)
        if form is None:
            self.errors, self.summary = errors, summarized(errors)
            self.step = step_of(errors)
            yield rx.set_focus("form-summary")
            return
        async for event in self._send(form):
            yield event

    def _go_on(self, errors: FormErrors) -> Any:
        """The next section opens at once; the address follows, so that Back leads here."""
        self.errors = errors_of(self.step, errors)
        self.summary = summarized(self.errors)
        if self.summary:
            return rx.set_focus("form-summary")
        self.done = [step for step in STEPS if step in {*self.done, self.step}]
        self._open(STEPS[STEPS.index(self.step) + 1])
        return [
            rx.redirect(f"/checkout?step={self.step}"),
            rx.set_focus(f"step-{self.step}"),
        ]

    def _open(self, wanted: str) -> None:
        """A section opens when all before it are done."""
        ready = next((step for step in STEPS if step not in self.done), PAY)
        is_ready = wanted in STEPS and STEPS.index(wanted) <= STEPS.index(ready)
        self.step = wanted if is_ready else ready

    def _judge(self, name: str) -> None:
        value = self.draft.get(name, "")
        anyway = self.draft.get("anyway") == "on"
        message = check_field(name, value, self.ship_country, anyway=anyway)
        if value or name in self.errors:
            self.errors = {**self.errors, name: message}
            if self.summary:
                self.summary = summarized(self.errors)
        is_fine = bool(value) and not message
        self.fine = [field for field in TICKED if (field in self.fine and field != name) or (
            field == name and is_fine
        )]  # fmt: skip

    def _fill_town(self) -> Any:
        """Only an empty field is filled; what was typed is right."""
        town = town_of(self.ship_country, self.draft["postcode"])
        if not town or self.draft.get("city"):
            return None
        self.draft = {**self.draft, "city": town}
        return rx.set_value("field-city", town)

    def _hidden(self) -> dict[str, str]:
        """What is no field of the form but belongs to the draft."""
        return {"country": self.ship_country}

    def _stay(self) -> None:
        self.seconds = int(rx.config.get_config().redis_token_expiration)
        self.stamp = utc_now().isoformat()

    async def _prefill(self, caller: Principal, *, is_new: bool) -> None:
        """What the account knows, under what was typed; a guest begins with an empty form."""
        address = await usual_address(caller)
        self.express_to = in_a_line(address) if address else ""
        known = {"email": caller.email or "", **(known_of(address) if address else {})}
        typed = {} if is_new else {name: text for name, text in self.draft.items() if text}
        self.draft = {**dict.fromkeys(REMEMBERED, ""), **known, **typed}
        home = address.country if address else self._preferences().country
        country = self.ship_country if self.ship_country and not is_new else home
        self.ship_country, self.needs_region = country, country in WITH_REGION
        if address is not None and address.country != country:
            self.express_to = ""

    async def _price_for(self, email: str) -> None:
        """Whose first order it is, and who has used a code before, is known by the address."""
        before = self.quote
        if self.step != CONTACT or not (email and (before.discounts or before.problems)):
            return
        await self._price(await self._principal())
        if self.quote.total != before.total:
            self.changed = f"It was {before.total}."
            self.refusal = " ".join(one.reason for one in self.quote.problems)

    async def _show_again(self) -> None:
        self._stay()
        await self._price(await self._principal())

    async def _price(self, caller: Principal) -> None:
        """The bag as it would be ordered now, and the fingerprint of what is shown."""
        country, chosen = self.ship_country, self._preferences()
        choices = choices_of(self._chosen)
        region, vat_id = self.draft.get("region", ""), await self._vat_id()
        async with read_session() as session:
            cart = await find_cart(session, caller, self._bag_secret())
            bag = await view_pieces(session, cart, country, chosen.currency, utc_now().date())
            quote = (
                await quote_bag(
                    session,
                    cart,
                    country,
                    choices,
                    region=region,
                    vat_id=vat_id,
                    email=self.draft.get("email", ""),
                )
                if cart and bag.is_orderable
                else None
            )
            await self._find_wallet(session, cart, caller, quote)
            offers = await offered_ways(session, bag.currency)
        self.methods = pay_methods(offers)
        self._show(bag, quote)

    async def _vat_id(self) -> str:
        """What was typed, as registers write it, asked about once a day."""
        typed = self.draft.get("vat_id", "")
        self.vat_answer = ""
        if not typed:
            return ""
        try:
            vat_id, outcome = await check_vat_id(typed)
        except NotAVatId:
            return ""
        self.vat_answer = VAT_ANSWERS[outcome]
        return vat_id

    def _show(self, bag: Bag, quote: Quote | None) -> None:
        shown = BagView.of(bag, {})
        self.bag = as_chosen(shown, quote) if quote else shown
        self.bag_count = bag.units
        self.quote = QuoteView.of(quote, shown) if quote else QuoteView()
        self.sums = sum_up({**self.draft, "country": self.ship_country}, quote)
        self._fingerprint = quote.fingerprint() if quote else ""

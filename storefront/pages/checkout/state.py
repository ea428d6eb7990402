from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from core.cart.open_cart import find_cart
from core.cart.view import Bag, view_bag
from core.checkout.errors import QuoteChanged
from core.checkout.place_order import (
    IDEMPOTENCY_CONSTRAINT,
    CheckoutRequest,
    place_order,
)
from core.checkout.quote import Quote
from core.checkout.quote_bag import quote_bag
from core.checkout.start_payment import start_payment
from core.checkout.urls import payment_urls
from core.db.retry import retried
from core.db.session import read_session, transaction
from core.identity.addresses import list_addresses
from core.identity.models import Address
from core.identity.preferences import is_country_code
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.kernel.ids import new_id
from core.kernel.principal import Principal
from core.orders.models import Order
from core.payments.providers.registry import available
from core.reporting.models import ShopEventKind
from core.ui.forms import FormErrors
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.bag.views import BagView
from storefront.pages.checkout.form import (
    WITH_REGION,
    CheckoutForm,
    FieldError,
    check_field,
    check_form,
    summarized,
)
from storefront.pages.checkout.views import PayMethod, QuoteView, pay_methods
from storefront.state.leaving import forget_leaving
from storefront.state.shell import ShellState
from storefront.state.visits import count_visit

REMEMBERED = ("name", "line1", "line2", "postcode", "city", "region", "phone")


class CheckoutState(LoadState, ShellState):
    bag: BagView = BagView()
    quote: QuoteView = QuoteView()
    methods: list[PayMethod] = []
    prefilled: dict[str, str] = {}
    ship_country: str = ""
    needs_region: bool = False
    errors: FormErrors = {}
    summary: list[FieldError] = []
    refusal: str = ""
    changed: str = ""
    is_placing: bool = False
    leave_to: str = ""
    _key: str = ""
    _fingerprint: str = ""
    _pending: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> Any:
        self.errors, self.summary = {}, []
        self.refusal = self.changed = self.leave_to = ""
        self.is_placing = False
        self._key = str(new_id())
        caller = await self._principal()
        await self._prefill(caller)
        await self._price(caller)
        if not self.bag.parcels and self._pending:
            return rx.redirect(self._pending, replace=True)
        self._pending = ""
        await count_visit(self, ShopEventKind.CHECKOUT_START)
        return None

    @rx.event
    @public
    async def set_country(self, code: str) -> None:
        if not is_country_code(str(code)):
            return
        self.ship_country, self.needs_region = code, code in WITH_REGION
        await self._price(await self._principal())

    @rx.event
    @public
    def check(self, name: str, value: str) -> None:
        """When a field is left, and while one that was wrong is being put right."""
        message = check_field(str(name), str(value), self.ship_country)
        if str(value).strip() or name in self.errors:
            self.errors = {**self.errors, name: message}
            if self.summary:
                self.summary = summarized(self.errors)

    @rx.event
    @public
    async def submit(self, form_data: dict[str, Any]) -> AsyncIterator[Any]:
        form, self.errors = check_form(form_data)
        self.summary = summarized(self.errors)
        if form is None:
            yield rx.set_focus("form-summary")
            return
        self.refusal = self.changed = ""
        self.is_placing = True
        yield
        try:
            await self._order_and_pay(form)
        except QuoteChanged as refused:
            self.changed = f"It was {self.quote.total}."
            await self._price(await self._principal())
            self.refusal = refused.message
        except DomainError as refused:
            self.refusal = refused.message
            await self._price(await self._principal())
        if not self.leave_to:
            self.is_placing = False
            yield rx.set_focus("form-summary")
            return
        yield
        await forget_leaving(self)

    async def _order_and_pay(self, form: CheckoutForm) -> None:
        """Once the order exists its page has the word, also when the bank does not answer."""
        caller = await self._principal()
        order = await self._place(caller, form)
        await count_visit(self, ShopEventKind.ORDER)
        urls = payment_urls(order)
        # Who comes back to the checkout has left the payment page.
        self._pending = urls.canceled[urls.canceled.index("/checkout/return") :]
        try:
            self.leave_to = await start_payment(
                order.id, caller, self._provider(form.provider), urls
            )
        except DomainError:
            self.leave_to = self._pending

    async def _place(self, caller: Principal, form: CheckoutForm) -> Order:
        request = CheckoutRequest(
            email=form.email,
            address=form.address(),
            fingerprint=self._fingerprint,
            idempotency_key=self._key,
            note=form.note,
        )

        async def once() -> Order:
            async with transaction() as session:
                return await place_order(session, caller, self._bag_secret(), request)

        return await retried(once, on_unique=IDEMPOTENCY_CONSTRAINT)

    def _provider(self, wanted: str) -> str:
        """The method chosen, or the first one: a page may be older than the settings."""
        names = [method.name for method in self.methods]
        return wanted if wanted in names else names[0]

    async def _prefill(self, caller: Principal) -> None:
        """What the account knows; a guest begins with an empty form."""
        country = self._preferences().country
        known: dict[str, str] = {"email": caller.email or ""}
        if caller.user_id is not None:
            async with read_session() as session:
                addresses = await list_addresses(session, caller)
            if addresses:
                known |= _known(addresses[0])
                country = addresses[0].country
        self.prefilled = {**dict.fromkeys(REMEMBERED, ""), **known}
        self.ship_country, self.needs_region = country, country in WITH_REGION

    async def _price(self, caller: Principal) -> None:
        """The bag as it would be ordered now, and the fingerprint of what is shown."""
        country, chosen = self.ship_country, self._preferences()
        async with read_session() as session:
            cart = await find_cart(session, caller, self._bag_secret())
            bag = await view_bag(session, cart, country, chosen.currency, utc_now().date())
            quote = (
                await quote_bag(session, cart, country) if cart and bag.is_orderable else None
            )
        self._show(bag, quote)

    def _show(self, bag: Bag, quote: Quote | None) -> None:
        self.bag = BagView.of(bag, {})
        self.bag_count = bag.units
        self.quote = QuoteView.of(quote) if quote else QuoteView()
        self._fingerprint = quote.fingerprint() if quote else ""
        self.methods = pay_methods(found.name for found in available(bag.currency))


def _known(address: Address) -> dict[str, str]:
    return {name: getattr(address, name) for name in REMEMBERED}

"""The last step of a checkout: the order is written, then the bank asked."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import reflex as rx

from core.checkout.errors import EmptyBag, QuoteChanged
from core.checkout.place_order import IDEMPOTENCY_CONSTRAINT, CheckoutRequest, place_order
from core.checkout.start_payment import start_payment
from core.checkout.urls import payment_urls
from core.db.retry import retried
from core.db.session import transaction
from core.kernel.errors import DomainError
from core.kernel.principal import Principal
from core.orders.models import Order
from core.reporting.models import ShopEventKind
from storefront.pages.checkout.form import CheckoutForm
from storefront.pages.checkout.views import PayMethod, QuoteView, choices_of, gifts_of
from storefront.state.leaving import forget_leaving
from storefront.state.visits import count_visit


class PlacingMixin(rx.State, mixin=True):
    """One order per key, however often it is sent."""

    refusal: str = ""
    changed: str = ""
    is_placing: bool = False
    leave_to: str = ""
    _key: str = ""
    _fingerprint: str = ""
    _pending: str = ""

    if TYPE_CHECKING:
        methods: list[PayMethod]
        quote: QuoteView
        _chosen: dict[str, dict[str, str]]
        _prepaid: str

        async def _principal(self) -> Principal: ...
        async def _price(self, caller: Principal) -> None: ...

    async def _send(self, form: CheckoutForm) -> AsyncIterator[Any]:
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
        if not self._fingerprint and self._pending:
            self.leave_to = self._pending
            return
        if not self._fingerprint:
            raise EmptyBag
        caller = await self._principal()
        order = await self._place(caller, form)
        await count_visit(self, ShopEventKind.ORDER)
        urls = payment_urls(order)
        # Who comes back to the checkout has left the payment page.
        self._pending = urls.canceled[urls.canceled.index("/checkout/return") :]
        try:
            self.leave_to = await start_payment(
                order.id,
                caller,
                self._provider(form.provider),
                urls,
                saves_method=form.saves_card,
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
            wants_news=form.wants_news,
            company=form.company,
            vat_id=form.vat_id,
            choices=choices_of(self._chosen),
            prepaid=self._prepaid,
            gifts=gifts_of(self._chosen),
        )

        async def once() -> Order:
            async with transaction() as session:
                return await place_order(session, caller, self._bag_secret(), request)

        return await retried(once, on_unique=IDEMPOTENCY_CONSTRAINT)

    def _provider(self, wanted: str) -> str:
        """The method chosen, or the first one: a page may be older than the settings."""
        names = [method.name for method in self.methods]
        return wanted if wanted in names else names[0]

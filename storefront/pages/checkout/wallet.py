"""What of the order gift cards, store credit and points pay: chosen beside the sums."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import reflex as rx

from core.cart.models import Cart
from core.cart.open_cart import find_cart
from core.checkout.quote import Quote
from core.db.session import transaction
from core.kernel.errors import DomainError
from core.kernel.principal import Principal
from core.payments.models import Prepaid
from core.prepaid import choose
from core.prepaid.bag import Wallet, wallet_of
from core.prepaid.plan import Tender, TenderPlan, plan_tenders
from core.ui.format import money
from core.ui.guards import public
from storefront.state.ids import read_id

LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class TenderView:
    """Something that pays. ``card`` can be taken out again."""

    label: str = ""
    amount: str = ""
    card: str = ""

    @classmethod
    def of(cls, tender: Tender) -> Self:
        is_card = tender.kind is Prepaid.GIFT_CARD
        return cls(
            tender.label, f"−{money(tender.amount)}", str(tender.source_id) if is_card else ""
        )


@dataclass(frozen=True, slots=True)
class WalletView:
    tenders: list[TenderView] = field(default_factory=list[TenderView])
    credit: str = ""
    uses_credit: bool = False
    points: int = 0
    points_worth: str = ""
    uses_points: bool = False
    due: str = ""
    is_paid: bool = False

    @classmethod
    def of(cls, wallet: Wallet, plan: TenderPlan) -> Self:
        return cls(
            tenders=[TenderView.of(tender) for tender in plan.tenders],
            credit=money(wallet.credit) if wallet.credit else "",
            uses_credit=wallet.uses_credit,
            points=wallet.points,
            points_worth=money(wallet.points_worth),
            uses_points=bool(wallet.points_wanted),
            due=money(plan.rest),
            is_paid=not plan.rest,
        )


class WalletMixin(rx.State, mixin=True):
    """Codes are looked up once and never kept: the bag remembers the card."""

    wallet: WalletView = WalletView()
    card_error: str = ""
    card_said: str = ""
    card_form: int = 0
    _prepaid: str = ""

    if TYPE_CHECKING:

        async def _principal(self) -> Principal: ...
        async def _price(self, caller: Principal) -> None: ...

    @rx.event
    @public
    async def apply_card(self, form_data: dict[str, Any]) -> Any:
        """The same words for a wrong code and for one that never was."""
        self.card_error = self.card_said = ""
        code = str(form_data.get("gift_code", ""))[:LONGEST_CODE]
        caller = await self._principal()
        address = self.router.session.client_ip
        try:
            async with transaction() as session:
                cart = await find_cart(session, caller, self._bag_secret())
                if cart is not None:
                    card = await choose.apply_card(session, cart, code, address=address)
                    self.card_said = f"Gift card with {money(card.balance)} added."
        except DomainError as refused:
            self.card_error = refused.message
            return rx.set_focus("field-gift_code")
        self.card_form += 1
        await self._price(caller)
        return None

    @rx.event
    @public
    async def remove_card(self, card: str) -> None:
        card_id = read_id(card)
        caller = await self._principal()
        async with transaction() as session:
            if cart := await self._own_cart(session, caller):
                await choose.remove_card(session, cart, card_id)
        self.card_said = "Gift card taken out."
        await self._price(caller)

    @rx.event
    @public
    async def use_credit(self, is_wanted: bool) -> None:  # noqa: FBT001  what a checkbox sends
        caller = await self._principal()
        async with transaction() as session:
            if cart := await self._own_cart(session, caller):
                await choose.use_credit(session, cart, caller, is_wanted=bool(is_wanted))
        await self._price(caller)

    @rx.event
    @public
    async def use_points(self, is_wanted: bool) -> None:  # noqa: FBT001  what a checkbox sends
        """All of them, as far as they may pay for this order."""
        caller = await self._principal()
        async with transaction() as session:
            if cart := await self._own_cart(session, caller):
                points = self.wallet.points if is_wanted else 0
                await choose.use_points(session, cart, caller, points)
        await self._price(caller)

    async def _own_cart(self, session: Any, caller: Principal) -> Cart | None:
        return await find_cart(session, caller, self._bag_secret())

    async def _find_wallet(
        self, session: Any, cart: Cart | None, caller: Principal, quote: Quote | None
    ) -> None:
        """Nothing while something stands in the way of ordering."""
        if cart is None or quote is None:
            self.wallet, self._prepaid = WalletView(), ""
            return
        wallet = await wallet_of(session, cart, caller, quote.payable)
        plan = plan_tenders(quote.total, quote.payable, wallet.sources())
        self.wallet, self._prepaid = WalletView.of(wallet, plan), plan.fingerprint()

import reflex as rx

from core.db.session import read_session
from core.kernel.errors import DomainError
from core.payments import saved_methods
from core.settings import AppName, settings
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from storefront.pages.account_payment_methods.views import MethodView
from storefront.state.ids import read_id
from storefront.state.shell import ShellState

PATH = "/account/payment-methods"


class PaymentMethodsState(LoadState, ActState, ShellState):
    methods: list[MethodView] = []
    can_save: bool = False
    leave_to: str = ""

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        """Who comes back from the gateway's page finds the card here."""
        self._quiet()
        self.leave_to = ""
        if self.router.url.query_parameters.get("saved") == "1":
            await self._ask_gateways()
        await self._show()

    @rx.event
    @requires(Caller.USER)
    @acts
    async def save(self) -> None:
        caller = await self._principal()
        page = f"{settings().origin(AppName.STOREFRONT)}{PATH}"
        currency = self._preferences().currency
        self.leave_to = await saved_methods.start_saving(
            caller, currency, back=f"{page}?saved=1", canceled=page
        )

    @rx.event
    @requires(Caller.USER)
    @acts
    async def remove(self, method_id: str) -> None:
        caller = await self._principal()
        await saved_methods.remove_saved(caller, read_id(method_id))
        self.done = "The card is removed. Nothing can be charged to it any more."
        await self._show()

    async def _ask_gateways(self) -> None:
        caller = await self._principal()
        try:
            await saved_methods.sync_methods(caller.require_user())
        except DomainError as refused:
            self.refusal = refused.message

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            found = await saved_methods.list_saved(session, caller)
        self.methods = [MethodView.of(method) for method in found]
        self.can_save = bool(saved_methods.keepers(self._preferences().currency))

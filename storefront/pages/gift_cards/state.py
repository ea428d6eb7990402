from typing import Any

import reflex as rx
from pydantic import BaseModel, ConfigDict, ValidationError

from core.cart.open_cart import open_cart
from core.db.session import read_session, transaction
from core.kernel.errors import DomainError, Invalid
from core.kernel.money import Money
from core.prepaid.rules import rules_for
from core.prepaid.wish import WishFields, put_gift_card
from core.ui.format import money
from core.ui.forms import Amount, FormErrors, parse
from core.ui.guards import personal, public
from core.ui.loading import LoadState, page_load
from storefront.state.shell import ShellState

OWN = "own"


class CardForm(BaseModel):
    """``choice`` is one of the offered amounts, or ``own`` with ``amount``."""

    model_config = ConfigDict(extra="ignore")

    choice: str = OWN
    amount: Amount | None = None


class GiftCardsState(LoadState, ShellState):
    currency: str = "EUR"
    amounts: list[list[str]] = []
    bounds: str = ""
    choice: str = ""
    own: str = ""
    recipient: str = ""
    sender: str = ""
    message: str = ""
    errors: FormErrors = {}
    is_added: bool = False
    form_key: int = 0

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        """What is sold depends on the currency of the shop alone."""
        self.currency = self._preferences().currency
        async with read_session() as session:
            rules = await rules_for(session, self.currency)
        self.amounts = [
            [str(minor), money(Money(minor, self.currency))] for minor in rules.amounts
        ]
        smallest, largest = rules.smallest_minor, rules.largest_minor
        self.bounds = (
            f"From {money(Money(smallest, self.currency))} "
            f"to {money(Money(largest, self.currency))}"
        )
        self.choice = self.amounts[1][0] if len(self.amounts) > 1 else OWN

    @rx.event
    @personal
    @public
    def begin(self) -> None:
        self.errors, self.is_added = {}, False
        self.own = self.recipient = self.sender = self.message = ""

    @rx.var
    def preview(self) -> str:
        if self.choice != OWN:
            return next((text for value, text in self.amounts if value == self.choice), "")
        form, _ = parse({"amount": self.own}, CardForm)
        if form is None or form.amount is None:
            return self.currency
        try:
            return money(Money.from_decimal(form.amount, self.currency))
        except Invalid:
            return self.currency

    @rx.event
    @public
    def choose(self, value: str) -> None:
        self.choice = str(value)

    @rx.event
    @public
    def write(self, name: str, value: str) -> None:
        """What is typed is seen on the card at once."""
        if name in {"own", "recipient", "sender", "message"}:
            setattr(self, name, str(value)[:500])

    @rx.event
    @public
    async def add(self, form_data: dict[str, Any]) -> Any:
        self.errors, self.is_added = {}, False
        try:
            amount = self._amount(form_data)
            wish = _wish(form_data)
            caller, secret = await self._principal(), self._bag_secret()
            async with transaction() as session:
                cart = await open_cart(session, caller, secret, self.currency)
                if cart.currency != self.currency:
                    amount = Money(amount.minor, cart.currency)
                await put_gift_card(session, cart, amount, wish)
        except Invalid as refused:
            self.errors = {refused.field or "amount": refused.message}
            return rx.set_focus(f"field-{refused.field or 'amount'}")
        except DomainError as refused:
            self.errors = {"form": refused.message}
            return None
        self.is_added = True
        self.form_key += 1
        self.recipient = self.message = ""
        return ShellState.load_shell

    def _amount(self, form_data: dict[str, Any]) -> Money:
        if self.choice != OWN:
            if self.choice not in {value for value, _ in self.amounts}:
                raise Invalid("Choose an amount.", field="amount")
            return Money(int(self.choice), self.currency)
        form, errors = parse(form_data, CardForm)
        if form is None or form.amount is None:
            raise Invalid(errors.get("amount", "Choose an amount."), field="amount")
        return Money.from_decimal(form.amount, self.currency)


def _wish(form_data: dict[str, Any]) -> WishFields:
    names = ("recipient_name", "recipient_email", "sender_name", "message", "deliver_on")
    sent = {name: str(form_data.get(name) or "").strip() for name in names}
    try:
        return WishFields.model_validate({name: text for name, text in sent.items() if text})
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise Invalid(SENTENCES.get(field, "Check this."), field=field) from error


SENTENCES = {
    "recipient_name": "Say for whom it is.",
    "recipient_email": "This is not an e-mail address.",
    "message": "This is too long: at most 500 characters.",
    "deliver_on": "Choose a day.",
}

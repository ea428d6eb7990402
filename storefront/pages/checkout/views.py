"""Sums and ways to pay, for the browser."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from core.checkout.quote import Quote
from core.ui.format import money, money_or_free

METHODS = {
    "stripe": ("Card, Apple Pay or Google Pay", "You pay on the page of Stripe."),
    "sandbox": ("Test card", "You pay on the page of the sandbox bank. No real money moves."),
}


@dataclass(frozen=True, slots=True)
class PayMethod:
    name: str = ""
    label: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Empty while something stands in the way of ordering."""

    goods: str = ""
    delivery: str = ""
    total: str = ""

    @classmethod
    def of(cls, quote: Quote) -> Self:
        return cls(money(quote.items), money_or_free(quote.delivery), money(quote.total))


def pay_methods(names: Iterable[str]) -> list[PayMethod]:
    return [PayMethod(name, *METHODS.get(name, (name.capitalize(), ""))) for name in names]

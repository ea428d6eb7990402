"""How taxes are told beside a total."""

from collections.abc import Callable, Iterable

from babel import Locale

from core.kernel.money import Money
from core.taxes.models import Treatment
from core.taxes.summary import TaxSum

WHY_NONE = {
    Treatment.SMALL_BUSINESS: "No VAT where a workshop is exempt as a small business.",
    Treatment.NOT_REGISTERED: "No VAT where a workshop is not registered for it.",
    Treatment.REVERSE_CHARGE: "Reverse charge: no VAT here, your business accounts for it.",
    Treatment.EXPORT: "No VAT on exports. Import taxes may be due on arrival.",
    Treatment.IMPORT: "No VAT yet: import VAT and duties are due on arrival.",
}

STATES_ASK = "Some states of the US ask for sales tax: it is added once the address is known."


def place_of(tax: TaxSum) -> str:
    """“California”, “Portugal”."""
    return str(Locale.parse("en").territories.get(tax.place, tax.place))


def rows_on_top(taxes: Iterable[TaxSum]) -> list[tuple[str, Money]]:
    """What is added to the sum, a row for each."""
    return [
        (f"{tax.kind}, {place_of(tax)} {tax.rate}", tax.amount)
        for tax in taxes
        if not tax.is_included and tax.amount
    ]


def notes(taxes: Iterable[TaxSum], money: Callable[[Money], str]) -> list[str]:
    """What the sum contains, and why something is not charged."""
    known = list(taxes)
    said = [
        f"Includes {money(tax.amount)} VAT, {place_of(tax)} {tax.rate}."
        for tax in known
        if tax.is_included and tax.amount
    ]
    reasons = dict.fromkeys(
        WHY_NONE[tax.treatment] for tax in known if tax.treatment in WHY_NONE
    )
    asked = [STATES_ASK] if any(_is_open(tax) for tax in known) else []
    return [*said, *reasons, *asked]


def _is_open(tax: TaxSum) -> bool:
    return tax.jurisdiction == "US" and tax.treatment in {Treatment.EXPORT, Treatment.NONE}

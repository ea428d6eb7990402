"""Which tax a supply of goods bears, and who owes it: law as a pure function.

Directive 2006/112/EC as amended by the e-commerce package: destination rates and one-stop shop
(Art. 33, 59c), deemed supplier (Art. 14a), imports up to 150 EUR (Art. 143(1)(ca)), reverse
charge by exemption of intra-Community supplies (Art. 138). United Kingdom: VATA 1994 s. 5A.
US states: marketplace facilitator laws.
"""

from dataclasses import dataclass

from core.kernel.europe import EU_MEMBERS
from core.taxes.models import OwedBy, Treatment, VatStatus

US, GB = "US", "GB"
UNREGISTERED = {
    VatStatus.SMALL_BUSINESS: Treatment.SMALL_BUSINESS,
    VatStatus.NOT_REGISTERED: Treatment.NOT_REGISTERED,
}


@dataclass(frozen=True, slots=True)
class Supply:
    """Goods of one seller on their way to one buyer.

    ``origin`` is where they leave, ``established_in`` where the seller's business is;
    ``is_business``: the buyer has shown a valid VAT id of another tax area; ``is_small``: the
    consignment is not worth more than the limit for imports; ``is_distance``: the seller pays
    VAT where its buyers live (one-stop shop or above the threshold); ``is_facilitated``: the
    market is registered in the state of the buyer.
    """

    origin: str
    established_in: str
    destination: str
    status: VatStatus
    is_business: bool = False
    is_small: bool = True
    is_distance: bool = False
    is_facilitated: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """``country`` is whose rate holds; none where no tax is charged."""

    treatment: Treatment
    owed_by: OwedBy
    country: str
    is_charged: bool = True


def decide(supply: Supply) -> Decision:
    if supply.destination == US:
        return _to_us(supply)
    if supply.destination in EU_MEMBERS:
        return _within_eu(supply) if supply.origin in EU_MEMBERS else _into(supply)
    if supply.destination == GB:
        return _within_uk(supply) if supply.origin == GB else _into(supply)
    treatment = Treatment.NONE if supply.origin == supply.destination else Treatment.EXPORT
    return _free(treatment, supply.destination)


def prices_include_tax(destination: str) -> bool:
    """Prices of the market contain VAT everywhere but where sales tax comes on top."""
    return destination != US


def _free(treatment: Treatment, country: str, owed_by: OwedBy = OwedBy.NOBODY) -> Decision:
    return Decision(treatment, owed_by, country, is_charged=False)


def _to_us(supply: Supply) -> Decision:
    if supply.is_facilitated:
        return Decision(Treatment.FACILITATOR, OwedBy.MARKET, US)
    return _free(Treatment.NONE if supply.origin == US else Treatment.EXPORT, US)


def _within_eu(supply: Supply) -> Decision:
    """Goods that are in the Union already."""
    if supply.established_in not in EU_MEMBERS and not supply.is_business:
        return Decision(Treatment.DEEMED_SUPPLIER, OwedBy.MARKET, supply.destination)
    if supply.status is not VatStatus.REGISTERED:
        return _free(UNREGISTERED[supply.status], supply.origin)
    if supply.origin == supply.destination:
        return Decision(Treatment.DOMESTIC, OwedBy.VENDOR, supply.origin)
    if supply.is_business:
        return _free(Treatment.REVERSE_CHARGE, supply.destination, OwedBy.BUYER)
    if supply.is_distance:
        return Decision(Treatment.DISTANCE, OwedBy.VENDOR, supply.destination)
    return Decision(Treatment.ORIGIN, OwedBy.VENDOR, supply.origin)


def _within_uk(supply: Supply) -> Decision:
    if supply.established_in != GB and not supply.is_business:
        return Decision(Treatment.DEEMED_SUPPLIER, OwedBy.MARKET, GB)
    if supply.status is not VatStatus.REGISTERED:
        return _free(UNREGISTERED[supply.status], GB)
    return Decision(Treatment.DOMESTIC, OwedBy.VENDOR, GB)


def _into(supply: Supply) -> Decision:
    """An import: small ones to consumers are taxed here and now, others by customs."""
    if supply.is_small and not supply.is_business:
        return Decision(Treatment.DEEMED_SUPPLIER, OwedBy.MARKET, supply.destination)
    return _free(Treatment.IMPORT, supply.destination, OwedBy.BUYER)

"""Taxes of a quote: pure, on what is paid after discounts, rounded once per line.

Delivery is taxed like the goods in the parcel, pro rata of what they cost.
"""

from collections.abc import Iterable
from dataclasses import replace

from core.checkout.quote import Parcel, Quote, QuoteLine
from core.kernel.money import Money, total
from core.shipping.packaging import Packaging
from core.shipping.rates import Rate
from core.taxes.calculate import Assessed, calculate, without_tax
from core.taxes.charge import TaxCharge
from core.taxes.decide import US, Decision, prices_include_tax
from core.taxes.facts import TaxFacts
from core.taxes.models import Goods, Treatment


def net_for_business(quote: Quote, facts: TaxFacts) -> Quote:
    """Prices without VAT in parcels that fall under the reverse charge. Before discounts."""
    return replace(quote, parcels=tuple(_net_parcel(p, facts) for p in quote.parcels))


def with_taxes(quote: Quote, facts: TaxFacts) -> Quote:
    """The quote with every tax on it. After discounts."""
    return replace(quote, parcels=tuple(_taxed(p, facts) for p in quote.parcels))


def _net_parcel(parcel: Parcel, facts: TaxFacts) -> Parcel:
    if parcel.is_voucher or _decision(parcel, facts).treatment is not Treatment.REVERSE_CHARGE:
        return parcel
    origin = facts.sellers[parcel.vendor_id].origin
    shares = _shares(parcel.lines, facts)

    def net(amount: Money) -> Money:
        parts = amount.allocate([weight for _, weight in shares])
        nets = (
            without_tax(part, facts.ppm(origin, goods))
            for part, (goods, _) in zip(parts, shares, strict=True)
        )
        return total(nets, amount.currency)

    def net_rate(rate: Rate) -> Rate:
        return replace(rate, price=net(rate.price))

    return replace(
        parcel,
        lines=tuple(_net_line(line, facts, origin) for line in parcel.lines),
        rate=net_rate(parcel.rate),
        options=tuple(net_rate(rate) for rate in parcel.options),
        packaging=_net_packaging(parcel.packaging, net(parcel.packing)),
    )


def _net_line(line: QuoteLine, facts: TaxFacts, origin: str) -> QuoteLine:
    ppm = facts.ppm(origin, facts.goods_of(line.product_id))
    return replace(line, unit=without_tax(line.unit, ppm))


def _net_packaging(packaging: Packaging, price: Money) -> Packaging:
    return replace(packaging, prices_minor={price.currency: price.minor})


def _taxed(parcel: Parcel, facts: TaxFacts) -> Parcel:
    """A gift card is a multi-purpose voucher: taxed is what it buys."""
    if parcel.is_voucher:
        return parcel
    decision = _decision(parcel, facts)
    lines = tuple(
        replace(
            line,
            taxes=_charges(line.total, facts.goods_of(line.product_id), decision, facts),
        )
        for line in parcel.lines
    )
    shares = _shares(parcel.lines, facts)
    parts = parcel.taxable_delivery.allocate([weight for _, weight in shares])
    delivery = [
        charge
        for part, (goods, _) in zip(parts, shares, strict=True)
        if part
        for charge in _charges(part, goods, decision, facts)
    ]
    return replace(parcel, lines=lines, delivery_taxes=tuple(delivery))


def _decision(parcel: Parcel, facts: TaxFacts) -> Decision:
    worth = [(facts.goods_of(line.product_id), line.total) for line in parcel.lines]
    return facts.decision(parcel.vendor_id, worth)


def _shares(lines: Iterable[QuoteLine], facts: TaxFacts) -> list[tuple[Goods, int]]:
    """What each kind of goods costs, in an order that does not depend on that of the lines."""
    weights: dict[Goods, int] = {}
    for line in lines:
        goods = facts.goods_of(line.product_id)
        weights[goods] = weights.get(goods, 0) + line.total.minor
    return sorted(weights.items())


def _charges(
    amount: Money, goods: Goods, decision: Decision, facts: TaxFacts
) -> tuple[TaxCharge, ...]:
    is_included = prices_include_tax(facts.place.country)
    if not decision.is_charged:
        return (
            TaxCharge(
                jurisdiction=facts.place.name if decision.country == US else decision.country,
                treatment=decision.treatment,
                goods=goods,
                rate_ppm=0,
                base=amount,
                amount=amount * 0,
                is_included=is_included,
                owed_by=decision.owed_by,
            ),
        )
    rates = facts.rates_for(decision.country, goods)
    taxes = calculate([Assessed(amount, rates, is_included)])[0]
    base = amount - total(taxes, amount.currency) if is_included else amount
    return tuple(
        TaxCharge(
            jurisdiction=rate.jurisdiction,
            treatment=decision.treatment,
            goods=goods,
            rate_ppm=rate.ppm,
            base=base,
            amount=tax,
            is_included=is_included,
            owed_by=decision.owed_by,
        )
        for rate, tax in zip(rates, taxes, strict=True)
    )

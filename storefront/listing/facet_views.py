"""What narrows a list: facets, chips, quick filters and the price, for the browser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from core.kernel.money import Money
from core.search.engine import Facet, FacetValue, PriceRange
from core.search.variants import OPTION
from core.ui.countries import ISO_LENGTH, country_name
from core.ui.format import money, number
from core.ui.swatches import swatch
from storefront.listing.parameters import MINOR, Parameters

SHOWN_VALUES = 8
PROMOTED = ("material", "color")  # one of them, with its most frequent values
PROMOTED_VALUES = 4
ROUND_STEPS = (5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
BANDS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: a link to the list with it on, or off again. ``key`` keeps it the
    same control while its words and its address change.
    """

    key: str = ""
    label: str = ""
    count: str = ""
    href: str = ""
    swatch: str = ""
    is_on: bool = False
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class FacetView:
    """The first values, and behind "Show N more" the others; that is open while one of them is
    chosen.
    """

    code: str = ""
    name: str = ""
    choices: list[Choice] = field(default_factory=list[Choice])
    others: list[Choice] = field(default_factory=list[Choice])
    more: str = ""
    is_more_open: bool = False


@dataclass(frozen=True, slots=True)
class ChipView:
    label: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class BarView:
    """Of the histogram: ``height`` in percent of the tallest."""

    height: str = "0%"
    is_in: bool = True


@dataclass(frozen=True, slots=True)
class PriceView:
    """What stands in the two fields, the range there is, and how pieces lie in it. ``rest`` are
    the other parameters of the list, for a form that is sent without a script.
    """

    lowest: str = ""
    highest: str = ""
    hint: str = ""
    bars: list[BarView] = field(default_factory=list[BarView])
    rest: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def shown_facets(found: Sequence[Facet], hidden: frozenset[str]) -> list[Facet]:
    """An option of variants gives way to an attribute of the same name, which gathers what each
    workshop calls its own way.
    """
    named = {facet.name.casefold() for facet in found if not facet.code.startswith(OPTION)}
    kept = [
        _shown(facet, hidden)
        for facet in found
        if facet.code not in hidden
        and not (facet.code.startswith(OPTION) and facet.name.casefold() in named)
    ]
    return [facet for facet in kept if facet.values]


def facet_view(path: str, chosen: Parameters, facet: Facet) -> FacetView:
    """Values keep their place whatever is chosen."""
    choices = [_choice(path, chosen, facet.code, value) for value in facet.values]
    others = choices[SHOWN_VALUES:]
    return FacetView(
        code=facet.code,
        name=facet.name,
        choices=choices[:SHOWN_VALUES],
        others=others,
        more=f"Show {len(others)} more" if others else "",
        is_more_open=any(choice.is_on for choice in others),
    )


def stock_choice(path: str, chosen: Parameters, in_stock: int) -> Choice:
    other = chosen.anew(is_in_stock=not chosen.is_in_stock)
    return Choice(
        "in-stock", "In stock now", number(in_stock), other.href(path),
        is_on=chosen.is_in_stock,
    )  # fmt: skip


def ships_choice(path: str, chosen: Parameters, country: str, deliverable: int) -> Choice:
    """What is delivered to where the shopper is, or to the country that the address names."""
    to = chosen.ships or country
    other = chosen.anew(ships="" if chosen.ships else to)
    return Choice(
        "ships", f"Ships to {country_name(to)}", number(deliverable), other.href(path),
        is_on=bool(chosen.ships), is_empty=not deliverable and not chosen.ships,
    )  # fmt: skip


def quick_choices(
    path: str,
    chosen: Parameters,
    facets: Sequence[Facet],
    price: PriceRange | None,
    first: Sequence[Choice],
    currency: str,
) -> list[Choice]:
    """The filters that most people use, above the list: ``first``, price, material."""
    quick = [*first, *_bands(path, chosen, price, currency)]
    promoted = (facet for code in PROMOTED for facet in facets if facet.code == code)
    for facet in [*promoted][:1]:
        values = [value for value in facet.values if value.count or value.is_selected]
        quick += [
            _choice(path, chosen, facet.code, value) for value in values[:PROMOTED_VALUES]
        ]
    return quick if len(quick) > len(first) else []


def chips_of(
    path: str, chosen: Parameters, facets: Sequence[Facet], currency: str
) -> list[ChipView]:
    """What is applied, each with the address of the list without it."""
    labels = {
        (facet.code, value.value.casefold()): _label(facet.code, value)
        for facet in facets
        for value in facet.values
    }
    picked = [("vendor", value) for value in chosen.vendors]
    picked += [(code, value) for code, values in chosen.facets.items() for value in values]
    if chosen.category:
        picked.append(("category", chosen.category))
    chips = [
        ChipView(
            labels.get((code, value.casefold()), value), chosen.toggled(code, value).href(path)
        )
        for code, value in picked
    ]
    if chosen.price != (None, None):
        without = chosen.anew(price=(None, None))
        chips.append(ChipView(price_words(chosen.price, currency), without.href(path)))
    if chosen.is_in_stock:
        without = chosen.anew(is_in_stock=False)
        chips.append(ChipView("In stock now", without.href(path)))
    if chosen.ships:
        words = f"Ships to {country_name(chosen.ships)}"
        chips.append(ChipView(words, chosen.anew(ships="").href(path)))
    return chips


def price_view(chosen: Parameters, found: PriceRange | None, currency: str) -> PriceView:
    lowest, highest = ("" if end is None else str(end) for end in chosen.price)
    others = chosen.anew(price=(None, None)).query()
    rest = [(key, str(value)) for key, value in others.items() if value]
    if found is None:
        return PriceView(lowest, highest, rest=rest)
    low, high = Money(found.lowest, currency), Money(found.highest, currency)
    hint = f"From {money(low)} to {money(high)}"
    return PriceView(lowest, highest, hint, list(_bars(chosen, found)), rest)


def price_words(price: tuple[int | None, int | None], currency: str) -> str:
    lowest, highest = (
        None if end is None else money(Money(end * MINOR, currency)) for end in price
    )
    if lowest is None:
        return f"Up to {highest}"
    return f"From {lowest}" if highest is None else f"{lowest} to {highest}"


def _shown(facet: Facet, hidden: frozenset[str]) -> Facet:
    """On the page of a workshop or a material what has nothing is left out: most of what the
    market has was never made there, or of that.
    """
    if not hidden - {"category"}:
        return facet
    there = tuple(value for value in facet.values if value.count or value.is_selected)
    return replace(facet, values=there)


def _choice(path: str, chosen: Parameters, code: str, value: FacetValue) -> Choice:
    label = _label(code, value)
    return Choice(
        key=f"{code}-{value.value.casefold()}",
        label=label,
        count=number(value.count),
        href=chosen.toggled(code, value.value).href(path),
        swatch=swatch(label) if "color" in code else "",
        is_on=value.is_selected,
        is_empty=value.count == 0 and not value.is_selected,
    )


def _label(code: str, value: FacetValue) -> str:
    if code == "origin" and len(value.value) == ISO_LENGTH:
        return country_name(value.value.upper())
    return value.label[:1].upper() + value.label[1:]


def _bars(chosen: Parameters, found: PriceRange) -> Iterable[BarView]:
    tallest = max((bar.count for bar in found.bars), default=0)
    lowest, highest = chosen.price
    for bar in found.bars:
        starts_in = highest is None or bar.start <= highest * MINOR
        ends_in = lowest is None or bar.end > lowest * MINOR
        # What is there is seen, however little it is.
        share = max(4, round(100 * bar.count / tallest)) if bar.count else 0
        yield BarView(f"{share}%", starts_in and ends_in)


def _bands(
    path: str, chosen: Parameters, found: PriceRange | None, currency: str
) -> list[Choice]:
    """Three price ranges with round ends that hold about a third of the pieces each. A chosen
    range stays among them.
    """
    bands = _thirds(found) if found else []
    if chosen.price != (None, None) and chosen.price not in bands:
        bands = [*bands, chosen.price]
    choices: list[Choice] = []
    for band in bands:
        is_on = band == chosen.price
        other = chosen.anew(price=(None, None) if is_on else band)
        words = price_words(band, currency)
        choices.append(Choice(f"price-{words}", words, href=other.href(path), is_on=is_on))
    return choices


def _thirds(found: PriceRange) -> list[tuple[int | None, int | None]]:
    total, seen = sum(bar.count for bar in found.bars), 0
    cuts: list[int] = []
    for bar in found.bars:
        seen += bar.count
        if len(cuts) < BANDS - 1 and seen * BANDS >= total * (len(cuts) + 1):
            cuts.append(_rounded(bar.end / MINOR))
    cuts = sorted(set(cuts))
    inside = [cut for cut in cuts if found.lowest < cut * MINOR < found.highest]
    if not inside:
        return []
    ends = [None, *inside, None]
    return list(pairwise(ends))


def _rounded(amount: float) -> int:
    step = next((s for s in ROUND_STEPS if amount / s <= 10), ROUND_STEPS[-1])  # noqa: PLR2004
    return max(step, round(amount / step) * step)

"""Who sells and makes a piece, and what the law wants told with it."""

from dataclasses import dataclass, field
from typing import Self

from core.catalog.read_models import ProductDetail, WorkshopData
from core.kernel.europe import EU_MEMBERS
from core.ui.countries import country_name
from storefront.components.workshop import holiday_words, initials, mark_address
from storefront.pages.product.facts import NO_DATA, Fact, policies_of

NO_RESPONSIBLE = (
    "No data: the workshop lies outside of the European Union and has named nobody."
)


@dataclass(frozen=True, slots=True)
class WorkshopView:
    slug: str = ""
    name: str = ""
    href: str = ""
    selvedge: str = ""
    mark: str = ""
    initials: str = ""
    place: str = ""
    craft: str = ""
    story: str = ""
    holiday: str = ""
    trader: list[Fact] = field(default_factory=list[Fact])
    safety: list[Fact] = field(default_factory=list[Fact])
    warnings: str = ""
    policies: list[Fact] = field(default_factory=list[Fact])

    @classmethod
    def of(cls, product: ProductDetail) -> Self:
        workshop = product.workshop
        country = country_name(workshop.country)
        return cls(
            slug=workshop.slug,
            name=workshop.name,
            href=f"/shop/{workshop.slug}",
            selvedge=workshop.selvedge,
            mark=mark_address(workshop.mark_path),
            initials=initials(workshop.name),
            place=", ".join(part for part in (workshop.town, country) if part),
            craft=workshop.craft.capitalize(),
            story=workshop.story,
            holiday=holiday_words(workshop.back_on, workshop.vacation_message),
            trader=_trader(workshop),
            safety=_safety(product),
            warnings=product.safety.warnings
            or "No warnings: the workshop says none are needed for ordinary use.",
            policies=policies_of(workshop.policies),
        )


def _trader(workshop: WorkshopData) -> list[Fact]:
    told = (
        ("Trader", workshop.legal_name or workshop.name),
        ("Status", "A trader: consumer rights of the European Union apply"),
        ("Address", _seat(workshop)),
        ("E-mail", workshop.email),
        ("Phone", workshop.phone),
    )
    return [Fact(term, value) for term, value in told if value]


def _safety(product: ProductDetail) -> list[Fact]:
    told, workshop = product.safety, product.workshop
    maker = (
        (told.manufacturer, told.manufacturer_address, told.manufacturer_email)
        if told.manufacturer
        else (workshop.legal_name or workshop.name, _seat(workshop), workshop.email)
    )
    responsible = (told.responsible, told.responsible_address, told.responsible_email)
    facts = [Fact("Manufacturer", _joined(maker))]
    if told.responsible or workshop.country not in EU_MEMBERS:
        facts.append(Fact("Responsible in the EU", _joined(responsible) or NO_RESPONSIBLE))
    facts.append(Fact("Product identifier", told.identifier or product.handle or NO_DATA))
    return facts


def _seat(workshop: WorkshopData) -> str:
    town = f"{workshop.postcode} {workshop.town}".strip()
    return _joined((workshop.line1, town, country_name(workshop.country)))


def _joined(parts: tuple[str, ...]) -> str:
    return ", ".join(part for part in parts if part)

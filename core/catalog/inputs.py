"""What callers may say of a product. Everything is checked here, once, for every edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from core.catalog.description import clean_description
from core.catalog.models import SellMode
from core.catalog.safety import Safety
from core.catalog.unit_price import read_content
from core.kernel.errors import Invalid
from core.kernel.money import Money

FULL = Decimal(100)
MAX_SIZE = 10_000_000


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    """Without blanks and repetitions, in the order given."""
    return tuple(dict.fromkeys(value for value in values if value))


Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Words = Annotated[tuple[Word, ...], Field(max_length=100), AfterValidator(_once)]
Facts = Annotated[tuple[dict[str, Any], ...], Field(max_length=40)]
Country = Annotated[
    str,
    BeforeValidator(lambda value: str(value).strip().upper()),
    Field(pattern=r"^([A-Z]{2})?$"),
]


class Material(BaseModel):
    """A part of what a product is made of; ``percent`` of its weight where it is known."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[Word, Field(min_length=1)]
    percent: Annotated[Decimal, Field(ge=0, le=100)] | None = None


def _at_most_all(materials: tuple[Material, ...]) -> tuple[Material, ...]:
    if sum((m.percent or Decimal(0) for m in materials), Decimal(0)) > FULL:
        raise ValueError("Materials cannot be more than 100 % together.")
    return materials


class ProductFields(BaseModel):
    """Fields of a product. Those that are not given stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
    ] = ""
    handle: Annotated[str, StringConstraints(strip_whitespace=True, max_length=255)] = ""
    summary: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    description_html: Annotated[
        str, Field(max_length=60_000), AfterValidator(clean_description)
    ] = ""
    category_id: UUID | None = None
    tags: Words = ()
    search_terms: Words = ()
    features: Annotated[tuple[Sentence, ...], Field(max_length=30), AfterValidator(_once)] = ()
    technique: Word = ""
    origin_country: Country = ""
    care: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    hs_code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=16)] = ""
    materials: Annotated[
        tuple[Material, ...], Field(max_length=30), AfterValidator(_at_most_all)
    ] = ()
    packaging: dict[str, Any] = {}
    impact: Facts = ()
    certifications: Facts = ()
    safety: Safety = Safety()
    extra: dict[str, Any] = {}
    seo_title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    seo_description: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=500)
    ] = ""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """The same from what a form or a client sent; ``Invalid`` names the field."""
        try:
            return cls.model_validate(dict(given))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            name = str(first["loc"][0]) if first["loc"] else None
            message = str(first["msg"]).removeprefix("Value error, ")
            raise Invalid(message, field=name) from error

    def given(self) -> dict[str, Any]:
        """Only what was given, as the columns take it."""
        lists = ("tags", "search_terms", "features", "impact", "certifications")
        found = {name: getattr(self, name) for name in self.model_fields_set}
        for name in lists:
            if name in found:
                found[name] = list(found[name])
        if "safety" in found:
            found["safety"] = self.safety.model_dump(exclude_defaults=True)
        if "materials" in found:
            found["materials"] = [_material(material) for material in self.materials]
        return found


@dataclass(frozen=True, slots=True)
class PriceInput:
    amount: Money
    compare_at: Money | None = None

    def __post_init__(self) -> None:
        if self.amount.minor < 0:
            raise Invalid("A price cannot be negative.", field="price")
        if self.compare_at is not None and self.compare_at <= self.amount:
            raise Invalid("The price before must be above the price.", field="compare_at")


@dataclass(frozen=True, slots=True)
class VariantInput:
    """A variant as it shall be. ``options`` has a value for each axis; ``prices`` adds to or
    replaces those of its currencies and leaves the others. ``content`` is how much of something
    sold by measure is in it, such as "250 ml"; None leaves what is stored.
    """

    options: tuple[str, ...] = ()
    sku: str = ""
    barcode: str = ""
    prices: tuple[PriceInput, ...] = ()
    sell_mode: SellMode = SellMode.STOCK
    is_stock_tracked: bool = True
    lead_time_days: int | None = None
    weight_g: int | None = None
    width_mm: int | None = None
    depth_mm: int | None = None
    height_mm: int | None = None
    requires_shipping: bool = True
    content: str | None = None

    def __post_init__(self) -> None:
        sizes = {
            "lead_time_days": self.lead_time_days,
            "weight_g": self.weight_g,
            "width_mm": self.width_mm,
            "depth_mm": self.depth_mm,
            "height_mm": self.height_mm,
        }
        for name, size in sizes.items():
            if size is not None and not 0 <= size <= MAX_SIZE:
                raise Invalid("This must be between 0 and 10,000,000.", field=name)
        for name, text, most in (("sku", self.sku, 80), ("barcode", self.barcode, 40)):
            if len(text) > most:
                raise Invalid(f"This has at most {most} characters.", field=name)
        read_content(self.content or "")

    def columns(self) -> dict[str, Any]:
        """What is made to order is never counted."""
        content: dict[str, Any] = {}
        if self.content is not None:
            amount, unit = read_content(self.content)
            content = {"content_amount": amount, "content_unit": unit}
        return content | {
            "sku": self.sku.strip(),
            "barcode": self.barcode.strip(),
            "sell_mode": self.sell_mode,
            "is_stock_tracked": self.is_stock_tracked and self.sell_mode is SellMode.STOCK,
            "lead_time_days": self.lead_time_days,
            "weight_g": self.weight_g,
            "width_mm": self.width_mm,
            "depth_mm": self.depth_mm,
            "height_mm": self.height_mm,
            "requires_shipping": self.requires_shipping,
        }


@dataclass(frozen=True, slots=True)
class OptionInput:
    """An axis and its values, in the order they shall be shown."""

    name: str
    values: tuple[str, ...] = field(default_factory=tuple)


def _material(material: Material) -> dict[str, Any]:
    percent = material.percent
    if percent is None:
        return {"name": material.name}
    is_whole = percent == percent.to_integral_value()
    return {"name": material.name, "percent": int(percent) if is_whole else float(percent)}

"""The facts of a product in words. What is not known is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.catalog.impact import EVIDENCE, NO_DATA
from core.catalog.read_models import ProductDetail, VariantData
from core.ui.countries import country_name
from core.ui.format import number, weight

WHOLE = Decimal(100)
DRAWN = 150  # the longest side of a drawing
PAPER = (210, 297)  # millimeters of an A4 sheet
POLICIES = {
    "returns": "Returns",
    "shipping": "Dispatch",
    "repairs": "Repair",
    "custom": "Custom work",
}


@dataclass(frozen=True, slots=True)
class Fact:
    term: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """``share`` is 0 when nobody told it."""

    name: str = ""
    percent: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The front of a piece in units of a drawing, 0 when its size is not known, and a sheet of
    paper that everybody knows the size of.
    """

    width: int = 0
    height: int = 0
    across: str = ""
    up: str = ""
    paper_width: int = 0
    paper_height: int = 0


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """``evidence`` is Verified, Maker’s statement or No data; ``source`` tells who says so."""

    measure: str = ""
    value: str = NO_DATA
    evidence: str = NO_DATA
    source: str = ""


def impact_of(rows: Sequence[Mapping[str, Any]]) -> tuple[list[ImpactRow], str]:
    """The table, and a sentence on how complete it is."""
    shown = [_impact_row(row) for row in rows]
    known = [row for row in shown if row.evidence != NO_DATA]
    verified = sum(row.evidence == EVIDENCE["verified"] for row in known)
    summary = f"{len(known)} of {len(shown)} data points, {verified} verified" if shown else ""
    return shown, summary


def measures_of(variant: VariantData) -> list[Fact]:
    """What differs from variant to variant."""
    found = (
        ("Size", _size(variant)),
        ("Weight", weight(variant.weight_g) if variant.weight_g else ""),
        ("Contents", _contents(variant)),
        ("Product number", variant.sku),
        ("Barcode", variant.barcode),
    )
    return [Fact(term, value) for term, value in found if value]


def details_of(product: ProductDetail) -> tuple[list[Fact], list[Fact]]:
    """How it is made and kept, and its certificates."""
    found = (
        ("Technique", product.technique.capitalize()),
        ("Made in", country_name(product.origin_country) if product.origin_country else ""),
        ("Care", product.care or NO_DATA),
        ("Repair", str(product.workshop.policies.get("repairs") or NO_DATA)),
        ("Packaging", _packaging(product.packaging) or NO_DATA),
    )
    certificates = [
        Fact(str(each.get("scheme", "")), _certificate(each)) for each in product.certifications
    ]
    return [Fact(term, value) for term, value in found if value], certificates


def materials_of(materials: Sequence[Mapping[str, Any]]) -> list[MaterialRow]:
    """With the share of each, as a bar; the rest of a list that says less than all."""
    rows = [_material_row(each) for each in materials if each.get("name")]
    told = sum(Decimal(str(each.get("percent") or 0)) for each in materials)
    if rows and 0 < told < WHOLE and all(each.get("percent") for each in materials):
        rows.append(MaterialRow("Not told", f"{number(WHOLE - told)} %", float(WHOLE - told)))
    return rows


def drawing_of(variant: VariantData) -> Drawing:
    """Width and height to scale."""
    width, height = variant.width_mm, variant.height_mm
    if not width or not height:
        return Drawing()
    scale = DRAWN / max(width, height, PAPER[1])
    return Drawing(
        width=max(1, round(width * scale)),
        height=max(1, round(height * scale)),
        across=f"{number(width / 10)} cm",
        up=f"{number(height / 10)} cm",
        paper_width=max(1, round(PAPER[0] * scale)),
        paper_height=max(1, round(PAPER[1] * scale)),
    )


def _material_row(each: Mapping[str, Any]) -> MaterialRow:
    name, percent = str(each["name"]).capitalize(), each.get("percent")
    if not percent:
        return MaterialRow(name, "Share: no data")
    return MaterialRow(name, f"{number(Decimal(str(percent)))} %", float(percent))


def _contents(variant: VariantData) -> str:
    if not variant.content_amount or not variant.content_unit:
        return ""
    return f"{number(variant.content_amount)} {variant.content_unit}"


def policies_of(policies: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact(label, str(policies[name]))
        for name, label in POLICIES.items()
        if policies.get(name)
    ]


def _impact_row(row: Mapping[str, Any]) -> ImpactRow:
    measure = str(row.get("label") or row.get("measure", ""))
    evidence = EVIDENCE.get(str(row.get("evidence", "")))
    if evidence is None or row.get("value") is None:
        return ImpactRow(measure)
    return ImpactRow(measure, _value(row), evidence, _source(row.get("source") or {}))


def _value(row: Mapping[str, Any]) -> str:
    value, unit = row["value"], str(row.get("unit", ""))
    if not isinstance(value, int | float):
        return str(value).capitalize()
    text = f"{number(value)} {unit}".strip()
    if row.get("low") is not None and row.get("high") is not None:
        text += f" ({number(row['low'])}–{number(row['high'])})"
    return text


def _source(source: Mapping[str, Any]) -> str:
    parts = (
        source.get("kind"),
        source.get("issuer"),
        source.get("document"),
        source.get("date"),
    )
    return ", ".join(str(part) for part in parts if part)


def _size(variant: VariantData) -> str:
    sides = [variant.width_mm, variant.depth_mm, variant.height_mm]
    lengths = [number(side / 10) for side in sides if side]
    return f"{' × '.join(lengths)} cm" if lengths else ""


def _packaging(packaging: Mapping[str, Any]) -> str:
    kind, grams = str(packaging.get("kind", "")), packaging.get("grams")
    parts = (kind.capitalize(), f"{grams} g" if grams else "")
    return ", ".join(part for part in parts if part)


def _certificate(certificate: Mapping[str, Any]) -> str:
    until = certificate.get("valid_until")
    parts = (
        certificate.get("number"),
        certificate.get("holder"),
        f"valid until {until}" if until else "",
    )
    return ", ".join(str(part) for part in parts if part)

"""The facts of a product in words. What is not known is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.catalog.impact import EVIDENCE, NO_DATA
from core.catalog.read_models import ProductDetail, VariantData
from core.ui.countries import country_name
from core.ui.format import number, weight

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


def details_of(product: ProductDetail, variant: VariantData) -> tuple[list[Fact], list[Fact]]:
    """Details, and certificates, of the chosen variant."""
    found = (
        ("Size", _size(variant)),
        ("Weight", weight(variant.weight_g) if variant.weight_g else ""),
        ("Material", _materials(product.materials)),
        ("Technique", product.technique.capitalize()),
        ("Made in", country_name(product.origin_country) if product.origin_country else ""),
        ("Care", product.care),
        ("Packaging", _packaging(product.packaging)),
        ("Product number", variant.sku),
        ("Barcode", variant.barcode),
    )
    certificates = [
        Fact(str(each.get("scheme", "")), _certificate(each)) for each in product.certifications
    ]
    return [Fact(term, value) for term, value in found if value], certificates


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


def _materials(materials: Sequence[Mapping[str, Any]]) -> str:
    named = (
        f"{each['name']} {each['percent']} %" if each.get("percent") else str(each["name"])
        for each in materials
        if each.get("name")
    )
    return ", ".join(named).capitalize()


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

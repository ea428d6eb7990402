"""What the demo's workshops tell of the safety of their pieces, and how much a package
holds.
"""

import re
from typing import Any

from core.demo.source import Record
from core.kernel.europe import EU_MEMBERS

WARNINGS = {
    "candles": "Never leave a burning candle unattended. Keep it away from children, pets and "
    "anything that can catch fire. Trim the wick to 5 mm before lighting.",
    "soap": "For external use only. Avoid contact with the eyes; rinse with water at once if "
    "it happens.",
    "vehicles-animals": "Not suitable for children under 36 months: small parts may be "
    "swallowed.",
    "building": "Not suitable for children under 36 months: small parts may be swallowed.",
    "pendant-lamps": "To be connected by an electrician. Switch off the power before changing "
    "the bulb; LED bulbs up to 10 W only.",
    "table-lamps": "Unplug before changing the bulb. LED bulbs up to 10 W only.",
    "lanterns-holders": "The metal gets hot while a candle burns. Use on a surface that does "
    "not catch fire.",
}
RESPONSIBLE = {
    "responsible": "Demo Compliance B.V. (demo entity)",
    "responsible_address": "1 Harbor Street (placeholder), 0000 AA Rotterdam, Netherlands",
    "responsible_email": "safety@compliance.example.com",
}
MILLILITERS = re.compile(r"(\d+) ml")


def safety_of(row: Record, country: str) -> dict[str, str]:
    """The manufacturer is the workshop itself."""
    told = {"identifier": f"{row['vendor']}/{row['slug']}"}
    if warnings := WARNINGS.get(row["category"]):
        told["warnings"] = warnings
    return told if country in EU_MEMBERS else told | RESPONSIBLE


def content_of(row: Record, variant: Record) -> dict[str, Any]:
    """Soap and what comes in bottles is sold by measure."""
    if found := MILLILITERS.fullmatch(variant["options"].get("size", "")):
        return {"content_amount": int(found[1]), "content_unit": "ml"}
    is_soap = row["category"] == "soap" and "dish" not in row["slug"]
    if is_soap and variant["weight_g"]:
        return {"content_amount": variant["weight_g"], "content_unit": "g"}
    return {}

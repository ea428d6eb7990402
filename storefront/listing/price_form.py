"""Two numbers that narrow a list by price."""

from collections.abc import Mapping
from typing import Any

from core.ui.forms import read_amount
from storefront.listing.parameters import Parameters

HIGHEST = 9_999_999


def with_price(chosen: Parameters, form_data: Mapping[str, Any]) -> Parameters:
    """What is not a number counts as no limit."""
    lowest, highest = (_whole(form_data.get(name)) for name in ("price_from", "price_to"))
    return chosen.anew(price=(lowest, highest))


def _whole(typed: object) -> int | None:
    try:
        amount = int(read_amount(typed or ""))
    except ValueError:
        return None
    return amount if 0 <= amount <= HIGHEST else None

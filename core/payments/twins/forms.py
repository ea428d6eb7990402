"""Forms with brackets, as Stripe's API is spoken."""

import re
from collections.abc import Iterable
from typing import Any


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """``a[b][0]=c`` becomes ``{"a": {"b": ["c"]}}``."""
    root: dict[str, Any] = {}
    for name, value in pairs:
        *outer, last = [part for part in re.split(r"\]\[|\[|\]", name) if part]
        place = root
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = value
    return {key: _lists(value) for key, value in root.items()}


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(item) for key, item in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner

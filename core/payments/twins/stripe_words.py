"""How Stripe says no."""

from typing import Any

from core.payments.twins.twin import Refusal

Json = dict[str, Any]


def refusal(message: str, status: int = 400, **words: str) -> Refusal:
    error = {"type": "invalid_request_error", "message": message} | words
    return Refusal(status, {"error": error})


def found(rows: dict[str, Json], name: str) -> Json:
    if name not in rows:
        raise refusal(f"No such object: '{name}'", 404, code="resource_missing")
    return rows[name]

"""Registers of VAT numbers: the shape of the number alone, or the VIES of the Commission."""

from typing import Any, ClassVar

import httpx

from core.taxes.models import VatIdOutcome
from core.taxes.providers.base import RegisterAnswer

VIES = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number"
TIMEOUT = 8.0


class FormatRegister:
    """Takes a number that is well formed, with its check digits, for valid."""

    name: ClassVar[str] = "format"

    async def check(self, vat_id: str) -> RegisterAnswer:  # noqa: ARG002  parsed by the caller
        return RegisterAnswer(VatIdOutcome.VALID)


class ViesRegister:
    """Numbers of EU members; of others only the shape is known."""

    name: ClassVar[str] = "vies"

    def __init__(self, url: str = VIES, requester: str = "") -> None:
        self._url, self._requester = url, requester

    async def check(self, vat_id: str) -> RegisterAnswer:
        asked = {"countryCode": vat_id[:2], "vatNumber": vat_id[2:]}
        if self._requester:
            asked |= {
                "requesterMemberStateCode": self._requester[:2],
                "requesterNumber": self._requester[2:],
            }
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT) as client:
                answer = await client.post(self._url, json=asked)
            answer.raise_for_status()
            told: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError):
            return RegisterAnswer(VatIdOutcome.UNKNOWN)
        return _read(told)


def _read(told: dict[str, Any]) -> RegisterAnswer:
    valid = told.get("valid")
    if not isinstance(valid, bool):
        return RegisterAnswer(VatIdOutcome.UNKNOWN)
    return RegisterAnswer(
        VatIdOutcome.VALID if valid else VatIdOutcome.INVALID,
        reference=str(told.get("requestIdentifier") or "")[:80],
        name=str(told.get("name") or "")[:200],
    )

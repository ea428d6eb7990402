"""The test cards, and how a card form is read. Numbers leave this module as last four only."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.payments.sandbox_gateway.errors import BadCard

CENTURY = 2000
MONTHS = 12


class Behavior(StrEnum):
    """What the bank does with a card."""

    PAYS = "pays"
    DECLINES = "declines"
    BLOCKS = "blocks"  # declined, and the payment is over
    ASKS = "asks"  # 3-D Secure
    PROCESSES = "processes"
    PROCESSES_THEN_FAILS = "processes_then_fails"
    REFUNDS_LATE = "refunds_late"
    FAILS_REFUNDS = "fails_refunds"
    NOTIFIES_TWICE = "notifies_twice"
    NOTIFIES_LATE = "notifies_late"
    NOTIFIES_OUT_OF_ORDER = "notifies_out_of_order"
    NEVER_NOTIFIES = "never_notifies"
    LOSES_THE_BUYER = "loses_the_buyer"


@dataclass(frozen=True, slots=True)
class SandboxCard:
    number: str
    behavior: Behavior
    label: str
    decline_code: str | None = None

    @property
    def grouped(self) -> str:
        return " ".join(re.findall(".{4}", self.number))


SANDBOX_CARDS = (
    SandboxCard("4242424242424242", Behavior.PAYS, "Pays at once (Visa)"),
    SandboxCard("5555555555554444", Behavior.PAYS, "Pays at once (Mastercard)"),
    SandboxCard("4000002760003184", Behavior.ASKS, "Asks for 3-D Secure"),
    SandboxCard("4000000000000002", Behavior.DECLINES, "Declined", "generic_decline"),
    SandboxCard("4000000000009995", Behavior.DECLINES, "No money left", "insufficient_funds"),
    SandboxCard("4000000000000069", Behavior.DECLINES, "Expired card", "expired_card"),
    SandboxCard("4000000000000127", Behavior.DECLINES, "Wrong code", "incorrect_cvc"),
    SandboxCard("4000000000009979", Behavior.BLOCKS, "Stolen: ends the payment", "stolen_card"),
    SandboxCard("4000000000000077", Behavior.PROCESSES, "Pays after a few seconds"),
    SandboxCard(
        "4000000000000341",
        Behavior.PROCESSES_THEN_FAILS,
        "Fails after a few seconds",
        "processing_error",
    ),
    SandboxCard("4000000000007726", Behavior.REFUNDS_LATE, "Pays; refunds take a while"),
    SandboxCard("4000000000005126", Behavior.FAILS_REFUNDS, "Pays; refunds fail later"),
    SandboxCard("4000000000003014", Behavior.NOTIFIES_TWICE, "Pays; webhooks arrive twice"),
    SandboxCard("4000000000003022", Behavior.NOTIFIES_LATE, "Pays; webhooks arrive late"),
    SandboxCard(
        "4000000000003030", Behavior.NOTIFIES_OUT_OF_ORDER, "Pays; webhooks out of order"
    ),
    SandboxCard("4000000000003048", Behavior.NEVER_NOTIFIES, "Pays; webhooks are lost"),
    SandboxCard("4000000000003055", Behavior.LOSES_THE_BUYER, "Pays; then the page times out"),
)
_BY_NUMBER = {card.number: card for card in SANDBOX_CARDS}
UNKNOWN_CARD = SandboxCard("", Behavior.DECLINES, "Not a test card", "test_mode_live_card")

DECLINE_SENTENCES = {
    "generic_decline": "The bank declined this card.",
    "insufficient_funds": "There is not enough money on this card.",
    "expired_card": "This card has expired.",
    "incorrect_cvc": "The security code does not fit this card.",
    "stolen_card": "The bank declined this card and closed the payment.",
    "processing_error": "The bank could not process this card.",
    "authentication_failed": "The bank could not confirm that it is you.",
    "test_mode_live_card": "No real cards here: please use one of the test cards.",
    "too_many_attempts": "Too many cards were declined.",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A card as the bank knows it from now on."""

    brand: str
    last4: str
    behavior: Behavior
    decline_code: str | None
    expiry_month: int = 12
    expiry_year: int = 2099


def read_card(number: str, expiry: str, cvc: str, now: datetime) -> Card:
    """Check a filled-in form; ``BadCard.field`` names what to correct."""
    digits = re.sub(r"[\s-]", "", number)
    if not re.fullmatch(r"[0-9]{12,19}", digits) or not _passes_luhn(digits):
        raise BadCard("This is not a card number. Check the digits.", field="number")
    month, year = _read_expiry(expiry, now)
    if not re.fullmatch(r"[0-9]{3,4}", cvc.strip()):
        raise BadCard("The security code has three digits (four on some cards).", field="cvc")
    known = _BY_NUMBER.get(digits, UNKNOWN_CARD)
    return Card(_brand(digits), digits[-4:], known.behavior, known.decline_code, month, year)


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004


def _read_expiry(expiry: str, now: datetime) -> tuple[int, int]:
    match = re.fullmatch(r"\s*([0-9]{1,2})\s*/?\s*([0-9]{2}|20[0-9]{2})\s*", expiry)
    month = int(match[1]) if match else 0
    if match is None or not 1 <= month <= MONTHS:
        raise BadCard("Write the date as month / year, for example 04 / 31.", field="expiry")
    year = CENTURY + int(match[2][-2:])
    if (year, month) < (now.year, now.month):
        raise BadCard("This date has passed.", field="expiry")
    return month, year


def _brand(digits: str) -> str:
    if digits.startswith("4"):
        return "visa"
    return "mastercard" if digits.startswith(("5", "2")) else "card"

"""Why a promotion does not apply, in words that its buyer can act on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from babel.dates import format_date
from babel.numbers import format_currency

from core.kernel.money import Money
from core.promotions.rules import Rule

LOCALE = "en_IE"


class Reason(StrEnum):
    NOT_RUNNING = "not_running"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    USED_UP = "used_up"
    USED_BY_YOU = "used_by_you"
    CURRENCY = "currency"
    COUNTRY = "country"
    GROUP = "group"
    FIRST_ORDER = "first_order"
    OTHER_WORKSHOP = "other_workshop"
    OTHER_PIECES = "other_pieces"
    MINIMUM = "minimum"
    MORE_PIECES = "more_pieces"
    INCOMPLETE_SET = "incomplete_set"
    NO_DELIVERY = "no_delivery"
    NOTHING_LEFT = "nothing_left"
    OUTDONE = "outdone"
    NOT_COMBINED = "not_combined"
    SAME_OFFER = "same_offer"


@dataclass(frozen=True, slots=True)
class Refusal:
    reason: Reason
    sentence: str


def not_running(rule: Rule) -> Refusal:
    return Refusal(Reason.NOT_RUNNING, f"{rule.name} is not valid at the moment.")


def not_yet(rule: Rule, starts_at: datetime) -> Refusal:
    return Refusal(Reason.NOT_YET, f"{rule.name} is valid from {_day(starts_at)}.")


def expired(rule: Rule, ends_at: datetime | None) -> Refusal:
    when = f" on {_day(ends_at)}" if ends_at else ""
    return Refusal(Reason.EXPIRED, f"{rule.name} ended{when}.")


def used_up(rule: Rule) -> Refusal:
    return Refusal(Reason.USED_UP, f"{rule.name} has been used up.")


def used_by_you(rule: Rule) -> Refusal:
    return Refusal(Reason.USED_BY_YOU, f"You have used {rule.name} as often as one person may.")


def other_currency(rule: Rule) -> Refusal:
    return Refusal(Reason.CURRENCY, f"{rule.name} is for orders in {rule.currency}.")


def other_country(rule: Rule) -> Refusal:
    return Refusal(Reason.COUNTRY, f"{rule.name} does not hold for deliveries to this country.")


def other_group(rule: Rule) -> Refusal:
    return Refusal(
        Reason.GROUP,
        f"{rule.name} is for certain customers. Sign in if you are one of them.",
    )


def no_first_order(rule: Rule) -> Refusal:
    return Refusal(Reason.FIRST_ORDER, f"{rule.name} is for a first order.")


def no_pieces(rule: Rule) -> Refusal:
    if rule.vendor_name:
        return Refusal(
            Reason.OTHER_WORKSHOP,
            f"{rule.name} is for pieces of {rule.vendor_name}. None of them is in your bag.",
        )
    return Refusal(
        Reason.OTHER_PIECES, f"{rule.name} is for other pieces than those in your bag."
    )


def minimum(rule: Rule, wanted: Money, missing: Money) -> Refusal:
    of = f" of {rule.vendor_name}" if rule.vendor_name else ""
    return Refusal(
        Reason.MINIMUM,
        f"{rule.name} needs pieces{of} for {_money(wanted)}. {_money(missing)} to go.",
    )


def more_pieces(rule: Rule, missing: int) -> Refusal:
    pieces = "1 more piece" if missing == 1 else f"{missing} more pieces"
    return Refusal(Reason.MORE_PIECES, f"{rule.name} needs {pieces} that it is for.")


def incomplete_set(rule: Rule) -> Refusal:
    return Refusal(Reason.INCOMPLETE_SET, f"{rule.name} needs every piece of its set.")


def no_delivery(rule: Rule) -> Refusal:
    return Refusal(Reason.NO_DELIVERY, f"{rule.name} applies once there is delivery to pay.")


def nothing_left(rule: Rule) -> Refusal:
    return Refusal(Reason.NOTHING_LEFT, f"There is nothing left for {rule.name} to take off.")


def outdone(rule: Rule, winner: Rule) -> Refusal:
    return Refusal(
        Reason.OUTDONE,
        f"Only one of {rule.name} and {winner.name} applies. {winner.name} saves you more.",
    )


def not_combined(rule: Rule, winners: str) -> Refusal:
    return Refusal(
        Reason.NOT_COMBINED,
        f"{rule.name} does not combine with {winners}, which saves you more.",
    )


def same_offer(rule: Rule, first: Rule) -> Refusal:
    return Refusal(
        Reason.SAME_OFFER, f"{rule.code} is for the same offer as {first.code}: one counts."
    )


def _money(amount: Money) -> str:
    return format_currency(amount.decimal, amount.currency, locale=LOCALE)


def _day(at: datetime) -> str:
    return format_date(at, "d MMMM y", locale=LOCALE)

"""How money, dates and quantities are written for people. Nothing else formats them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent

from core.kernel.clock import utc_now
from core.kernel.money import Money

# English as Europe writes it: €48.00, 12 Mar 2026, weeks that start on Monday.
LOCALE = "en_IE"
NO_BREAK = "\N{NO-BREAK SPACE}"


def money(amount: Money, locale: str = LOCALE) -> str:
    """``€48.00`` in English, ``48,00 €`` in German and French."""
    return format_currency(amount.decimal, amount.currency, locale=locale)


def money_or_free(amount: Money, locale: str = LOCALE) -> str:
    return money(amount, locale) if amount else "Free"


def signed_money(amount: Money, locale: str = LOCALE) -> str:
    """With its sign, as in a statement: ``+€48.00``, ``−€4.80``."""
    sign = "−" if amount.minor < 0 else "+"
    return sign + money(-amount if amount.minor < 0 else amount, locale)


def price_range(lowest: Money, highest: Money, locale: str = LOCALE) -> str:
    if lowest == highest:
        return money(lowest, locale)
    return f"{money(lowest, locale)}{NO_BREAK}–{NO_BREAK}{money(highest, locale)}"


def amount_input(amount: Money) -> str:
    """As it stands in a money field: a plain decimal that ``forms.Amount`` reads again."""
    return str(amount.decimal)


def number(value: float | Decimal, locale: str = LOCALE) -> str:
    return format_decimal(value, locale=locale)


def percent(bps: int, locale: str = LOCALE) -> str:
    """Basis points as a percentage: 1200 is ``12%``, 1250 is ``12.5%``."""
    return format_percent(Decimal(bps) / 10_000, "#,##0.##%", locale=locale)


def quantity(count: int, noun: str, plural: str = "", locale: str = LOCALE) -> str:
    """``1 piece``, ``1,240 pieces``."""
    word = noun if count == 1 else plural or f"{noun}s"
    return f"{number(count, locale)} {word}"


def weight(grams: int, locale: str = LOCALE) -> str:
    if grams < 1000:  # noqa: PLR2004
        return f"{number(grams, locale)}{NO_BREAK}g"
    return f"{number(Decimal(grams) / 1000, locale)}{NO_BREAK}kg"


def day(value: date | datetime, locale: str = LOCALE) -> str:
    """``12 Mar 2026``."""
    return format_date(value, "d MMM y", locale=locale)


def moment(value: datetime, locale: str = LOCALE, zone: str = "UTC") -> str:
    """``12 Mar 2026, 14:05``."""
    return format_datetime(value.astimezone(ZoneInfo(zone)), "d MMM y, HH:mm", locale=locale)


def day_range(first: date, last: date, locale: str = LOCALE) -> str:
    """``26–28 Nov``, ``28 Nov – 2 Dec``."""
    if first == last:
        return format_date(first, "d MMM", locale=locale)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, 'd MMM', locale=locale)}"
    return (
        f"{format_date(first, 'd MMM', locale=locale)}{NO_BREAK}–{NO_BREAK}"
        f"{format_date(last, 'd MMM', locale=locale)}"
    )


def ago(value: datetime, *, now: datetime | None = None, locale: str = LOCALE) -> str:
    """``3 hours ago``, ``in 2 days``."""
    return format_timedelta(
        value.astimezone(UTC) - (now or utc_now()), add_direction=True, locale=locale
    )


def duration(value: timedelta, locale: str = LOCALE) -> str:
    """``3 hours``, ``2 days``."""
    return format_timedelta(value, locale=locale)


def change(current: float, before: float) -> str:
    """A KPI's direction in words and sign; "" when there is nothing to compare with."""
    if before == 0:
        return ""
    share = round((current - before) / abs(before) * 100)
    if share == 0:
        return "No change"
    return f"▲ {share}{NO_BREAK}% up" if share > 0 else f"▼ {-share}{NO_BREAK}% down"

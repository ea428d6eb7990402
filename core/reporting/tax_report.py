"""Taxes of a quarter: what was charged at checkout less what refunds undid, as the one-stop
shop wants it reported. A refund counts in the quarter in which it was paid back.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Self

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.reporting.sql import rows
from core.taxes.models import OwedBy, Treatment

MONTHS = 3
FIRST_YEAR = 2020
LAST_QUARTER = 4
SQL = """
WITH moved AS (
    SELECT t.owed_by, t.treatment, t.jurisdiction, t.rate_ppm, t.currency,
        t.base_minor, t.amount_minor
    FROM tax_lines t JOIN orders o ON o.id = t.order_id
    WHERE o.placed_at >= :since AND o.placed_at < :until
    UNION ALL
    SELECT t.owed_by, t.treatment, t.jurisdiction, t.rate_ppm, t.currency,
        -r.base_minor, -r.amount_minor
    FROM tax_reversals r
    JOIN refunds f ON f.id = r.refund_id
    JOIN tax_lines t ON t.id = r.tax_line_id
    WHERE f.succeeded_at >= :since AND f.succeeded_at < :until
)
SELECT owed_by, treatment, jurisdiction, rate_ppm, currency,
    sum(base_minor) AS base_minor, sum(amount_minor) AS amount_minor
FROM moved GROUP BY 1, 2, 3, 4, 5
HAVING sum(base_minor) <> 0 OR sum(amount_minor) <> 0
ORDER BY 1, 2, 3, 4 DESC, 5
"""
# What the one-stop shop and its import scheme are about: consumers in other member states.
OSS = (Treatment.DISTANCE, Treatment.DEEMED_SUPPLIER)


@dataclass(frozen=True, slots=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, text: str) -> Self:
        """From “2026-Q4”."""
        year, _, number = text.partition("-Q")
        if not (year.isdecimal() and number.isdecimal()):
            raise Invalid("Choose a quarter.", field="quarter")
        quarter = cls(int(year), int(number))
        if not (FIRST_YEAR <= quarter.year <= 9999 and 1 <= quarter.number <= LAST_QUARTER):  # noqa: PLR2004
            raise Invalid("Choose a quarter.", field="quarter")
        return quarter

    @classmethod
    def at(cls, day: datetime) -> Self:
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def since(self) -> datetime:
        return datetime(self.year, (self.number - 1) * MONTHS + 1, 1, tzinfo=UTC)

    @property
    def before(self) -> "Quarter":
        is_first = self.number == 1
        return Quarter(self.year - is_first, LAST_QUARTER if is_first else self.number - 1)

    @property
    def until(self) -> datetime:
        is_last = self.number == LAST_QUARTER
        return Quarter(self.year + is_last, 1 if is_last else self.number + 1).since

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True, slots=True)
class TaxReportRow:
    """``base`` and ``tax`` are negative where more was undone than charged."""

    owed_by: OwedBy
    treatment: Treatment
    jurisdiction: str
    rate_ppm: int
    base: Money
    tax: Money


async def tax_report(
    session: AsyncSession, staff: Principal, quarter: Quarter
) -> Sequence[TaxReportRow]:
    staff.require_staff()
    found = await rows(session, SQL, since=quarter.since, until=quarter.until)
    return [
        TaxReportRow(
            OwedBy(row["owed_by"]),
            Treatment(row["treatment"]),
            row["jurisdiction"],
            row["rate_ppm"],
            Money(int(row["base_minor"]), row["currency"]),
            Money(int(row["amount_minor"]), row["currency"]),
        )
        for row in found
    ]


async def oss_csv(session: AsyncSession, staff: Principal, quarter: Quarter) -> str:
    """Country, rate, base and VAT of what the one-stop shop is about, by who owes it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ("quarter", "owed_by", "scheme", "country", "rate", "currency", "base", "vat")
    )
    for row in await tax_report(session, staff, quarter):
        if row.treatment in OSS:
            writer.writerow(
                (
                    str(quarter), row.owed_by.value, row.treatment.value, row.jurisdiction,
                    f"{row.rate_ppm / 10_000:g}", row.base.currency, row.base.decimal,
                    row.tax.decimal,
                )
            )  # fmt: skip
    return out.getvalue()

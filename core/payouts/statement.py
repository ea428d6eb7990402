"""The settlement statement of a payout: lines that sum to it, from one balance to the next."""

import asyncio
import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import typst
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money, total
from core.kernel.principal import Principal, VendorRole
from core.kernel.tabular import safe_cell
from core.payouts import queries, statement_queries
from core.payouts.models import Payout, PayoutAccount
from core.payouts.statement_queries import ItemFacts
from core.settings import settings
from core.vendors import queries as vendors
from core.vendors.models import Vendor

TEMPLATE = Path(__file__).parent / "templates" / "statement.typ"
COLUMNS = ("Date", "Order", "What", "Goods and delivery", "Commission", "Rule",
           "Discounts and taxes", "Net", "Currency")  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementLine:
    """``other`` is what the market adds for discounts less the tax that it remits."""

    at: datetime
    order_number: str
    what: str
    gross: Money
    commission: Money
    rule: str
    other: Money
    net: Money

    @classmethod
    def of(cls, facts: ItemFacts, currency: str) -> "StatementLine":
        net = Money(facts.amount_minor, currency)
        gross = Money(facts.gross_minor, currency)
        commission = Money(-facts.commission_minor, currency)
        return cls(
            facts.at, facts.order_number, facts.what, gross, commission, facts.rule,
            net - gross - commission, net,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    payout: Payout
    vendor: Vendor
    account: PayoutAccount
    lines: tuple[StatementLine, ...]

    @property
    def opening(self) -> Money:
        return Money(self.payout.opening_minor, self.payout.currency)

    @property
    def closing(self) -> Money:
        return Money(self.payout.closing_minor, self.payout.currency)

    def sum_of(self, column: str) -> Money:
        amounts = (getattr(line, column) for line in self.lines)
        return total(amounts, self.payout.currency)


async def statement(session: AsyncSession, caller: Principal, number: str) -> Statement:
    """For staff, or for the finance people of the payout's own workshop."""
    vendor_id = _reader(caller)
    payout = await queries.get_by_number(session, number, vendor_id=vendor_id)
    facts = await statement_queries.list_items(session, payout.id)
    return Statement(
        payout,
        await vendors.get_vendor(session, payout.vendor_id),
        await queries.get_account(session, payout.account_id),
        tuple(StatementLine.of(row, payout.currency) for row in facts),
    )


async def statement_pdf(session: AsyncSession, caller: Principal, number: str) -> bytes:
    facts = _facts(await statement(session, caller, number))
    return await asyncio.to_thread(
        typst.compile, TEMPLATE, sys_inputs={"statement": json.dumps(facts)}
    )


async def statement_csv(session: AsyncSession, caller: Principal, number: str) -> str:
    made = await statement(session, caller, number)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in made.lines:
        amounts = (line.gross, line.commission, line.other, line.net)
        gross, commission, other, net = (str(amount.decimal) for amount in amounts)
        writer.writerow(
            [line.at.date().isoformat(), safe_cell(line.order_number), line.what, gross,
             commission, safe_cell(line.rule), other, net, made.payout.currency]
        )  # fmt: skip
    return out.getvalue()


def _reader(caller: Principal) -> UUID | None:
    if caller.vendor_id is not None:
        return caller.require_vendor(VendorRole.FINANCE)
    caller.require_staff()
    return None


def _facts(made: Statement) -> dict[str, object]:
    payout, vendor = made.payout, made.vendor
    place = f"{vendor.postcode} {vendor.town}".strip()
    chosen = settings()
    return {
        "number": payout.number,
        "made_on": payout.created_at.strftime("%-d %B %Y"),
        "paid_on": payout.paid_at.strftime("%-d %B %Y") if payout.paid_at else "",
        "status": payout.status.value.replace("_", " "),
        "currency": payout.currency,
        "account": f"{made.account.holder}, ends in {made.account.last4}",
        "market": [chosen.operator_name, chosen.operator_address, chosen.operator_vat_id],
        "vendor": [
            line
            for line in (
                vendor.legal_name or vendor.name, vendor.line1, place, vendor.country,
                vendor.vat_id,
            )
            if line
        ],
        "opening": _words(made.opening),
        "amount": _words(payout.amount),
        "closing": _words(made.closing),
        "lines": [_line(line) for line in made.lines],
        "sums": [
            _words(made.sum_of(column)) for column in ("gross", "commission", "other", "net")
        ],
    }  # fmt: skip


def _line(line: StatementLine) -> dict[str, str]:
    return {
        "at": line.at.strftime("%-d %b %Y"),
        "order": line.order_number,
        "what": line.what,
        "rule": line.rule,
        "gross": _words(line.gross),
        "commission": _words(line.commission),
        "other": _words(line.other),
        "net": _words(line.net),
    }


def _words(amount: Money) -> str:
    return f"{amount.decimal:,}".replace("-", "−")

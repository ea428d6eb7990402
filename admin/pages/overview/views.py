"""The figures of the overview as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from admin.state.words import ACCOUNT_NAMES, ORDER_PAYMENT_WORDS, ORDER_WORDS
from core.orders.statuses import OrderPaymentStatus, OrderStatus
from core.reporting.books import Books
from core.reporting.overview import Backlog, Queue, RecentOrder
from core.reporting.period import Range
from core.ui.countries import country_name
from core.ui.format import duration, moment, money, number, quantity
from core.ui.urls import address

PATH = "/"
RANGES = {Range.TODAY: "Today", Range.WEEK: "7 days", Range.MONTH: "30 days"}
BEFORE = {
    Range.TODAY: "on yesterday by this hour",
    Range.WEEK: "on the 7 days before",
    Range.MONTH: "on the 30 days before",
}


def range_tabs(chosen: Range) -> list[ViewTab]:
    return [
        ViewTab(label, address(PATH, {"range": slug if slug != Range.TODAY else ""}),
                slug is chosen)
        for slug, label in RANGES.items()
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a person, and where it is dealt with."""

    label: str
    count: str
    href: str
    is_urgent: bool

    @classmethod
    def of(cls, label: str, count: int, href: str, *, is_urgent: bool = False) -> Self:
        return cls(label, number(count), href, is_urgent and count > 0)


def waiting_of(backlog: Backlog, failed_jobs: int) -> list[Waiting]:
    return [
        Waiting.of(
            "Workshops to review", backlog.vendors_in_review, "/vendors?status=in_review"
        ),
        Waiting.of(
            "Products to review", backlog.products_in_review, "/products?status=in_review"
        ),
        Waiting.of("Parts that workshops have to accept", backlog.parts_to_accept, "/orders"),
        Waiting.of(
            "Mails that failed", backlog.mails_failed, "/outbox?status=failed", is_urgent=True
        ),
        Waiting.of("Jobs that failed", failed_jobs, "/jobs?status=failed", is_urgent=True),
    ]


@dataclass(frozen=True, slots=True)
class QueueRow:
    name: str
    href: str
    waiting: str
    running: str
    failed: str
    oldest: str

    @classmethod
    def of(cls, queue: Queue) -> Self:
        return cls(
            name=queue.name,
            href=address("/jobs", {"queue": queue.name}),
            waiting=number(queue.waiting),
            running=number(queue.running),
            failed=number(queue.failed),
            oldest=_age(queue.oldest),
        )


@dataclass(frozen=True, slots=True)
class RecentRow:
    number: str = ""
    href: str = ""
    when: str = ""
    country: str = ""
    parts: str = ""
    total: str = ""
    mark: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, order: RecentOrder) -> Self:
        return cls(
            number=order.number,
            href=f"/orders/{order.number}",
            when=moment(order.placed_at),
            country=country_name(order.country or ""),
            parts=quantity(order.parts, "workshop"),
            total=money(order.total),
            mark=_mark(OrderStatus(order.status), OrderPaymentStatus(order.payment_status)),
        )


@dataclass(frozen=True, slots=True)
class BooksView:
    """``rows`` are the accounts of the trial balance: name, currency, debit, credit."""

    is_known: bool = False
    is_balanced: bool = False
    sentence: str = ""
    findings: list[str] = field(default_factory=list[str])
    rows: list[list[str]] = field(default_factory=list[list[str]])

    @classmethod
    def of(cls, books: Books | None) -> Self:
        if books is None:
            return cls()
        sums = " and ".join(money(amount) for amount in books.sums.values())
        held = books.proofs - len(books.broken)
        return cls(
            is_known=True,
            is_balanced=books.is_balanced,
            sentence=f"{held} of {books.proofs} proofs hold. Debit less credit is {sums or 0}.",
            findings=[f"{found.proof.sentence} {found.count} not so: "
                      f"{', '.join(found.examples)}." for found in books.broken],
            rows=[
                [
                    ACCOUNT_NAMES[kind],
                    currency,
                    money(amount) if amount.minor > 0 else "",
                    money(-amount) if amount.minor < 0 else "",
                ]
                for (kind, currency), amount in sorted(books.balance.items())
            ],
        )  # fmt: skip


def clock(at: datetime) -> str:
    return f"{at:%H:%M:%S} UTC"


def arrived(before: Sequence[RecentRow], after: Sequence[RecentRow]) -> list[str]:
    """The numbers of orders that are new."""
    known = {row.number for row in before}
    return [row.number for row in after if row.number not in known]


def _mark(status: OrderStatus, payment: OrderPaymentStatus) -> Mark:
    """One word: how it is paid, unless it is not to be sent."""
    if status is OrderStatus.PLACED:
        return Mark.of(ORDER_PAYMENT_WORDS[payment])
    return Mark.of(ORDER_WORDS[status])


def _age(oldest: timedelta | None) -> str:
    return (
        f"Oldest waits {duration(oldest)}" if oldest and oldest >= timedelta(seconds=1) else ""
    )

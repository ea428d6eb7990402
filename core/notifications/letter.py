"""A mail before it is set: what it says, in blocks. HTML and text are made of the same blocks,
so
that neither says more than the other.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Paragraph:
    block: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words."""

    block: ClassVar[str] = "quote"
    text: str


@dataclass(frozen=True, slots=True)
class Button:
    block: ClassVar[str] = "button"
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A fact, or an amount of a sum. ``url`` makes the value a link."""

    label: str
    value: str
    url: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    block: ClassVar[str] = "facts"
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    block: ClassVar[str] = "totals"
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    quantity: int
    title: str
    options: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one workshop sends, under its own stripe (a CSS gradient)."""

    block: ClassVar[str] = "parcel"
    selvedge: str
    maker: str
    lines: tuple[Line, ...]
    note: str = ""
    rows: tuple[Row, ...] = ()


Block = Paragraph | Quote | Button | Facts | Totals | Parcel


@dataclass(frozen=True, slots=True)
class Letter:
    """``kind`` names the sort of mail, ``fact`` the thing it is about: one mail is kept per
    kind, fact and recipient. ``unsubscribe_url`` ends this sort of mail by one post (RFC 8058).
    """

    kind: str
    fact: str
    subject: str
    heading: str
    blocks: tuple[Block, ...]
    summary: str = ""
    reason: str = ""
    unsubscribe_url: str = ""
    order_id: UUID | None = None

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import BaseModel, Field

from admin.state.mark import Mark
from core.kernel.clock import utc_now
from core.search.models import RuleKind, SearchRule
from core.search.tuning import Rule
from core.ui.format import day
from core.ui.urls import address

PATH = "/search/pins"
KINDS = [("pin", "Pin to a place"), ("boost", "Boost, so many times the points")]
NAMES = {RuleKind.PIN: "Pin", RuleKind.BOOST: "Boost"}


class RuleForm(BaseModel):
    text: Annotated[str, Field(max_length=200)]
    product: Annotated[str, Field(max_length=300)]
    kind: RuleKind
    strength: Annotated[int, Field(ge=1, le=10)]
    first: date | None = None
    last: date | None = None

    @property
    def slug(self) -> str:
        """Of what was pasted: an address of the shop, or the slug alone."""
        return urlsplit(self.product).path.rstrip("/").rpartition("/")[2]

    def rule(self, product_id: UUID) -> Rule:
        """Days begin and end at midnight, and the last one counts."""
        ends = self.last + timedelta(days=1) if self.last else None
        return Rule(
            self.text, product_id, self.kind, self.strength, _start(self.first), _start(ends)
        )


@dataclass(frozen=True, slots=True)
class RuleRow:
    id: str
    text: str
    title: str
    href: str
    kind: str
    strength: str
    dates: str
    status: Mark
    preview_href: str

    @classmethod
    def of(cls, rule: SearchRule, title: str, slug: str) -> Self:
        return cls(
            id=str(rule.id),
            text=rule.text,
            title=title,
            href=f"/products/{rule.product_id}",
            kind=NAMES[rule.kind],
            strength=f"place {rule.strength}" if rule.kind is RuleKind.PIN
            else f"× {rule.strength}",
            dates=_dates(rule),
            status=_status(rule),
            preview_href=address("/search/preview", {"q": rule.text, "product": slug}),
        )  # fmt: skip


def _start(of: date | None) -> datetime | None:
    return datetime.combine(of, time(), UTC) if of else None


def _dates(rule: SearchRule) -> str:
    first = f"from {day(rule.starts_at)}" if rule.starts_at else ""
    last = f"to {day(rule.ends_at - timedelta(days=1))}" if rule.ends_at else ""
    return " ".join(part for part in (first, last) if part) or "Always"


def _status(rule: SearchRule) -> Mark:
    now = utc_now()
    if rule.ends_at and rule.ends_at <= now:
        return Mark("Over", "neutral", "blocked")
    if rule.starts_at and rule.starts_at > now:
        return Mark("Waits", "info", "new")
    return Mark("Holds", "success", "done")

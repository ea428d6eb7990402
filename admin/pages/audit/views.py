import json
from dataclasses import dataclass
from typing import Self

from core.identity.models import AuditEntry
from core.ui.format import moment

PATH = "/audit"
# Who keeps what: the beginnings of the actions of each domain.
DOMAINS = [
    ("", "Every kind of act"),
    ("identity.", "Accounts and roles"),
    ("vendors.", "Workshops and commission"),
    ("catalog.", "Products and categories"),
    ("search.", "Search"),
    ("refunds.", "Refunds and cancellations"),
    ("notifications.", "Mail"),
    ("job.", "Jobs"),
]
PAGES = {"vendor": "/vendors/", "user": "/customers/", "mail": "/outbox/",
         "product": "/products/"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditRow:
    when: str
    who: str
    action: str
    summary: str
    href: str
    object: str
    same_object_href: str
    facts: str

    @classmethod
    def of(cls, entry: AuditEntry) -> Self:
        page = PAGES.get(entry.object_type)
        facts = {key: value for key, value in entry.data.items() if value not in (None, "")}
        return cls(
            when=moment(entry.created_at),
            who=entry.actor_label or entry.actor,
            action=entry.action,
            summary=entry.summary,
            href=f"{page}{entry.object_id}" if page else "",
            object=entry.object_type.replace("_", " "),
            same_object_href=f"{PATH}?object={entry.object_id}",
            facts=json.dumps(facts, ensure_ascii=False, default=str) if facts else "",
        )

from dataclasses import dataclass
from typing import Self

from admin.state.tabs import ViewTab
from core.search.insight_queries import Kind, QueryFacts
from core.ui.format import number
from core.ui.urls import address

PATH = "/search/queries"
DAYS = [("7", "Last 7 days"), ("30", "Last 30 days"), ("90", "Last 90 days")]
DEFAULT_DAYS = "30"
KINDS = {
    Kind.TOP: "Most asked",
    Kind.ZERO: "Found nothing",
    Kind.LOW: "Found, but not opened",
}
LATEST = 80  # characters of a text that a synonym can have


@dataclass(frozen=True, slots=True)
class QueryRow:
    text: str
    searches: str
    people: str
    results: str
    opened: str
    empty: str
    took: str
    synonym_href: str
    pin_href: str
    preview_href: str

    @classmethod
    def of(cls, facts: QueryFacts) -> Self:
        return cls(
            text=facts.text,
            searches=number(facts.searches),
            people=number(facts.people),
            results=number(int(facts.results)),
            opened=f"{facts.clicked / facts.searches:.0%}",
            empty=f"{facts.empty / facts.searches:.0%}",
            took=f"{int(facts.took_ms)} ms",
            synonym_href=address("/search/synonyms", {"word": facts.text[:LATEST]}),
            pin_href=address("/search/pins", {"text": facts.text}),
            preview_href=address("/search/preview", {"q": facts.text}),
        )


def kind_tabs(current: Kind, query: dict[str, str], counts: dict[Kind, int]) -> list[ViewTab]:
    return [
        ViewTab(
            label,
            address(PATH, {**query, "kind": kind.value}),
            is_current=kind is current,
            count=number(counts[kind]) if counts[kind] else "",
        )
        for kind, label in KINDS.items()
    ]

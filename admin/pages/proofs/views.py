from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from core.reporting.proof_models import ProofRun
from core.reporting.watch_proofs import Watched
from core.ui.format import moment, quantity
from core.ui.urls import changed

PATH = "/proofs"
HOLDS = Mark("Holds", "success", "done")
BROKEN = Mark("Broken", "danger", "blocked")
NOT_ASKED = Mark("Not asked yet", "neutral", "new")


@dataclass(frozen=True, slots=True)
class ProofRow:
    """``found`` and ``examples`` are empty while the proof holds."""

    name: str
    sentence: str
    codes: str
    area: str
    recent: str
    full: str
    took: str
    found: str = ""
    examples: str = ""
    since: str = ""
    mark: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, one: Watched) -> Self:
        proof, results = one.proof, [found for found in (one.full, one.recent) if found]
        broken = max(results, key=lambda found: found.violations, default=None)
        is_broken = broken is not None and broken.violations > 0
        return cls(
            name=proof.name,
            sentence=proof.sentence,
            codes=", ".join(proof.codes),
            area=proof.area,
            recent=moment(one.recent.ran_at) if one.recent else "",
            full=moment(one.full.ran_at) if one.full else "",
            took=" / ".join(f"{found.took_ms} ms" for found in results),
            found=quantity(broken.violations, "row") if broken and is_broken else "",
            examples=", ".join(broken.examples) if broken and is_broken else "",
            since=moment(broken.broken_since) if broken and broken.broken_since else "",
            mark=BROKEN if is_broken else HOLDS if results else NOT_ASKED,
        )


@dataclass(frozen=True, slots=True)
class RunRow:
    id: str
    when: str
    scope: str
    checked: str
    violated: str
    took: str

    @classmethod
    def of(cls, run: ProofRun) -> Self:
        return cls(
            id=str(run.id),
            when=moment(run.created_at),
            scope="Everything" if run.is_full else "What moved in two days",
            checked=str(run.checked),
            violated=str(run.violated),
            took=f"{run.took_ms} ms",
        )


def area_tabs(
    proofs: Sequence[Watched], current: str, query: Mapping[str, str]
) -> list[ViewTab]:
    areas = sorted({one.proof.area for one in proofs})
    return [
        ViewTab(
            label=area.capitalize() if area else "All",
            href=changed(PATH, query, area=area or None, page=None),
            is_current=area == current,
        )
        for area in ("", *areas)
    ]

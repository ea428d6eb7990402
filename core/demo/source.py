"""The files of the demo shop, as they lie in ``demo/``, with their dates moved to today."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from core.settings import ROOT

FOLDER = ROOT / "demo"
Record = Mapping[str, Any]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Everything the demo shop is made of. ``shift`` moves its dates, so that it is as fresh
    today as it was on the day it was written.
    """

    vendors: Sequence[Record]
    applicants: Sequence[Record]
    categories: Sequence[Record]
    products: Sequence[Record]
    customers: Sequence[Record]
    synonyms: Sequence[Sequence[str]]
    collections: Sequence[Record]
    materials: Sequence[Record]
    help: Sequence[Record]
    journal: Sequence[Record]
    reviews: Sequence[Record]
    questions: Sequence[Record]
    history: Record
    selvedges: Mapping[str, str]
    files: Mapping[str, Record]
    now: datetime
    shift: timedelta

    def day(self, text: str) -> date:
        return date.fromisoformat(text) + self.shift

    def moment(self, text: str, *, hour: int = 9) -> datetime:
        """A time on the shifted day, never in the future."""
        moment = datetime.combine(self.day(text), time(hour), UTC)
        return min(moment, self.now - timedelta(minutes=5))


def read_source(now: datetime, folder: Path = FOLDER) -> Source:
    def read(name: str) -> Any:
        return json.loads((folder / name).read_text())

    manifest = read("media/manifest.json")["files"]
    as_of = date.fromisoformat(read("catalogue.json")["as_of"])
    return Source(
        vendors=read("vendors.json"),
        applicants=read("applicants.json"),
        categories=read("categories.json"),
        products=read("products.json"),
        customers=read("customers.json"),
        synonyms=read("synonyms.json"),
        collections=read("collections.json"),
        materials=read("materials.json"),
        help=read("help.json"),
        journal=read("journal.json"),
        reviews=read("reviews.json"),
        questions=read("questions.json"),
        history=read("order_history_spec.json"),
        selvedges={row["vendor"]: row["css"] for row in manifest if row["kind"] == "selvedge"},
        files={row["path"]: row for row in manifest},
        now=now,
        shift=now.date() - as_of,
    )

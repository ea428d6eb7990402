"""The departments of the shop, remembered for a minute: every page shows them and they hardly
ever change.
"""

import time
from collections.abc import Sequence

from core.catalog.category_queries import category_tree
from core.catalog.read_models import CategoryData
from core.db.session import read_session

KEPT_SECONDS = 60.0
_kept: tuple[float, Sequence[CategoryData]] = (0.0, ())


async def list_departments() -> Sequence[CategoryData]:
    global _kept  # noqa: PLW0603  one list a process
    until, departments = _kept
    if time.monotonic() < until:
        return departments
    async with read_session() as session:
        tree = await category_tree(session)
    departments = tuple(node.category for node in tree)
    _kept = (time.monotonic() + KEPT_SECONDS, departments)
    return departments

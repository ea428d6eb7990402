"""Delete what a market has stored."""

import shutil

from core.runtime.locks import exclusive
from core.runtime.paths import Home
from core.settings import Settings


def delete_data(chosen: Settings) -> None:
    """Empty the home. Raises ``Locked`` while a market or a command is using it.

    Only what EcoMarket put there is deleted: a home may have been pointed at a folder with
    other things in it.
    """
    home = Home(chosen.home)
    if not home.root.exists():
        return
    with exclusive(home.supervisor_lock), exclusive(home.engines_lock):
        for folder in (
            home.postgres,
            home.valkey,
            home.run,
            home.logs,
            home.root / "imports",
            chosen.media_root,
            chosen.search_root,
        ):
            shutil.rmtree(folder, ignore_errors=True)

"""Old addresses lead on."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.slug_history import Named, find_renamed
from core.ui.loading import Moved

PATHS = {Named.PRODUCT: "/p/", Named.CATEGORY: "/c/", Named.VENDOR: "/shop/"}


async def leave_if_renamed(session: AsyncSession, kind: Named, slug: str) -> None:
    """Raises ``Moved`` when what was called ``slug`` is found under another name."""
    if present := await find_renamed(session, kind, slug):
        raise Moved(PATHS[kind] + present)

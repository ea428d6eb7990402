"""The addresses of new products, a batch of them in one statement."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing import queries
from core.catalog.slugs import free_slug, slugify


async def free_slugs(session: AsyncSession, handles: Sequence[str]) -> dict[str, str]:
    """A slug nobody has for each handle."""
    wanted = {handle: slugify(handle) for handle in handles}
    taken = await queries.taken_slugs(session, set(wanted.values()))
    found: dict[str, str] = {}
    for handle, slug in wanted.items():
        found[handle] = free_slug(slug, taken)
        taken.add(found[handle])
    return found

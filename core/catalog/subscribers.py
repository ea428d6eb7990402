"""What the catalog does when something happens elsewhere."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.events import ProductChanged
from core.events.outbox import emit
from core.events.subscribers import on
from core.media.events import MediaReady


@on(MediaReady)
async def show_new_picture(session: AsyncSession, event: MediaReady) -> None:
    for product_id in await queries.products_showing(session, event.media_id):
        await emit(session, ProductChanged(product_id=product_id))

"""Jobs of what is told to the outside."""

from core.db.session import read_session
from core.jobs.app import job
from core.seo.feeds import publish_feeds
from core.seo.sitemap import publish_sitemap


@job("seo.publish", periodic="23 * * * *", retry=None)
async def publish_all(*, timestamp: int) -> None:  # noqa: ARG001  of the periodic runner
    async with read_session() as session:
        await publish_sitemap(session)
    await publish_feeds()

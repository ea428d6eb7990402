"""The composition root: what every process that serves or works has to have loaded and open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

from core.db.cache import close_cache, open_cache
from core.db.later import flush_all
from core.db.session import close_engine, open_engine
from core.outbound import health
from core.outbound.line import listen
from core.settings import ensure_safe, settings

# Subscribers and jobs register themselves when imported; a process that has not loaded one can
# neither be told its event nor run its job.
MODULES = (
    "core.tables",
    "core.events.dispatch",
    "core.media.tasks",
    "core.vendors.tasks",
    "core.media.delete_media",
    "core.imports.tasks",
    "core.catalog.subscribers",
    "core.search.subscribers",
    "core.search.tasks",
    "core.payments.sandbox_gateway.jobs",
    "core.orders.subscribers",
    "core.cart.tasks",
    "core.orders.tasks",
    "core.checkout.subscribers",
    "core.checkout.tasks",
    "core.prepaid.subscribers",
    "core.prepaid.tasks",
    "core.refunds.tasks",
    "core.payouts.tasks",
    "core.returns.subscribers",
    "core.returns.tasks",
    "core.documents.subscribers",
    "core.documents.tasks",
    "core.reviews.tasks",
    "core.identity.tasks",
    "core.saved.subscribers",
    "core.saved.tasks",
    "core.notifications.subscribers",
    "core.notifications.review_subscribers",
    "core.notifications.notice_subscribers",
    "core.notifications.alert_subscribers",
    "core.notifications.case_subscribers",
    "core.notifications.prepaid_subscribers",
    "core.notifications.message_subscribers",
    "core.notifications.push_subscribers",
    "core.notifications.tasks",
    "core.reporting.tasks",
    "core.seo.tasks",
)


def bootstrap() -> None:
    """Load everything that registers itself. Safe to call again."""
    ensure_safe(settings())
    for name in MODULES:
        import_module(name)
    listen(health.record)


@asynccontextmanager
async def process_lifespan() -> AsyncIterator[None]:
    """Open what one process shares: connections to the database and the cache.

    ``app.register_lifespan_task(process_lifespan)`` in each app; runs once per worker process,
    after any fork.
    """
    bootstrap()
    open_engine()
    open_cache()
    try:
        yield
    finally:
        await flush_all()
        await close_cache()
        await close_engine()

"""Load the demo shop into an empty market."""

import logging
from enum import StrEnum
from random import Random

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.demo.after_sale import add_cases
from core.demo.applicants import add_applicants
from core.demo.bulk import Bulk, Ids
from core.demo.guides import add_guides
from core.demo.help_articles import add_help
from core.demo.history.tell import add_history
from core.demo.journal import add_journal
from core.demo.people import People
from core.demo.pictures import Pictures
from core.demo.promotions import add_promotions
from core.demo.queries import analyze, is_empty
from core.demo.questions import add_questions
from core.demo.recombine import recombined
from core.demo.reviews import Reviews
from core.demo.shelves import Shelves
from core.demo.source import Progress, Source, read_source
from core.demo.stock import add_stock
from core.demo.taxes import add_taxes, invoice_commission
from core.demo.watching import add_watching
from core.demo.workshops import DEFAULT_PERCENT, Workshops
from core.kernel.clock import utc_now
from core.kernel.errors import Conflict, Forbidden
from core.reporting.proofs import prove
from core.search.index_products import rebuild
from core.settings import settings

log = logging.getLogger(__name__)
CHUNK = 2_000  # products copied at a time: memory stays flat however large the shop


class Scale(StrEnum):
    SMALL = "s"
    MEDIUM = "m"
    LARGE = "l"


PRODUCTS = {Scale.SMALL: 320, Scale.MEDIUM: 5_000, Scale.LARGE: 100_000}


async def seed(scale: str = Scale.SMALL, progress: Progress = log.info) -> None:
    """Fill an empty market, all or nothing. Refuses in production and on a market that has
    accounts.
    """
    if settings().is_production:
        raise Forbidden("The demo shop has public passwords: it is not for production.")
    size = Scale(scale)
    source = read_source(utc_now())
    async with transaction() as session:
        if not await is_empty(session):
            raise Conflict("This market is not empty, so the demo shop is not loaded into it.")
        await _fill(session, source, size, progress)
    progress("Building the search index")
    await rebuild()


async def _fill(
    session: AsyncSession, source: Source, scale: Scale, progress: Progress
) -> None:
    random = Random(source.history["seed"])  # noqa: S311  a shop that is the same every time
    bulk = Bulk(Ids(random), source.now)
    pictures = Pictures(bulk, source, settings().media_root)
    people = People(bulk, source, random)
    workshops = Workshops(bulk, source, pictures)
    shelves = Shelves(bulk, source, pictures, workshops)

    progress("People and workshops")
    await people.add_all()
    workshops.add_all(people.owners)
    add_taxes(bulk, source, workshops)
    add_applicants(bulk, source, people, workshops.plans[DEFAULT_PERCENT])
    shelves.add_frame()
    add_help(bulk, source)
    await bulk.write(session)
    for number, product in enumerate(recombined(source, PRODUCTS[scale], random), 1):
        shelves.add_product(product)
        if number % CHUNK == 0:
            await bulk.write(session)
            progress(f"{number:,} of {PRODUCTS[scale]:,} products")
    await bulk.write(session)
    products = {v.slug: v.product_id for v in shelves.variants}
    add_guides(bulk, source, products)
    add_promotions(bulk, next(iter(workshops.ids.values())))
    add_journal(bulk, source, pictures, workshops, products)
    await bulk.write(session)
    progress(
        f"{PRODUCTS[scale]:,} products, and {source.history['orders']:,} orders of the past"
    )
    history = add_history(bulk, source, people, workshops, shelves, random)
    parcels = history.parcels
    add_stock(bulk, shelves.variants, workshops.places, parcels.sold, parcels.promised)
    Reviews(bulk, source, people).add_all(history.delivered)
    add_questions(bulk, source, people, shelves.variants, workshops)
    add_watching(bulk, people, shelves.variants, workshops)
    await bulk.write(session)
    await invoice_commission(session, source)
    await add_cases(session, workshops.ids)
    await analyze(session)
    progress(f"Proving that {bulk.written:,} rows add up")
    await prove(session)

import re
from collections.abc import Sequence

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.errors import ProductGone, ProductNotFound
from core.catalog.page_queries import get_published
from core.db.session import read_session
from core.kernel.clock import utc_now
from core.shipping.tariff import tariff_of
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.urls import address
from storefront.pages.compare.views import ColumnView, Compared, GroupView, groups_of
from storefront.state.shell import ShellState

PATH, MOST = "/compare", 4
SLUG = re.compile(r"[a-z0-9-]{1,160}")


class CompareState(LoadState, ShellState):
    columns: list[ColumnView] = []
    groups: list[GroupView] = []
    slugs: list[str] = []
    is_narrowed: bool = False
    other_href: str = ""
    gone: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        """``ids`` are addresses of pieces; ``only=differences`` leaves out what is alike."""
        query = self.router.url.query_parameters
        wanted = _slugs(query.get("ids", ""))
        self.is_narrowed = query.get("only") == "differences"
        chosen = self._preferences()
        pieces: list[Compared] = []
        async with read_session() as session:
            for slug in wanted:
                pieces += await _compared(session, slug, chosen.currency, chosen.country)
        self.slugs = [piece.product.slug for piece in pieces]
        missing = len(wanted) - len(pieces)
        self.gone = "A piece that you chose is no longer for sale." if missing else ""
        self.columns = [
            ColumnView.of(piece.product, self._href(_without(self.slugs, piece.product.slug)))
            for piece in pieces
        ]
        self.groups = groups_of(
            pieces, chosen.country, utc_now().date(), differences_only=self.is_narrowed
        )
        self.other_href = self._href(self.slugs, is_narrowed=not self.is_narrowed)

    def _href(self, slugs: Sequence[str], *, is_narrowed: bool | None = None) -> str:
        only = self.is_narrowed if is_narrowed is None else is_narrowed
        return address(PATH, {"ids": ",".join(slugs), "only": "differences" if only else ""})


def _slugs(parameter: str) -> list[str]:
    parts = (part.strip() for part in parameter[:1000].split(","))
    return list(dict.fromkeys(part for part in parts if SLUG.fullmatch(part)))[:MOST]


def _without(slugs: Sequence[str], slug: str) -> list[str]:
    return [other for other in slugs if other != slug]


async def _compared(
    session: AsyncSession, slug: str, currency: str, country: str
) -> list[Compared]:
    """Nothing when the piece cannot be seen."""
    try:
        product = await get_published(session, slug, currency)
    except (ProductGone, ProductNotFound):
        return []
    variant = product.variant("")
    tariff = await tariff_of(session, product.workshop.id, currency)
    return [Compared(product, variant, tariff.rate_to(country, variant.price))]

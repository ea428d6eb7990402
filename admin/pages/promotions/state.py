import reflex as rx

from core.db.session import read_session
from core.promotions.manage import Author
from core.promotions.manage_queries import list_promotions
from core.promotions.models import PromotionStatus
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.promotions.views import PromotionRow
from core.ui.session import SessionState
from core.ui.urls import page_number

PATH = "/promotions"


class PromotionsState(LoadState, SessionState):
    rows: list[PromotionRow] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        author = Author.of(await self._principal())
        query = self.router.url.query_parameters
        wanted = query.get("status", "")
        status = PromotionStatus(wanted) if wanted in set(PromotionStatus) else None
        async with read_session() as session:
            page = await list_promotions(
                session, author.vendor_id, status=status, number=page_number(query)
            )
        self.rows = [PromotionRow.of(*item) for item in page.items]
        kept = {"status": status.value} if status else {}
        self.pager = Pager.of(page, PATH, kept, noun="promotion")

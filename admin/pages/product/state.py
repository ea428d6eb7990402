from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from admin.components.panels import REASON
from admin.pages.product.views import ProductView
from admin.pages.products.state import CURRENCY
from admin.state.panels import PanelState
from core.catalog import editor_queries, moderation
from core.catalog.edit_models import ProductEdit
from core.catalog.publish_product import (
    approve_product,
    archive_product,
    pause_product,
    reject_product,
)
from core.db.session import read_session, transaction
from core.identity.list_users import names_of
from core.kernel.principal import Principal
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors import directory

Decide = Callable[..., Awaitable[Any]]


class ProductState(LoadState, PanelState, SessionState):
    """One product. A decision about a review leads on to the next one in the queue."""

    if TYPE_CHECKING:
        product_id: str  # from the route, /products/[product_id]

    product: ProductView = ProductView()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def approve(self, form_data: dict[str, Any]) -> Any:
        await self._decide(approve_product, note=str(form_data.get("note", "")))
        return await self._next("is published")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def reject(self, form_data: dict[str, Any]) -> Any:
        await self._decide(reject_product, reason=str(form_data.get(REASON, "")))
        return await self._next("is rejected")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def pause(self, form_data: dict[str, Any]) -> None:
        await self._decide(pause_product, reason=str(form_data.get(REASON, "")))
        self._finish("Paused: it is hidden until it is published again.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def archive(self, form_data: dict[str, Any]) -> None:
        await self._decide(archive_product, reason=str(form_data.get(REASON, "")))
        self._finish("Archived: it is withdrawn for good.")

    def _id(self) -> UUID:
        return read_id(self.product.id)

    async def _decide(self, decide: Decide, **words: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await decide(session, caller, self._id(), **words)
        await self._show()

    async def _next(self, outcome: str) -> Any:
        caller, title = await self._principal(), self.product.title
        async with read_session() as session:
            queue = await editor_queries.moderation_queue(session, caller, CURRENCY, size=1)
        self._finish()
        waiting = next(iter(queue.items), None)
        target = f"/products/{waiting.id}" if waiting else "/products?status=in_review"
        return [rx.toast.success(f"{title} {outcome}."), rx.redirect(target)]

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            product = await moderation.get_product(session, caller, read_id(self.product_id))
            vendor = await directory.get_vendor(session, caller, product.vendor_id)
            category = await _category_name(session, caller, product)
            actors = {change.actor for change in product.history}
            names = await names_of(session, caller, actors)
        self.product = ProductView.of(product, vendor, category, names)


async def _category_name(session: AsyncSession, caller: Principal, product: ProductEdit) -> str:
    rows = await moderation.list_category_rows(session, caller)
    names = {row.category.id: row.category.name for row in rows}
    return names.get(product.category_id, "") if product.category_id else ""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from core.catalog.category_queries import category_tree
from core.catalog.edit_models import ProductEdit
from core.catalog.editor_queries import get_for_edit
from core.catalog.inputs import OptionInput
from core.catalog.models import ProductStatus
from core.catalog.publish_product import (
    archive_product,
    pause_product,
    publish_product,
    reopen_product,
)
from core.catalog.set_variants import set_options
from core.catalog.slug_history import readdress_product
from core.db.session import read_session, transaction
from core.inventory.queries import on_hand_at_default
from core.kernel.clock import utc_now
from core.kernel.principal import VendorRole
from core.settings import AppName, settings
from core.ui.acting import ActState, acts
from core.ui.forms import FormErrors
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from vendor_portal.pages.product_editor.form import read_details, read_grid
from vendor_portal.pages.product_editor.save import CellRefused, save_editor
from vendor_portal.pages.product_editor.views import (
    OPTION_ROWS,
    EditorView,
    VariantRow,
    variant_rows,
)
from vendor_portal.state.categories import category_choices

LOOK = "Look at the marked fields: nothing was saved."


class EditorState(LoadState, ActState, SessionState):
    """``grid`` grows when the rows are other ones; ``revision`` when everything was saved."""

    if TYPE_CHECKING:
        product_id: str  # from the route, /products/[product_id]

    view: EditorView = EditorView()
    rows: list[VariantRow] = []
    categories: list[tuple[str, str]] = []
    errors: FormErrors = {}
    saved: int = 0
    grid: int = 0
    _on_hand: dict[str, int] = {}

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self.refusal = self.done = self.busy = ""
        self.errors = {}
        await self._show()
        self.saved += 1
        self.grid += 1

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save(self, form_data: dict[str, Any]) -> None:
        caller, product = await self._principal(), await self._product()
        shown = {UUID(key): units for key, units in self._on_hand.items()}
        fields, errors = read_details(form_data, product, utc_now().date())
        changes, cell_errors = read_grid(form_data, product, shown)
        self.errors = errors | cell_errors
        if fields is None or self.errors:
            self.refusal = LOOK
            await self._show()
            return
        try:
            async with transaction() as session:
                await save_editor(session, caller, product.id, fields, changes)
        except CellRefused as refused:
            self.errors, self.refusal = {refused.name: refused.message}, LOOK
            await self._show()
            return
        self.done = "Everything is saved."
        await self._show()
        self.saved += 1
        self.grid += 1

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def make_variants(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await set_options(session, caller, self._id(), _options(form_data))
        self.done = "The variants are there. Give them prices and stock."
        await self._show()
        self.grid += 1

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def readdress(self, form_data: dict[str, Any]) -> None:
        caller, wanted = await self._principal(), str(form_data.get("slug", ""))
        async with transaction() as session:
            product = await readdress_product(session, caller, self._id(), wanted)
        self.done = f"The address is /p/{product.slug} now. The old one leads to it."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def publish(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            status = await publish_product(session, caller, self._id())
        is_live = status is ProductStatus.PUBLISHED
        self.done = "The product is live." if is_live else "We look at it, usually in a day."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def pause(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await pause_product(session, caller, self._id())
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def withdraw(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await reopen_product(session, caller, self._id())
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def archive(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await archive_product(session, caller, self._id())
        await self._show()

    def _id(self) -> UUID:
        return read_id(self.product_id)

    async def _product(self) -> ProductEdit:
        caller = await self._principal()
        vendor_id = caller.require_vendor(VendorRole.CATALOG)
        async with read_session() as session:
            return await get_for_edit(session, self._id(), vendor_id)

    async def _show(self) -> None:
        product = await self._product()
        async with read_session() as session:
            ids = [variant.id for variant in product.variants]
            on_hand = await on_hand_at_default(session, product.vendor_id, ids)
            self.categories = category_choices(await category_tree(session))
        self.view = EditorView.of(product, settings().origin(AppName.STOREFRONT))
        self.rows = variant_rows(product, on_hand, self.errors)
        self._on_hand = {str(variant_id): units for variant_id, units in on_hand.items()}


def _options(form_data: dict[str, Any]) -> list[OptionInput]:
    """Rows with a name; their values are separated by commas."""
    found: list[OptionInput] = []
    for index in range(OPTION_ROWS):
        name = str(form_data.get(f"option_name:{index}", "")).strip()
        values = str(form_data.get(f"option_values:{index}", "")).split(",")
        if name:
            kept = dict.fromkeys(value.strip() for value in values if value.strip())
            found.append(OptionInput(name, tuple(kept)))
    return found

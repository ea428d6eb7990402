from typing import Any

import reflex as rx
from pydantic import BaseModel, Field

from core.catalog.category_queries import category_tree
from core.catalog.create_product import create_product
from core.catalog.inputs import ProductFields
from core.db.session import read_session, transaction
from core.kernel.principal import VendorRole
from core.ui.acting import ActState, acts
from core.ui.forms import FormErrors, parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from vendor_portal.state.categories import category_choices


class NewProductForm(BaseModel):
    title: str = Field(max_length=200)
    category: str = ""


class NewProductState(LoadState, ActState, SessionState):
    categories: list[tuple[str, str]] = []
    errors: FormErrors = {}

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        caller.require_vendor(VendorRole.CATALOG)
        self.errors, self.refusal = {}, ""
        async with read_session() as session:
            self.categories = category_choices(await category_tree(session))

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def create(self, form_data: dict[str, Any]) -> Any:
        form, self.errors = parse(form_data, NewProductForm)
        if form is None:
            return None
        caller = await self._principal()
        category_id = read_id(form.category) if form.category else None
        fields = ProductFields(title=form.title, category_id=category_id)
        async with transaction() as session:
            product = await create_product(session, caller, caller.require_vendor(), fields)
        return rx.redirect(f"/products/{product.id}")

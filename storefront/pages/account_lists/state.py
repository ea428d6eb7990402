from collections.abc import Awaitable, Callable
from typing import Any

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.kernel.principal import Principal
from core.saved import lists
from core.ui.acting import ActState, acts
from core.ui.guards import public
from core.ui.session import SessionState
from storefront.pages.account_saved.state import SavedState
from storefront.pages.account_saved.views import PATH
from storefront.state.ids import read_id


class ListsState(ActState, SessionState):
    """What can be done with lists as a whole, by accounts and guests."""

    @rx.event
    @public
    @acts
    async def create(self, form_data: dict[str, Any]) -> Any:
        async with transaction() as session:
            made = await lists.create_list(
                session, await self._principal(), self._bag_secret(), _text(form_data, "name")
            )
        return rx.redirect(f"/account/lists/{made.id}")

    @rx.event
    @public
    @acts
    async def rename(self, form_data: dict[str, Any]) -> Any:
        name = _text(form_data, "name")
        return await self._change(
            lambda session, caller, secret: lists.rename_list(
                session, caller, secret, read_id(form_data.get("list")), name
            )
        )

    @rx.event
    @public
    @acts
    async def share(self, form_data: dict[str, Any]) -> Any:
        first_name = _text(form_data, "first_name")
        return await self._change(
            lambda session, caller, secret: lists.share_list(
                session, caller, secret, read_id(form_data.get("list")), first_name=first_name
            )
        )

    @rx.event
    @public
    @acts
    async def unshare(self, list_id: str) -> Any:
        return await self._change(
            lambda session, caller, secret: lists.unshare_list(
                session, caller, secret, read_id(list_id)
            )
        )

    @rx.event
    @public
    @acts
    async def shift(self, list_id: str, is_up: bool) -> Any:  # noqa: FBT001
        return await self._change(
            lambda session, caller, secret: lists.shift_list(
                session, caller, secret, read_id(list_id), is_up=is_up is True
            )
        )

    @rx.event
    @public
    @acts
    async def delete(self, list_id: str) -> Any:
        async with transaction() as session:
            await lists.delete_list(
                session, await self._principal(), self._bag_secret(), read_id(list_id)
            )
        return rx.redirect(PATH)

    async def _change(
        self, work: Callable[[AsyncSession, Principal, str], Awaitable[Any]]
    ) -> Any:
        """Do it, then have the page show it."""
        async with transaction() as session:
            await work(session, await self._principal(), self._bag_secret())
        return SavedState.load


def _text(form_data: dict[str, Any], name: str) -> str:
    return str(form_data.get(name, ""))

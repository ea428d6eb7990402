from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from core.cart.open_cart import open_cart
from core.cart.service import add_line
from core.db.session import read_session, transaction
from core.kernel.errors import NotFound
from core.kernel.pagination import Page
from core.saved import lists
from core.saved.save_piece import (
    RemovedPiece,
    move_piece,
    remove_piece,
    restore_pieces,
    shift_piece,
    write_note,
)
from core.saved.view import ListData, SavedPieceData, view_list
from core.settings import AppName, settings
from core.ui.acting import ActState, acts
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import page_number
from storefront.pages.account_saved.views import PATH, ListLink, ListView, PieceView
from storefront.state.ids import read_id
from storefront.state.shell import ShellState


class SavedState(LoadState, ActState, ShellState):
    """One list and what can be done with its pieces. Guests have lists, too."""

    if TYPE_CHECKING:
        list_id: str  # from the route, /account/lists/[list_id]; "" for the default list

    shown: ListView = ListView()
    pieces: list[PieceView] = []
    pager: Pager = Pager()
    links: list[ListLink] = []
    targets: list[tuple[str, str]] = []
    removed: str = ""
    _undo: RemovedPiece | None = None
    _variants: dict[str, str] = {}

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.removed, self._undo = "", None
        await self._show()

    @rx.event
    @public
    @acts
    async def add_to_bag(self, piece_id: str) -> None:
        if piece_id not in self._variants:
            raise NotFound("Choose the options on the page of the piece.")
        caller = await self._principal()
        async with transaction() as session:
            cart = await open_cart(
                session, caller, self._bag_secret(), self._preferences().currency
            )
            change = await add_line(session, cart, UUID(self._variants[piece_id]))
        await self._count_bag(caller)
        self.done = change.notice or "It is in your bag."

    @rx.event
    @public
    @acts
    async def remove(self, piece_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            self._undo = await remove_piece(
                session, caller, self._bag_secret(), read_id(piece_id)
            )
        self.removed = next((p.title for p in self.pieces if p.id == piece_id), "The piece")
        await self._show()

    @rx.event
    @public
    @acts
    async def undo(self) -> None:
        caller, undo = await self._principal(), self._undo
        self.removed, self._undo = "", None
        if undo is not None:
            async with transaction() as session:
                await restore_pieces(session, caller, self._bag_secret(), [undo])
        await self._show()

    @rx.event
    @public
    @acts
    async def move(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        piece, target = (read_id(form_data.get(name)) for name in ("piece", "list"))
        async with transaction() as session:
            await move_piece(session, caller, self._bag_secret(), piece, target)
        await self._show()

    @rx.event
    @public
    @acts
    async def shift(self, piece_id: str, is_up: bool) -> None:  # noqa: FBT001
        caller = await self._principal()
        async with transaction() as session:
            await shift_piece(
                session, caller, self._bag_secret(), read_id(piece_id), is_up=is_up is True
            )
        await self._show()

    @rx.event
    @public
    @acts
    async def note(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        piece, text = read_id(form_data.get("piece")), str(form_data.get("note", ""))
        async with transaction() as session:
            await write_note(session, caller, self._bag_secret(), piece, text)
        await self._show()
        self.done = "Note saved."

    async def _show(self) -> None:
        caller = await self._principal()
        wanted = read_id(self.list_id) if self.list_id else None
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            data = await view_list(
                session,
                caller,
                self._bag_secret(),
                wanted,
                self._preferences().currency,
                number=number,
            )
            found = await lists.list_lists(session, caller, self._bag_secret())
        self._keep(data, data.pieces)
        self.links = [ListLink.of(one) for one in found] or [ListLink("", "Saved", PATH, "0")]
        self.targets = [(one.id, one.name) for one in self.links if one.id != self.shown.id]

    def _keep(self, data: ListData, page: Page[SavedPieceData]) -> None:
        self.shown = ListView.of(data, settings().origin(AppName.STOREFRONT))
        self.pieces = [PieceView.of(piece) for piece in page.items]
        path = f"/account/lists/{self.list_id}" if self.list_id else PATH
        self.pager = Pager.of(page, path, {}, noun="piece")
        self._variants = {
            str(piece.id): str(piece.variant_id) for piece in page.items if piece.variant_id
        }

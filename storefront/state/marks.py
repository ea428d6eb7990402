"""Which pieces the visitor has saved: asked once a page for all of its cards."""

from typing import Any

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from core.db.session import read_session, transaction
from core.identity.preferences import Preferences
from core.kernel.errors import DomainError
from core.kernel.principal import Principal
from core.saved.save_piece import (
    RemovedPiece,
    get_saveable,
    restore_pieces,
    save_piece,
    saved_marks,
    unsave_product,
)
from core.ui.errors import show_error
from core.ui.guards import personal, public
from core.ui.session import SessionState

UNDO_MS = 10_000


class MarksState(SessionState):
    """``refusals`` grows when a press was refused, so that its button turns back."""

    saved: list[str] = []
    refusals: int = 0
    _removed: tuple[RemovedPiece, ...] = ()

    @rx.event
    @personal
    @public
    async def load(self) -> None:
        await self._show(await self._principal())

    @rx.event
    @public
    async def toggle(self, slug: str, sku: str, is_wanted: bool) -> Any:  # noqa: FBT001
        """The button has turned over already: this makes it true, or says why not."""
        caller = await self._principal()
        try:
            answer = (
                await self._save(caller, slug, sku)
                if is_wanted is True
                else await self._unsave(caller, slug)
            )
        except DomainError as refused:
            self.refusals += 1
            answer = show_error(refused)
        await self._show(caller)
        return answer

    @rx.event
    @public
    async def undo(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await restore_pieces(session, caller, self._bag_secret(), self._removed)
        self._removed = ()
        await self._show(caller)

    async def _save(self, caller: Principal, slug: str, sku: str) -> Any:
        async with transaction() as session:
            product_id, variant_id = await get_saveable(session, slug, sku)
            await save_piece(
                session,
                caller,
                self._bag_secret(),
                product_id,
                variant_id,
                currency=Preferences.of(self.router.headers.cookie).currency,
            )
        return rx.toast.success(
            "Piece saved",
            id="saved",
            action=ToastAction("Your lists", on_click=rx.redirect("/account/saved")),
        )

    async def _unsave(self, caller: Principal, slug: str) -> Any:
        async with transaction() as session:
            product_id, _ = await get_saveable(session, slug)
            removed = await unsave_product(session, caller, self._bag_secret(), product_id)
        self._removed = tuple(removed)
        return rx.toast.info(
            "Piece no longer saved",
            id="saved",
            duration=UNDO_MS,
            action=ToastAction("Undo", on_click=MarksState.undo),
        )

    async def _show(self, caller: Principal) -> None:
        async with read_session() as session:
            self.saved = list(await saved_marks(session, caller, self._bag_secret()))

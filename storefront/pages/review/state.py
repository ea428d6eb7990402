from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.reviews.errors import NotBought
from core.reviews.inputs import ReviewInput
from core.reviews.models import MOST_PHOTOS
from core.reviews.photos import remove_photo
from core.reviews.queries import find_by_author
from core.reviews.read_models import PhotoData
from core.reviews.waiting_queries import get_own, get_waiting, own_photos
from core.reviews.write_review import delete_review, edit_review, write_review
from core.ui.acting import ActState, acts
from core.ui.forms import FormErrors, parse, refused
from core.ui.guards import Caller, requires
from core.ui.ids import find_id, read_id
from core.ui.loading import LoadState, page_load
from storefront.pages.review.views import FormView, PhotoRow
from storefront.state.shell import ShellState

WRITTEN = "/account/reviews?view=written"
LOOK = "Something is missing below."


class ReviewFormState(LoadState, ActState, ShellState):
    """Writing about a delivered line, or changing what one wrote."""

    if TYPE_CHECKING:
        line_id: str  # from the route /reviews/write/[line_id]
        review_id: str  # from the route /account/reviews/[review_id]

    form: FormView = FormView()
    photos: list[PhotoRow] = []
    errors: FormErrors = {}
    _photo_ids: list[str] = []

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load_new(self) -> Any:
        user_id = await self._begin()
        async with read_session() as session:
            line = await get_waiting(session, user_id, read_id(self.line_id))
            if line is None:
                raise NotBought
            earlier = await find_by_author(session, user_id, line.piece.id)
        if earlier is not None:
            return rx.redirect(f"/account/reviews/{earlier.id}", replace=True)
        self.form = FormView.of_line(line)
        return None

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load_written(self) -> None:
        user_id = await self._begin()
        async with read_session() as session:
            review, piece = await get_own(session, user_id, read_id(self.review_id))
        self.form = FormView.of_review(review, piece, utc_now())
        self._show(review.photos)

    @rx.event
    @requires(Caller.USER)
    async def add_photos(self, answers: list[dict[str, Any]]) -> None:
        """The upload route has kept the files; whose they are is asked of the rows."""
        sent = [found for answer in answers if (found := find_id(answer.get("id")))]
        wanted = [*map(UUID, self._photo_ids), *sent][:MOST_PHOTOS]
        async with read_session() as session:
            self._show(await self._own(session, wanted))

    @rx.event
    @requires(Caller.USER)
    async def drop_photo(self, photo_id: str) -> None:
        caller, gone = await self._principal(), read_id(photo_id)
        async with transaction() as session:
            await remove_photo(session, caller, gone)
            left = [UUID(kept) for kept in self._photo_ids if kept != str(gone)]
            self._show(await self._own(session, left))

    @rx.event
    @requires(Caller.USER)
    @acts
    async def save(self, form_data: dict[str, Any]) -> Any:
        caller = await self._principal()
        sent = {**form_data, "photos": self._photo_ids}
        written, self.errors = parse(sent, ReviewInput)
        if written is None:
            self.refusal = LOOK
            return None
        try:
            async with transaction() as session:
                if self.form.review_id:
                    await edit_review(session, caller, read_id(self.form.review_id), written)
                else:
                    await write_review(session, caller, read_id(self.form.line_id), written)
        except Invalid as wrong:
            self.errors, self.refusal = refused(wrong), LOOK
            return None
        return rx.redirect(WRITTEN)

    @rx.event
    @requires(Caller.USER)
    @acts
    async def delete(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            await delete_review(session, caller, read_id(self.form.review_id))
        return rx.redirect(WRITTEN)

    async def _begin(self) -> UUID:
        self._quiet()
        self.errors, self.photos, self._photo_ids = {}, [], []
        return (await self._principal()).require_user()

    async def _own(self, session: AsyncSession, wanted: list[UUID]) -> list[PhotoData]:
        user_id = (await self._principal()).require_user()
        return await own_photos(session, user_id, list(dict.fromkeys(wanted)))

    def _show(self, photos: Any) -> None:
        self.photos = [PhotoRow.of(photo) for photo in photos]
        self._photo_ids = [photo.id for photo in self.photos]

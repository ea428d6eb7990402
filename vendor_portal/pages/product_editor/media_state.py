from typing import Any

import reflex as rx

from core.catalog.arrange_images import (
    ImageInput,
    add_images,
    describe_image,
    order_images,
    remove_image,
)
from core.db.session import transaction
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.session import SessionState
from vendor_portal.pages.product_editor.state import EditorState


class MediaState(ActState, SessionState):
    """The pictures of the product in the editor. Each change counts at once."""

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def add(self, answers: list[dict[str, Any]]) -> None:
        """The upload route has kept the files; they go behind those that are there."""
        caller, editor = await self._principal(), await self._editor()
        images = [
            ImageInput(read_id(answer.get("id")))
            for answer in answers
            if answer.get("kind") == "image"
        ]
        async with transaction() as session:
            await add_images(session, caller, read_id(editor.product_id), images)
        await self._refresh(editor)

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def move(self, image_id: str, by: int) -> None:
        caller, editor = await self._principal(), await self._editor()
        ids = [image.id for image in editor.view.images]
        place = ids.index(image_id) if image_id in ids else 0
        target = max(0, min(place + (1 if by > 0 else -1), len(ids) - 1))
        ids.insert(target, ids.pop(place))
        async with transaction() as session:
            await order_images(
                session, caller, read_id(editor.product_id), [read_id(each) for each in ids]
            )
        await self._refresh(editor)

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def describe(self, form_data: dict[str, Any]) -> None:
        caller, editor = await self._principal(), await self._editor()
        async with transaction() as session:
            await describe_image(
                session,
                caller,
                read_id(editor.product_id),
                read_id(form_data.get("image")),
                alt=str(form_data.get("alt", "")),
                option_value=str(form_data.get("option_value", "")) or None,
            )
        self.done = "The picture is described."
        await self._refresh(editor)

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def remove(self, image_id: str) -> None:
        caller, editor = await self._principal(), await self._editor()
        async with transaction() as session:
            await remove_image(session, caller, read_id(editor.product_id), read_id(image_id))
        await self._refresh(editor)

    async def _editor(self) -> EditorState:
        return await self.get_state(EditorState)

    async def _refresh(self, editor: EditorState) -> None:
        await editor._show()  # noqa: SLF001  the other half of this page

from typing import Any
from uuid import UUID

import reflex as rx

from core.db.session import transaction
from core.identity import throttle
from core.reviews.ask_question import ask_question
from core.reviews.inputs import QuestionInput
from core.reviews.limits import QUESTION
from core.reviews.models import ContentStatus
from core.ui.acting import ActState, acts
from core.ui.forms import FormErrors, parse
from core.ui.guards import Caller, requires
from storefront.pages.product.sections.reviews.state import ReviewsState
from storefront.state.shell import ShellState

SENT = "Sent. The workshop answers here, and you get a mail."
HELD = "Sent. A moderator looks at it first, because of an address or number in it."


class AskState(ActState, ShellState):
    """A question to the maker of the piece that the tab shows."""

    errors: FormErrors = {}

    @rx.event
    @requires(Caller.USER)
    @acts
    async def ask(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        asked, self.errors = parse(form_data, QuestionInput)
        if asked is None:
            return
        product_id = await self.get_var_value(ReviewsState._product_id)  # noqa: SLF001
        await throttle.attempt(QUESTION, str(caller.user_id))
        async with transaction() as session:
            question = await ask_question(session, caller, UUID(product_id), asked)
        self.done = SENT if question.status is ContentStatus.PUBLISHED else HELD

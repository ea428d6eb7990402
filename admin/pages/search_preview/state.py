from typing import Any

import reflex as rx

from admin.pages.search_pins.views import RuleForm
from admin.pages.search_preview.views import PATH, HitRow, rows_of
from admin.pages.search_synonyms.views import group_of
from admin.state.filters import kept, text_of
from core.db.session import read_session
from core.kernel.currencies import CURRENCIES
from core.kernel.errors import DomainError
from core.search.insight_queries import find_product_by_slug
from core.search.preview import preview
from core.search.tuning import Rule
from core.ui.format import quantity
from core.ui.forms import parse
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.ui.urls import address

FIELDS = ("q", "currency", "words", "one_way", "product", "kind", "strength")


class PreviewState(LoadState, SessionState):
    """The draft stands in the address, so that it can be shown to a colleague."""

    draft: dict[str, str] = {}
    now: list[HitRow] = []
    then: list[HitRow] = []
    now_total: str = ""
    then_total: str = ""
    problem: str = ""
    form_key: str = ""
    pin_href: str = ""
    synonym_href: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        self.draft = {name: text_of(query, name) for name in FIELDS}
        if self.draft["currency"] not in CURRENCIES:
            self.draft["currency"] = CURRENCIES[0]
        self.draft["kind"] = self.draft["kind"] or "pin"
        self.draft["strength"] = self.draft["strength"] or "1"
        self.now, self.then, self.problem = [], [], ""
        self.form_key = address(PATH, kept(**self.draft))
        self.pin_href = address(
            "/search/pins", kept(text=self.draft["q"], product=self.draft["product"])
        )
        self.synonym_href = address("/search/synonyms", kept(word=self.draft["words"]))
        if self.draft["q"]:
            await self._compare()

    @rx.event
    @requires(Caller.STAFF)
    def compare(self, form_data: dict[str, Any]) -> Any:
        sent = {name: str(form_data.get(name, "")) for name in FIELDS}
        return rx.redirect(address(PATH, kept(**sent)))

    async def _compare(self) -> None:
        caller, draft = await self._principal(), self.draft
        group = group_of(draft["words"], draft["one_way"]) if draft["words"] else None
        try:
            async with read_session() as session:
                found = await preview(
                    session,
                    caller,
                    draft["q"],
                    draft["currency"],
                    group=group,
                    rules=await self._rules(session),
                )
        except DomainError as refused:
            self.problem = refused.message
            return
        self.now, self.then = rows_of(found.now, found.now), rows_of(found.draft, found.now)
        self.now_total = quantity(found.now_total, "piece")
        self.then_total = quantity(found.draft_total, "piece")

    async def _rules(self, session: Any) -> list[Rule]:
        if not self.draft["product"]:
            return []
        form, errors = parse({**self.draft, "text": self.draft["q"]}, RuleForm)
        product_id = await find_product_by_slug(session, form.slug) if form else None
        if form is None or product_id is None:
            self.problem = next(
                iter(errors.values()), "The shop has no piece with this address."
            )
            return []
        return [form.rule(product_id)]

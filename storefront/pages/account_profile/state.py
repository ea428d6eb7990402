from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.identity import profile
from core.kernel.errors import DomainError, Invalid
from core.ui.forms import GENERAL, FormErrors
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from storefront.state.shell import ShellState

LONGEST = 1000


class ProfileState(LoadState, ShellState):
    name: str = ""
    saved: str = ""
    errors: FormErrors = {}

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        self.saved, self.errors = "", {}
        caller = await self._principal()
        async with read_session() as session:
            self.name = (await profile.get_profile(session, caller)).name

    @rx.event
    @requires(Caller.USER)
    async def rename(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        self.saved, self.errors = "", {}
        try:
            async with transaction() as session:
                user = await profile.rename(session, caller, str(form_data.get("name", "")))
        except Invalid as problem:
            self.errors = {"name": problem.message}
            return
        self.name, self.saved = user.name, "Your name is saved."

    @rx.event
    @requires(Caller.USER)
    async def change_password(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        self.saved, self.errors = "", {}
        current, new = (str(form_data.get(name, ""))[:LONGEST] for name in ("current", "new"))
        try:
            async with transaction() as session:
                await profile.change_password(
                    session, caller, current, new, ip=self.router.session.client_ip
                )
        except DomainError as problem:
            is_new = isinstance(problem, Invalid) and problem.field == "password"
            self.errors = {"new" if is_new else GENERAL: problem.message}
            return
        self.saved = "Your password is changed. Other devices are signed out."

"""A form post of one of our own pages, and the way back to the form."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request
from fastapi.responses import RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.forms import client_address, ensure_own_form, see_other
from core.db.retry import retried
from core.db.session import transaction
from core.identity import throttle
from core.identity.cookies import Cookie, session_cookie
from core.identity.errors import TooManyAttempts
from core.identity.models import App
from core.kernel.errors import DomainError, Invalid
from core.settings import AppName

FormField = Annotated[str, Form(max_length=1000)]
Work = Callable[[AsyncSession], Awaitable[None]]
ONE_ACCOUNT_PER_EMAIL = "uq_users_email"
ONE_SHOP_PER_SLUG = "uq_vendors_slug"
ALIKE_S = 0.25


@dataclass(frozen=True, slots=True)
class FormPost:
    """A post that one of this app's own pages sent."""

    request: Request
    app: App

    @property
    def cookie(self) -> Cookie:
        return session_cookie(self.app)

    @property
    def token(self) -> str:
        return self.request.cookies.get(self.cookie.name, "")

    @property
    def ip(self) -> str:
        return client_address(self.request)

    async def write_alike(self, work: Work) -> None:
        """``write`` for forms that must not tell whether an account exists: the answer comes
        after the same time whatever there was to do.
        """
        ready_at = monotonic() + ALIKE_S
        try:
            await self.write(work)
        finally:
            await asyncio.sleep(ready_at - monotonic())

    async def write(self, work: Work) -> None:
        """One unit of work, again if another one took the same e-mail or slug first. A
        browser's address may post only so often.
        """
        await throttle.attempt(throttle.FORM_ADDRESS, throttle.network(self.ip))

        async def once() -> None:
            async with transaction() as session:
                await work(session)

        async def settled() -> None:
            await retried(once, on_unique=ONE_ACCOUNT_PER_EMAIL)

        await retried(settled, on_unique=ONE_SHOP_PER_SLUG)


def own_form(request: Request) -> FormPost:
    name: AppName = request.app.state.app_name
    ensure_own_form(request, name)
    return FormPost(request, App(name.value))


Own = Annotated[FormPost, Depends(own_form)]


def back_to(page: str, error: DomainError, **kept: str) -> RedirectResponse:
    """To the form, with what was typed (never a password) and what is wrong with it."""
    query: dict[str, str | int] = {"error": error.code, **kept}
    if isinstance(error, TooManyAttempts):
        query["wait"] = error.seconds
    if isinstance(error, Invalid) and error.field:
        query["field"] = error.field
    return see_other(page, query)


def left_page(post: FormPost) -> str:
    """Path and query of the page that held the form."""
    left = urlsplit(post.request.headers.get("referer", ""))
    return f"{left.path}?{left.query}" if left.query else left.path

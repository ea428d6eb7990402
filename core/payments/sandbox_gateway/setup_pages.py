"""The page on which a card is left without paying."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.payments.sandbox_gateway import method_queries as queries
from core.payments.sandbox_gateway.cards import read_card
from core.payments.sandbox_gateway.errors import BadCard
from core.payments.sandbox_gateway.method_models import SandboxSetup
from core.payments.sandbox_gateway.page_view import PageView, render
from core.payments.sandbox_gateway.pages import SEE_OTHER, headers
from core.payments.sandbox_gateway.save_method import finish_setup

Field = Annotated[str, Form(max_length=64)]
router = APIRouter(prefix="/cards")


@router.get("/{page_token}")
async def show(request: Request, page_token: str) -> Response:
    setup = await _find(page_token)
    if setup is None:
        return _html(request, "unknown.html", PageView(), None, status_code=404)
    if setup.is_done:
        return RedirectResponse(setup.return_url, SEE_OTHER)
    if setup.expires_at <= utc_now():
        view = PageView(cancel_url=setup.cancel_url, ending="The time for this page is over.")
        return _html(request, "over.html", view, setup, status_code=410)
    return _html(request, "save.html", PageView(cancel_url=setup.cancel_url), setup)


@router.post("/{page_token}")
async def save(
    request: Request, page_token: str, number: Field = "", expiry: Field = "", cvc: Field = ""
) -> Response:
    setup = await _find(page_token)
    if setup is None:
        return await show(request, page_token)
    try:
        card = read_card(number, expiry, cvc, utc_now())
    except BadCard as error:
        view = PageView(
            cancel_url=setup.cancel_url, field=error.field or "number", message=error.message
        )
        return _html(request, "save.html", view, setup, status_code=422)
    async with transaction() as session:
        await finish_setup(session, page_token, card)
    return await show(request, page_token)


async def _find(page_token: str) -> SandboxSetup | None:
    async with read_session() as session:
        try:
            return await queries.get_setup(session, page_token)
        except NotFound:
            return None


def _html(
    request: Request,
    template: str,
    view: PageView,
    setup: SandboxSetup | None,
    *,
    status_code: int = 200,
) -> Response:
    html, style_hash = render(template, view, request.url.path)
    return_url = setup.return_url if setup else ""
    return Response(
        html,
        status_code=status_code,
        headers=headers(return_url, style_hash),
        media_type="text/html",
    )

"""Links of mails that need no sign-in: confirm an alert, end what is being mailed.

A GET of these addresses is a page with a button, as mail scanners follow links; only the post
does it. Mail programs post ``List-Unsubscribe=One-Click`` by themselves (RFC 8058): from
anywhere, without cookies, with nothing but the token.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import FormField, Own
from core.api.forms import see_other
from core.db.session import transaction
from core.kernel.errors import DomainError, NotFound
from core.saved import links
from core.saved.follow import end_digest_by_link
from core.saved.saved_searches import end_search_by_link
from core.saved.set_alert import confirm_alert, end_by_link

router = APIRouter(include_in_schema=False)
ONE_CLICK = "One-Click"
Parameter = Annotated[str, Query(max_length=200)]

ENDS: Mapping[str, Callable[[AsyncSession, str], Awaitable[None]]] = {
    links.END_ALERT: end_by_link,
    links.END_SEARCH: end_search_by_link,
    links.END_DIGEST: end_digest_by_link,
}


@router.post(links.CONFIRM_ALERT)
async def post_confirm(_post: Own, token: FormField = "") -> RedirectResponse:
    try:
        async with transaction() as session:
            await confirm_alert(session, token)
    except DomainError as error:
        return see_other(links.CONFIRM_ALERT, {"error": error.code})
    return see_other(links.CONFIRM_ALERT, {"done": "1"})


@router.post(links.UNSUBSCRIBE)
async def post_unsubscribe(
    kind: Parameter = "",
    token: Parameter = "",
    one_click: Annotated[str, Form(alias="List-Unsubscribe", max_length=40)] = "",
) -> Response:
    """The token is the proof: there is nothing else that another site could make use of."""
    try:
        if kind not in ENDS:
            raise NotFound("This link is not one of ours.")
        async with transaction() as session:
            await ENDS[kind](session, token)
    except DomainError as error:
        if one_click == ONE_CLICK:
            raise
        return see_other(links.UNSUBSCRIBE, {"error": error.code})
    if one_click == ONE_CLICK:
        return PlainTextResponse("No more of these mails.\n")
    return see_other(links.UNSUBSCRIBE, {"done": "1"})

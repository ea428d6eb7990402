"""Small form posts of help pages, notices and the choice about cookies, and addresses that
moved.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import Own, back_to, left_page
from core.api.forms import local_path, see_other
from core.content import help_center
from core.content.consent import ALL, CONSENT_COOKIE, KEPT_FOR, Choices, record_choices
from core.content.file_notice import Complaint, file_notice
from core.content.visitors import day_visitor
from core.db.session import transaction
from core.identity import throttle
from core.identity.errors import TooManyAttempts
from core.identity.sessions import resolve
from core.kernel.errors import Invalid
from core.kernel.principal import GUEST

router = APIRouter(include_in_schema=False)
LONGEST_SLUG = 80
LONGEST_KEPT = 1500  # of a text in an address


@router.post("/help/vote")
async def post_help_vote(
    post: Own,
    slug: Annotated[str, Form(max_length=LONGEST_SLUG, pattern=r"^[a-z0-9-]+$")],
    helpful: Annotated[Literal["yes", "no"], Form()],
) -> RedirectResponse:
    """One vote a visitor and day; the last one counts."""
    browser = post.request.headers.get("user-agent", "")
    visitor = day_visitor(throttle.network(post.ip), browser)

    async def vote(session: AsyncSession) -> None:
        await help_center.vote(session, slug, visitor, is_helpful=helpful == "yes")

    await post.write(vote)
    return see_other(f"/help/{slug}?voted={helpful}#helped")


@router.post("/consent")
async def post_consent(
    post: Own,
    choice: Annotated[Literal["all", "necessary"], Form()],
    next_path: Annotated[str, Form(alias="next")] = "",
) -> Response:
    """The cookie of the choice; with an account, a dated row as well."""
    choices = Choices(is_made=True, counting=choice == ALL)
    async with transaction() as session:
        caller = await resolve(session, post.token, app=post.app) or GUEST
        await record_choices(session, caller, choices)
    answer = see_other(local_path(next_path or left_page(post)))
    answer.set_cookie(
        CONSENT_COOKIE,
        choices.cookie,
        max_age=int(KEPT_FOR.total_seconds()),
        path="/",
        secure=post.cookie.secure,
        httponly=False,  # the page looks whether it still has to ask
        samesite="lax",
    )
    return answer


@router.post("/report")
async def post_notice(
    post: Own,
    url: Annotated[str, Form(max_length=2000)] = "",
    reason: Annotated[str, Form(max_length=40)] = "",
    explanation: Annotated[str, Form(max_length=20_000)] = "",
    name: Annotated[str, Form(max_length=500)] = "",
    email: Annotated[str, Form(max_length=500)] = "",
    good_faith: Annotated[str, Form(max_length=10)] = "",
) -> RedirectResponse:
    """A notice of illegal content. What is wrong with it is told beside the form, which keeps
    what was typed.
    """
    complaint = Complaint(url, reason, explanation, name, email, bool(good_faith))
    numbers: list[str] = []

    async def file(session: AsyncSession) -> None:
        caller = await resolve(session, post.token, app=post.app) or GUEST
        numbers.append((await file_notice(session, caller, complaint)).number)

    try:
        await post.write(file)
    except (Invalid, TooManyAttempts) as refused:
        # Who reports does not belong into an address, which ends up in logs.
        kept = {"url": url[:500], "reason": reason}
        text = explanation[:LONGEST_KEPT]
        return back_to("/report", refused, **kept, explanation=text, why=refused.message)
    return see_other("/report/received", {"number": numbers[-1]})


@router.get("/consent.css")
async def get_consent_style(request: Request) -> Response:
    """Shows the question to browsers without JavaScript that have not answered it. Pages are
    the same for everybody, so this small file is what differs.
    """
    is_asked = not Choices.of(request.headers.get("cookie", "")).is_made
    return Response(
        ".consent { display: flex }" if is_asked else "",
        media_type="text/css",
        headers={"Cache-Control": "private, no-store"},
    )


@router.get("/legal/ranking")
async def get_ranking() -> RedirectResponse:
    return RedirectResponse("/ranking", 301)


@router.get("/legal")
async def get_legal() -> RedirectResponse:
    return RedirectResponse("/legal/terms", 301)

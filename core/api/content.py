"""Small form posts of help pages, notices and the choice about cookies."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import Own
from core.api.forms import see_other
from core.content import help_center
from core.content.visitors import day_visitor
from core.identity import throttle

router = APIRouter(include_in_schema=False)
LONGEST_SLUG = 80


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

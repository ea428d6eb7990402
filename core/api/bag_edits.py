"""Put a piece in the bag by a plain form post: it works without scripts, and it is what a
browser sends later that was offline when the button was pressed.
"""

from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Form
from fastapi.responses import JSONResponse, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.bag import give_bag_cookie
from core.api.form_post import FormPost, Own, back_to
from core.api.forms import local_path, see_other
from core.cart import queries
from core.cart.models import MAX_QUANTITY
from core.cart.open_cart import is_bag_token, open_cart
from core.cart.put_in_once import put_in_once
from core.identity.cookies import guest_bag_cookie
from core.identity.preferences import Preferences
from core.identity.sessions import resolve
from core.kernel.errors import DomainError
from core.kernel.ids import new_id
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token

BAG_PAGE = "/cart"

router = APIRouter(prefix="/bag", include_in_schema=False)


@router.post("/add")
async def post_add(
    post: Own,
    variant: Annotated[UUID, Form()],
    quantity: Annotated[int, Form(ge=1, le=MAX_QUANTITY)] = 1,
    key: Annotated[UUID | None, Form()] = None,
) -> Response:
    """``key`` makes one wish of several posts. A script that accepts JSON is told how many
    pieces the bag holds; a form is led to the bag, or back with the refusal. A browser that
    runs no scripts gets the cookie of its bag here.
    """
    units, notice = 0, ""
    known = post.request.cookies.get(guest_bag_cookie().name, "")
    secret = known if is_bag_token(known) else random_token()

    async def add(session: AsyncSession) -> None:
        nonlocal units, notice
        caller = await resolve(session, post.token, app=post.app) or GUEST
        chosen = Preferences.of(post.request.headers.get("cookie", ""))
        cart = await open_cart(session, caller, secret, chosen.currency)
        change = await put_in_once(session, cart, key or new_id(), variant, quantity)
        notice = change.notice if change else ""
        units = await queries.count_units(session, cart.id)

    def answered(response: Response) -> Response:
        if secret != known:
            give_bag_cookie(response, secret)
        return response

    is_script = "application/json" in post.request.headers.get("accept", "")
    try:
        await post.write(add)
    except DomainError as refused:
        if is_script:
            raise
        return back_to(_left_page(post), refused)
    if is_script:
        told = {"units": units, "notice": notice}
        return answered(JSONResponse(told, headers={"Cache-Control": "no-store"}))
    return answered(see_other(BAG_PAGE))


def _left_page(post: FormPost) -> str:
    left = urlsplit(post.request.headers.get("referer", ""))
    return local_path(f"{left.path}?{left.query}" if left.query else left.path)

"""Every visitor of the shop has the cookie of a bag before a page's websocket opens: headers of
a connection are those of its beginning, so a cookie that came later would not be seen.

Documents are the same for everybody and may lie in shared caches, so none of them sets it. An
empty script in their head does: browsers wait for it before they come to the page's modules,
which are asynchronous, and never keep it.
"""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from core.api.forms import set_cookie
from core.cart.open_cart import is_bag_token
from core.identity.cookies import GUEST_BAG_AGE, guest_bag_cookie
from core.kernel.secrets import random_token

BAG_SCRIPT = "/bag.js"

router = APIRouter(include_in_schema=False)


@router.get(BAG_SCRIPT)
async def get_bag_script(request: Request) -> Response:
    """No row is written: a bag begins with the first thing that is put in."""
    response = Response("", media_type="text/javascript", headers={"Cache-Control": "no-store"})
    if not is_bag_token(request.cookies.get(guest_bag_cookie().name, "")):
        give_bag_cookie(response, random_token())
    return response


def give_bag_cookie(response: Response, token: str) -> None:
    age = int(GUEST_BAG_AGE.total_seconds())
    set_cookie(response, guest_bag_cookie(), token, max_age=age)

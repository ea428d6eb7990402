"""Where a page's script hands in the browser's subscription. The caller is whoever the cookie
says; a page of another site is refused.
"""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import FormPost, Own
from core.api.forms import browser_of
from core.identity.sessions import resolve
from core.kernel.principal import GUEST, Principal
from core.notifications import push
from core.notifications.push_keys import public_key
from core.notifications.push_models import LONGEST_ENDPOINT

router = APIRouter(prefix="/push", include_in_schema=False)
NEVER_KEPT = {"Cache-Control": "no-store"}
Endpoint = Annotated[str, Field(max_length=LONGEST_ENDPOINT)]
Key = Annotated[str, Field(max_length=100)]


class Keys(BaseModel):
    p256dh: Key
    auth: Key


class Subscription(BaseModel):
    """``PushSubscription.toJSON()``."""

    endpoint: Endpoint
    keys: Keys


class Withdrawal(BaseModel):
    endpoint: Endpoint


@router.get("/key")
async def get_key() -> JSONResponse:
    return JSONResponse({"key": public_key()}, headers=NEVER_KEPT)


@router.post("/subscriptions")
async def post_subscription(post: Own, subscription: Subscription) -> Response:
    async def add(session: AsyncSession) -> None:
        await push.add_device(
            session,
            await _caller(session, post),
            endpoint=subscription.endpoint,
            p256dh=subscription.keys.p256dh,
            auth=subscription.keys.auth,
            user_agent=browser_of(post.request).user_agent,
        )

    await post.write(add)
    return _done()


@router.post("/withdrawals")
async def post_withdrawal(post: Own, withdrawal: Withdrawal) -> Response:
    async def remove(session: AsyncSession) -> None:
        caller = await _caller(session, post)
        await push.remove_endpoint(session, caller, withdrawal.endpoint)

    await post.write(remove)
    return _done()


async def _caller(session: AsyncSession, post: FormPost) -> Principal:
    return await resolve(session, post.token, app=post.app) or GUEST


def _done() -> Response:
    return Response(status_code=204, headers=NEVER_KEPT)

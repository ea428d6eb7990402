"""Pictures that buyers send with a review."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from core.api.forms import ensure_own_form
from core.api.media import sent_file
from core.db.session import read_session, transaction
from core.identity import sessions, throttle
from core.identity.cookies import session_cookie
from core.identity.models import App
from core.kernel.errors import SignInRequired
from core.kernel.principal import Principal
from core.media.errors import FileTooLarge
from core.media.picture import media_url
from core.reviews.limits import PHOTO
from core.reviews.photos import MAX_BYTES, add_photo
from core.settings import AppName

router = APIRouter(prefix="/reviews", include_in_schema=False)


@router.post("/photos")
async def upload(request: Request) -> JSONResponse:
    """One picture of somebody signed in, in the form field ``file``. Nothing of the body is
    read before we know who sends it.
    """
    buyer = await _sender(request)
    await throttle.attempt(PHOTO, str(buyer.user_id))
    data = await sent_file(request, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise FileTooLarge(MAX_BYTES)
    async with transaction() as session:
        photo, asset = await add_photo(session, buyer, data)
    facts = {"id": str(photo.id), "url": media_url(asset.storage_key)}
    return JSONResponse(facts, 201, headers={"Cache-Control": "no-store"})


async def _sender(request: Request) -> Principal:
    ensure_own_form(request, AppName.STOREFRONT)
    token = request.cookies.get(session_cookie(App.STOREFRONT.value).name, "")
    async with read_session() as session:
        buyer = await sessions.resolve(session, token, app=App.STOREFRONT.value)
    if buyer is None:
        raise SignInRequired
    return buyer

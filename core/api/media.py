"""Stored files over HTTP: read by anyone who has the address, uploaded by workshops."""

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

from core.api.forms import ensure_own_form
from core.db.session import read_session, transaction
from core.identity import sessions
from core.identity.cookies import session_cookie
from core.identity.models import App
from core.kernel.errors import Invalid, SignInRequired
from core.kernel.principal import Principal
from core.media.errors import FileTooLarge, MediaNotFound
from core.media.models import MediaAsset
from core.media.picture import media_url
from core.media.prepare import MAX_BYTES
from core.media.storage import BY_CONTENT, is_key, storage
from core.media.store_file import store_picture, store_upload
from core.settings import AppName

TYPES = {
    "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif",
    "gif": "image/gif", "svg": "image/svg+xml", "glb": "model/gltf-binary",
}  # fmt: skip
FOREVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=3600"
ENVELOPE = 100_000  # what a multipart form adds to its file

router = APIRouter(prefix="/media", include_in_schema=False)
upload_router = APIRouter(prefix="/media", include_in_schema=False)
staff_upload_router = APIRouter(prefix="/media", include_in_schema=False)


@router.api_route("/{key:path}", methods=["GET", "HEAD"])
async def get_file(key: str, request: Request) -> Response:
    """A file named after its content never changes, so whoever has it never asks again."""
    if not is_key(key):
        raise MediaNotFound
    path = storage().path(key)
    try:
        facts = path.stat()
    except OSError as error:
        raise MediaNotFound from error
    is_fixed = BY_CONTENT.fullmatch(key) is not None
    tag = f'"{path.stem}"' if is_fixed else f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers = {
        "ETag": tag,
        "Cache-Control": FOREVER if is_fixed else A_WHILE,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if tag in _tags(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    kind = TYPES[path.suffix.removeprefix(".")]
    return FileResponse(path, media_type=kind, headers=headers, stat_result=facts)


@upload_router.post("/upload")
async def upload(request: Request) -> JSONResponse:
    """One picture or model from the vendor portal, in the form field ``file``. Nothing of the
    body is read before we know who sends it.
    """
    principal = await _uploader(request)
    data = await sent_file(request, MAX_BYTES)
    async with transaction() as session:
        asset = await store_upload(session, principal, data)
    return JSONResponse(_facts(asset), 201, headers={"Cache-Control": "no-store"})


@staff_upload_router.post("/upload")
async def upload_by_staff(request: Request) -> JSONResponse:
    """The same from the operators' app: a picture that belongs to no workshop."""
    ensure_own_form(request, AppName.ADMIN)
    token = request.cookies.get(session_cookie(App.ADMIN.value).name, "")
    async with read_session() as session:
        principal = await sessions.resolve(session, token, app=App.ADMIN.value)
    if principal is None:
        raise SignInRequired
    principal.require_staff()
    data = await sent_file(request, MAX_BYTES)
    async with transaction() as session:
        asset = await store_picture(session, data)
    return JSONResponse(_facts(asset), 201, headers={"Cache-Control": "no-store"})


async def _uploader(request: Request) -> Principal:
    """Who sends it, from one of our own pages."""
    ensure_own_form(request, AppName.VENDOR_PORTAL)
    token = request.cookies.get(session_cookie(App.VENDOR_PORTAL.value).name, "")
    async with read_session() as session:
        principal = await sessions.resolve(session, token, app=App.VENDOR_PORTAL.value)
    if principal is None:
        raise SignInRequired
    return principal


async def sent_file(request: Request, most: int) -> bytes:
    """The file of the form. A body that grows too long ends the reading, whatever it said of
    its length.
    """
    left = most + ENVELOPE

    async def receive() -> Message:
        nonlocal left
        message = await request.receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise FileTooLarge(most)
        return message

    limited = Request(request.scope, receive)
    try:
        async with limited.form(max_files=1, max_fields=4) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid("Choose a file.", field="file")
            return await file.read()
    except HTTPException as error:
        raise Invalid("This is not a form with a file.", field="file") from error


def _facts(asset: MediaAsset) -> dict[str, object]:
    return {
        "id": str(asset.id),
        "kind": asset.kind.value,
        "url": media_url(asset.storage_key),
        "width": asset.width,
        "height": asset.height,
        "placeholder": asset.placeholder,
        "bytes": asset.bytes,
    }


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}

"""``POST /api/clicks``: a browser tells which result of a search was opened."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.api.forms import client_address, ensure_own_form
from core.identity.throttle import Limit, attempt, network
from core.kernel.errors import Invalid
from core.search.log_queries import LAST_POSITION, record_click
from core.settings import AppName

LARGEST = 1_000
CLICKS = Limit("clicks", free=600, pause_s=30)

router = APIRouter(prefix="/api", include_in_schema=False)


class Click(BaseModel):
    model_config = ConfigDict(extra="forbid")

    search: UUID
    piece: UUID
    position: Annotated[int, Field(ge=1, le=LAST_POSITION)]


@router.post("/clicks")
async def post_click(request: Request) -> Response:
    """Noted and forgotten: nobody waits for the answer."""
    ensure_own_form(request, AppName.STOREFRONT)
    click = _read(await _body(request))
    await attempt(CLICKS, network(client_address(request)))
    record_click(click.search, click.piece, click.position)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Invalid("This is too long.")
    return body


def _read(body: bytes) -> Click:
    try:
        return Click.model_validate_json(body)
    except ValidationError as error:
        raise Invalid("This is not a click.") from error

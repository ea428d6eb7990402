"""Gateways' notices: verified on the raw bytes, stored, acknowledged at once."""

from fastapi import APIRouter, Request, Response

from core.db.session import transaction
from core.kernel.errors import NotFound
from core.payments.providers.base import (
    BadSignature,
    ChecksCertificates,
    ProviderUnavailable,
)
from core.payments.providers.registry import provider as provider_named
from core.payments.receive_webhook import receive_webhook

MAX_BODY = 256 * 1024
router = APIRouter()


@router.post("/webhooks/{name}", include_in_schema=False)
async def webhook(name: str, request: Request) -> Response:
    """204 once stored (or known), 400 for a bad signature, 404 for an unknown gateway, 413
    for more than any gateway would write.
    """
    try:
        gateway = provider_named(name)
    except NotFound:
        return Response(status_code=404)
    body = await _body_of(request)
    if body is None:
        return Response(status_code=413)
    try:
        if isinstance(gateway, ChecksCertificates):
            await gateway.prepare_webhook(request.headers)
        async with transaction() as session:
            await receive_webhook(session, gateway, body, request.headers)
    except BadSignature:
        return Response(status_code=400)
    except ProviderUnavailable:  # the certificate cannot be read now: let it come again
        return Response(status_code=503)
    return Response(status_code=204)


async def _body_of(request: Request) -> bytes | None:
    """Counted while it comes in: what the sender says of its length is not trusted."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            return None
    return bytes(body)

"""A refusal of the core, or a mistake of ours, as a status code and a body: a page for people,
JSON for scripts.
"""

import logging
import secrets

from fastapi import Request
from fastapi.exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
)
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from core.api.error_pages import error_page, wants_page
from core.identity.errors import TooManyAttempts
from core.kernel.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Unavailable

STATUS = {
    TooManyAttempts: 429,
    Invalid: 422,
    NotFound: 404,
    Conflict: 409,
    Forbidden: 403,
    Unavailable: 503,
}
PAUSE_S = 60

log = logging.getLogger(__name__)


def show_refusal(request: Request, error: Exception) -> Response:
    if not isinstance(error, DomainError):
        raise error
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    wait = error.seconds if isinstance(error, TooManyAttempts) else None
    if isinstance(error, Unavailable):
        wait = PAUSE_S
    if wants_page(request):
        app = request.app.state.app_name
        return error_page(app, status, sentence=error.message, retry_after=wait)
    headers = {} if wait is None else {"Retry-After": str(wait)}
    return JSONResponse({"code": error.code, "message": error.message}, status, headers)


async def show_http_error(request: Request, error: Exception) -> Response:
    """What the router itself refuses: no such method, no such address."""
    if not isinstance(error, HTTPException):
        raise error
    if wants_page(request):
        return error_page(request.app.state.app_name, error.status_code)
    return await http_exception_handler(request, error)


async def show_incomplete(request: Request, error: Exception) -> Response:
    """A form that lacks a field, or has one that cannot be read."""
    if not isinstance(error, RequestValidationError):
        raise error
    if wants_page(request):
        return error_page(request.app.state.app_name, 422)
    return await request_validation_exception_handler(request, error)


def show_failure(request: Request, error: Exception) -> Response:
    """Our own mistake: logged under a number, and only the number is shown."""
    incident = secrets.token_hex(4)
    log.error("Incident %s at %s", incident, request.url.path, exc_info=error)
    if wants_page(request):
        return error_page(request.app.state.app_name, 500, incident=incident)
    message = f"Something went wrong on our side. Incident {incident}."
    return JSONResponse({"code": "unexpected", "message": message}, 500)

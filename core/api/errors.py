"""A refusal of the core, as a status code and a body."""

import logging

from fastapi import Request
from fastapi.responses import JSONResponse

from core.kernel.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Unavailable

STATUS = {Invalid: 422, NotFound: 404, Conflict: 409, Forbidden: 403, Unavailable: 503}

log = logging.getLogger(__name__)


def show_refusal(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, DomainError):
        raise error
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    return JSONResponse({"code": error.code, "message": error.message}, status)

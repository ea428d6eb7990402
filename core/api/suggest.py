"""``GET /api/suggest``: suggestions while somebody types. Plain, cacheable, the same for
all.
"""

import json
import time
from collections import OrderedDict

from fastapi import APIRouter, Request
from fastapi.responses import Response

from core.api.http_cache import cacheable
from core.api.suggestions import rows_for
from core.kernel.currencies import CURRENCIES
from core.kernel.text import one_line

LONGEST = 80
FRESH_S = 60
REMEMBERED, REMEMBERED_S = 2_000, 30.0

router = APIRouter(prefix="/api", include_in_schema=False)
_answers: OrderedDict[tuple[str, str], tuple[float, bytes]] = OrderedDict()


@router.get("/suggest")
async def get_suggestions(request: Request, q: str = "", currency: str = "") -> Response:
    """Whatever is asked, there is an answer: what makes no sense is left out."""
    typed = one_line(q, LONGEST)
    chosen = currency if currency in CURRENCIES else CURRENCIES[0]
    return cacheable(request, await _answer(typed, chosen), seconds=FRESH_S)


def forget_answers() -> None:
    _answers.clear()


async def _answer(typed: str, currency: str) -> bytes:
    """Everybody starts with the same letters, so a process remembers the last answers."""
    key = (typed, currency)
    until, body = _answers.get(key, (0.0, b""))
    if time.monotonic() < until:
        _answers.move_to_end(key)
        return body
    rows = await rows_for(typed, currency)
    body = json.dumps({"term": typed, "rows": rows}, separators=(",", ":")).encode()
    _answers[key] = (time.monotonic() + REMEMBERED_S, body)
    if len(_answers) > REMEMBERED:
        _answers.popitem(last=False)
    return body

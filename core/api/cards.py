"""``GET /api/cards``: products as small cards, for what a browser remembers by itself."""

import json
import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from core.api.http_cache import cacheable
from core.catalog.card_queries import cards_by_slugs
from core.catalog.read_models import ProductCardData
from core.db.session import read_session
from core.kernel.currencies import CURRENCIES
from core.ui.format import money

MOST = 12
FRESH_S = 60
SLUG = re.compile(r"[a-z0-9-]{1,160}")

router = APIRouter(prefix="/api", include_in_schema=False)


@router.get("/cards")
async def get_cards(request: Request, ids: str = "", currency: str = "") -> Response:
    """``ids`` are addresses of products, joined by commas; those that cannot be seen are left
    out.
    """
    wanted = dict.fromkeys(part for part in ids.split(",", MOST)[:MOST] if SLUG.fullmatch(part))
    chosen = currency if currency in CURRENCIES else CURRENCIES[0]
    async with read_session() as session:
        found = await cards_by_slugs(session, list(wanted), chosen) if wanted else []
    body = json.dumps({"cards": [_card(card) for card in found]}, separators=(",", ":"))
    return cacheable(request, body.encode(), seconds=FRESH_S)


def _card(card: ProductCardData) -> dict[str, Any]:
    is_ranged = card.price_from != card.price_to
    picture = card.images[0].picture if card.images else None
    return {
        "slug": card.slug,
        "title": card.title,
        "href": f"/p/{card.slug}",
        "workshop": card.workshop_name,
        "selvedge": card.workshop_selvedge,
        "price": f"from {money(card.price_from)}" if is_ranged else money(card.price_from),
        "was": money(card.compare_at) if card.compare_at else "",
        "is_buyable": card.is_buyable,
        "image": {
            "src": picture.url(360),
            "avif": picture.srcset("avif"),
            "webp": picture.srcset("webp"),
            "alt": card.images[0].alt or card.title,
            "color": picture.placeholder,
            "width": picture.width,
            "height": picture.height,
        }
        if picture
        else None,
    }

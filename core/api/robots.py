"""``/robots.txt``: what is one visitor's own is nobody's to crawl."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from core.seo.addresses import absolute

router = APIRouter(include_in_schema=False)
# Search results are not here: crawlers must read that they are not to be indexed.
PRIVATE = (
    "/account", "/api/", "/auth/", "/cart", "/checkout", "/compare", "/forgot", "/orders",
    "/preferences", "/reset", "/saved", "/signin", "/signup", "/styleguide", "/verify-email",
    "/_event", "/_upload", "/sandbox-gateway",
)  # fmt: skip


@router.api_route("/robots.txt", methods=["GET", "HEAD"])
async def get_robots() -> PlainTextResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in PRIVATE),
        "Allow: /",
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return PlainTextResponse(
        "\n".join(lines), headers={"Cache-Control": "public, max-age=3600"}
    )

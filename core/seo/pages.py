"""The heads of pages that list things, and of a workshop's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.media.picture import media_url
from core.seo.addresses import absolute, canonical, list_canonical
from core.seo.head import NOINDEX, SITE_NAME, HeadImage, PageHead, full_title, graph, plain
from core.seo.market import (
    DESCRIPTION,
    breadcrumb,
    collection_page,
    organization,
    website,
    website_id,
)
from core.vendors.shop import Shop

SEARCH = "All pieces of all workshops, narrowed by material, price, place and delivery."
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows: name and path of each thing. A narrowed or sorted list says the same
    as the whole one, so search engines are sent there.
    """

    items: Sequence[Named] = field(default_factory=tuple[Named, ...])
    total: int = 0
    page: int = 1
    is_narrowed: bool = False


def home_head(image: HeadImage) -> PageHead:
    return PageHead(
        title=SITE_NAME,
        description=DESCRIPTION,
        canonical=canonical("/"),
        image=image,
        json_ld=graph([organization(), website()]),
    )


def list_head(
    title: str,
    description: str,
    path: str,
    listed: Listed,
    *,
    trail: Sequence[Named] = (),
    image: HeadImage | None = None,
) -> PageHead:
    """A category, a collection, a material, the directory. ``trail`` leads to the page, without
    it. Without a ``description`` the list says what it holds.
    """
    described = plain(description or _held(title, listed))
    url = canonical(path) if listed.is_narrowed else list_canonical(path, listed.page)
    nodes = [
        organization(),
        collection_page(title, url, described, listed.items, total=listed.total),
        breadcrumb([*(trail or [("Home", "/")]), (title, path)]),
    ]
    return PageHead(
        title=full_title(_numbered(title, listed)),
        description=described,
        canonical=url,
        robots=NOINDEX if listed.is_narrowed else "",
        image=image or HeadImage(),
        json_ld="" if listed.is_narrowed else graph(nodes),
    )


def text_head(
    title: str,
    description: str,
    path: str,
    *,
    trail: Sequence[Named] = (),
    modified_on: date | None = None,
    is_indexed: bool = True,
) -> PageHead:
    """A page of words: help, law, method. ``path`` is where its present wording stands."""
    url = canonical(path)
    page = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": title,
        "description": plain(description),
        "dateModified": modified_on.isoformat() if modified_on else "",
        "isPartOf": {"@id": website_id()},
    }
    nodes = [organization(), page, breadcrumb([*(trail or [("Home", "/")]), (title, path)])]
    return PageHead(
        title=full_title(title),
        description=plain(description),
        canonical=url,
        robots="" if is_indexed else NOINDEX,
        og_type="article",
        json_ld=graph(nodes) if is_indexed else "",
    )


def search_head(words: str) -> PageHead:
    """Results are for people: what they lead to has its own pages."""
    title = f"“{words}”" if words else "Search"
    return PageHead(
        title=full_title(title),
        description=f"Pieces and workshops found for “{words}”." if words else SEARCH,
        canonical=canonical("/search", {"q": words}),
        robots=NOINDEX,
    )


def absent_head(title: str) -> PageHead:
    """Of a page that is not there, or no longer."""
    return PageHead(title=full_title(title), robots=NOINDEX)


def shop_head(shop: Shop, listed: Listed, image: HeadImage | None = None) -> PageHead:
    path = f"/shop/{shop.slug}"
    url = canonical(path) if listed.is_narrowed else list_canonical(path, listed.page)
    title = f"{shop.name}, {shop.craft} in {shop.town}" if shop.craft else shop.name
    description = plain(shop.story or _held(title, listed))
    nodes = [
        organization(),
        workshop(shop, image),
        collection_page(shop.name, url, description, listed.items, total=listed.total),
        breadcrumb([("Home", "/"), ("Workshops", "/shops"), (shop.name, path)]),
    ]
    return PageHead(
        title=full_title(_numbered(title, listed)),
        description=description,
        canonical=url,
        robots=NOINDEX if listed.is_narrowed else "",
        og_type="profile",
        image=image or HeadImage(),
        json_ld="" if listed.is_narrowed else graph(nodes),
    )


def workshop(shop: Shop, image: HeadImage | None = None) -> dict[str, Any]:
    """A place where something is made: a local business once its place is known."""
    has_place = bool(shop.latitude and shop.longitude)
    return {
        "@type": "LocalBusiness" if has_place else "Organization",
        "@id": canonical(f"/shop/{shop.slug}") + "#workshop",
        "name": shop.name,
        "legalName": shop.legal_name,
        "url": canonical(f"/shop/{shop.slug}"),
        "description": plain(shop.story),
        "image": image.url if image else "",
        "logo": absolute(media_url(shop.mark_path)) if shop.mark_path else "",
        "email": shop.email,
        "vatID": shop.vat_id,
        "foundingDate": str(shop.founded or ""),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": shop.line1,
            "postalCode": shop.postcode,
            "addressLocality": shop.town,
            "addressRegion": shop.region,
            "addressCountry": shop.country,
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": shop.latitude,
            "longitude": shop.longitude,
        }
        if has_place
        else None,
    }


def _held(title: str, listed: Listed) -> str:
    pieces = "one piece" if listed.total == 1 else f"{listed.total:,} pieces"
    return (
        f"{title} from independent workshops: {pieces}, each with its maker, its materials, "
        "what delivery costs and the day it arrives."
    )


def _numbered(title: str, listed: Listed) -> str:
    return f"{title}, page {listed.page}" if listed.page > 1 else title

"""The market itself, and the nodes that pages of all kinds share."""

from collections.abc import Sequence
from typing import Any

from core.seo.addresses import absolute, origin
from core.seo.head import SITE_NAME

Node = dict[str, Any]
DESCRIPTION = "Handmade pieces from workshops that show the evidence behind what they say."
LOGO = "/icons/icon-512.png"
MOST_LISTED = 24


def organization_id() -> str:
    return f"{origin()}/#organization"


def website_id() -> str:
    return f"{origin()}/#website"


def organization() -> Node:
    return {
        "@type": "Organization",
        "@id": organization_id(),
        "name": SITE_NAME,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(LOGO), "width": 512, "height": 512},
    }


def website() -> Node:
    return {
        "@type": "WebSite",
        "@id": website_id(),
        "name": SITE_NAME,
        "url": absolute("/"),
        "publisher": {"@id": organization_id()},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute("/search") + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb(trail: Sequence[tuple[str, str]]) -> Node:
    """``trail`` is name and path of every step, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
            for number, (name, path) in enumerate(trail, start=1)
        ],
    }


def item_list(items: Sequence[tuple[str, str]], *, total: int) -> Node:
    """``items`` are name and path of what one page of a list shows."""
    return {
        "@type": "ItemList",
        "numberOfItems": total,
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "url": absolute(path)}
            for number, (name, path) in enumerate(items[:MOST_LISTED], start=1)
        ],
    }


def collection_page(
    name: str, url: str, description: str, items: Sequence[tuple[str, str]], *, total: int
) -> Node:
    return {
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "isPartOf": {"@id": website_id()},
        "mainEntity": item_list(items, total=total),
    }

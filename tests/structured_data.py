"""What search engines require of structured data, as they publish it: a small checker."""

import json
from collections.abc import Iterator
from typing import Any

REQUIRED: dict[str, set[str]] = {
    "ProductGroup": {"name", "productGroupID", "variesBy", "hasVariant"},
    "Product": {"name", "image", "offers"},
    "Offer": {"price", "priceCurrency", "availability"},
    "OfferShippingDetails": {"shippingDestination", "shippingRate", "deliveryTime"},
    "ShippingDeliveryTime": {"handlingTime", "transitTime"},
    "DefinedRegion": {"addressCountry"},
    "MonetaryAmount": {"currency", "value"},
    "MerchantReturnPolicy": {
        "applicableCountry", "returnPolicyCategory", "merchantReturnDays", "returnMethod",
        "returnFees",
    },
    "AggregateRating": {"ratingValue", "ratingCount", "bestRating", "worstRating"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "Organization": {"name", "url"},
    "LocalBusiness": {"name", "address"},
    "PostalAddress": {"addressCountry"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "CollectionPage": {"name", "url", "mainEntity"},
    "ItemList": {"itemListElement"},
    "Brand": {"name"},
    "QuantitativeValue": set(),
}  # fmt: skip
RECOMMENDED: dict[str, set[str]] = {
    "ProductGroup": {"description", "brand", "url"},
    "Product": {"description", "sku"},
    "Offer": {"url", "priceValidUntil", "itemCondition", "shippingDetails", "seller"},
    "Organization": {"url"},
}
AVAILABILITY = {
    "BackOrder", "Discontinued", "InStock", "InStoreOnly", "LimitedAvailability", "OnlineOnly",
    "OutOfStock", "PreOrder", "PreSale", "SoldOut",
}  # fmt: skip
VARIES_BY = {"color", "size", "material", "pattern", "suggestedAge", "suggestedGender"}


def problems(json_ld: str) -> list[str]:
    """Everything that is missing, wrong, or refers to nothing. [] when all is well."""
    document = json.loads(json_ld)
    nodes = list(_nodes(document["@graph"]))
    known = {node["@id"] for node in nodes if "@id" in node and len(node) > 1}
    found = [problem for node in nodes for problem in _node_problems(node, known)]
    if document.get("@context") != "https://schema.org":
        found.append("no context")
    return found


def nodes_of(json_ld: str, kind: str) -> list[dict[str, Any]]:
    return [n for n in _nodes(json.loads(json_ld)["@graph"]) if n.get("@type") == kind]


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for child in children:
            yield from _nodes(child)


def _node_problems(node: dict[str, Any], known: set[str]) -> Iterator[str]:
    kind = node.get("@type", "")
    if not kind:
        if set(node) != {"@id"} or node["@id"] not in known:
            yield f"a reference to nothing: {node}"
        return
    wanted = REQUIRED.get(kind, set()) | RECOMMENDED.get(kind, set())
    yield from (f"{kind} has no {name}" for name in sorted(wanted - node.keys()))
    yield from (
        f"{kind}.{name} is empty" for name, each in node.items() if each in ("", [], {})
    )
    if kind == "Offer" and node.get("availability", "").rsplit("/", 1)[1] not in AVAILABILITY:
        yield f"unknown availability {node['availability']}"
    if kind == "ProductGroup":
        yield from (
            f"cannot vary by {axis}"
            for axis in node.get("variesBy", ())
            if axis.rsplit("/", 1)[1] not in VARIES_BY
        )
    if kind == "BreadcrumbList":
        places = [item["position"] for item in node["itemListElement"]]
        if places != list(range(1, len(places) + 1)):
            yield f"positions {places}"

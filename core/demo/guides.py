"""Collections and materials of the demo shop."""

from collections.abc import Mapping
from uuid import UUID

from core.catalog.guide_models import Collection, CollectionItem, Material
from core.demo.bulk import Bulk
from core.demo.source import Source


def add_guides(bulk: Bulk, source: Source, products: Mapping[str, UUID]) -> None:
    """``products`` are ids by address; what is not for sale was left out of the file."""
    for row in source.materials:
        bulk.add(Material, **row)
    for row in source.collections:
        facts = {name: row[name] for name in ("slug", "title", "intro", "position")}
        collection_id = bulk.add(Collection, is_published=True, **facts)
        for position, slug in enumerate(row["pieces"]):
            bulk.add(
                CollectionItem,
                collection_id=collection_id,
                product_id=products[slug],
                position=position,
            )

"""Articles of the demo shop, with pictures of the pieces they tell of."""

from collections.abc import Mapping
from uuid import UUID

from core.content.models import JournalArticle, JournalPicture, JournalPiece
from core.demo.bulk import Bulk
from core.demo.pictures import Pictures
from core.demo.source import Source
from core.demo.workshops import Workshops


def add_journal(
    bulk: Bulk,
    source: Source,
    pictures: Pictures,
    workshops: Workshops,
    products: Mapping[str, UUID],
) -> None:
    """``products`` are ids by address."""
    sold = {row["slug"]: row for row in source.products}
    for row in source.journal:
        told_at = source.moment(row["date"])
        article_id = bulk.add(
            JournalArticle,
            at=told_at,
            **{name: row[name] for name in ("slug", "title", "summary", "byline", "body")},
            vendor_id=workshops.ids[row["maker"]] if row["maker"] else None,
            is_published=True,
            published_at=told_at,
            updated_at=told_at,
        )
        for position, slug in enumerate(row["pictures"]):
            piece = sold[slug]
            picture = piece["media"][0]
            bulk.add(
                JournalPicture,
                article_id=article_id,
                media_id=pictures.add_image(picture, workshops.ids[piece["vendor"]]),
                alt=picture["alt"],
                position=position,
            )
        for position, slug in enumerate(row["pieces"]):
            bulk.add(
                JournalPiece,
                article_id=article_id,
                product_id=products[slug],
                position=position,
            )

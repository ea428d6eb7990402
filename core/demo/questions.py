from collections.abc import Sequence
from datetime import timedelta

from core.demo.bulk import Bulk
from core.demo.people import People
from core.demo.shelves import ShelfVariant
from core.demo.source import Source
from core.demo.workshops import Workshops
from core.reviews.models import ContentStatus, Question
from core.reviews.screening import suspicions
from core.reviews.write_review import public_name


def add_questions(
    bulk: Bulk,
    source: Source,
    people: People,
    variants: Sequence[ShelfVariant],
    workshops: Workshops,
) -> None:
    """What shoppers asked the makers: most answered, some waiting, one held by a machine."""
    pieces = {variant.slug: variant for variant in variants}
    for number, row in enumerate(source.questions):
        piece = pieces[row["product"]]
        asker = people.buyers[(7 * number + 3) % len(people.buyers)]
        asked = bulk.now - timedelta(days=row["days_ago"], hours=2)
        answered = asked + timedelta(days=1, hours=3)
        held_for = suspicions(row["text"])
        bulk.add(
            Question,
            at=asked,
            product_id=piece.product_id,
            vendor_id=workshops.ids[piece.vendor],
            user_id=asker["user_id"],
            author=public_name(asker["address"]["name"]),
            body=row["text"],
            status=ContentStatus.PENDING if held_for else ContentStatus.PUBLISHED,
            held_for=list(held_for),
            published_at=None if held_for else asked,
            answer=row.get("answer", ""),
            answered_at=answered if row.get("answer") else None,
        )

"""Reviews of pieces that were delivered in the demo's past: each hangs on such an order
line.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from uuid import UUID

from core.demo.accounts import ACCOUNTS
from core.demo.bulk import Bulk
from core.demo.history.plan import Delivered
from core.demo.people import People
from core.demo.source import Record, Source
from core.kernel.ids import new_id
from core.kernel.principal import Role
from core.kernel.secrets import token_hash
from core.reviews.invite import AFTER, NOT_AFTER, stop_token
from core.reviews.models import (
    ContentChange,
    ContentStatus,
    Review,
    ReviewInvitation,
    ReviewVote,
)
from core.reviews.screening import suspicions
from core.reviews.write_review import public_name

HELD_EVERY = 400  # one review in so many waits for a moderator
SHOPPER = next(account.email for account in ACCOUNTS if account.role is Role.CUSTOMER)
DEMO_SHOPS = {account.vendor_slug for account in ACCOUNTS if account.role is Role.VENDOR}
LATELY = timedelta(days=40)
ADVERTISING = "Look for the same at www.example.com before you order."


class Reviews:
    """Whoever received a piece says what a reviewer of the demo data said of that piece."""

    def __init__(self, bulk: Bulk, source: Source, people: People) -> None:
        self._bulk, self._source = bulk, source
        self._random = Random(source.history["seed"] + 1)  # noqa: S311  the same every time
        self._names = {person["user_id"]: _name(person) for person in people.buyers}
        self._users = list(self._names)
        slugs = {product["id"]: product["slug"] for product in source.products}
        self._left: dict[str, list[Record]] = defaultdict(list)
        for row in source.reviews:
            if row["verified_purchase"]:
                self._left[slugs[row["product_id"]]].append(row)
        self._written = 0

    def add_all(self, delivered: Sequence[Delivered]) -> None:
        seen: set[tuple[UUID | None, UUID]] = set()
        asked: set[UUID] = set()
        for one in delivered:
            self._invite(one, asked)
            key = (one.buyer.user_id, one.variant.product_id)
            is_told = key not in seen and self._has_something_to_say(one)
            text = self._fitting(one) if is_told else None
            if text is not None:
                seen.add(key)
                self._add(one, text)

    def _has_something_to_say(self, one: Delivered) -> bool:
        """Most do in the end; of what came lately about half waits for its review. The demo's
        shopper leaves the pieces of the demo's workshops to whoever tries it out.
        """
        if one.buyer.email == SHOPPER and one.variant.vendor in DEMO_SHOPS:
            return False
        is_late = self._bulk.now - one.times.delivered < LATELY
        return self._random.random() < (0.5 if is_late else 0.93)

    def _fitting(self, one: Delivered) -> Record | None:
        """What was said of this very variant, or says nothing of another one."""
        left = self._left[one.variant.slug]
        same = (row for row in left if row["variant"] == one.variant.sku)
        option = one.variant.options[0].lower() if one.variant.options else ""
        plain = (row for row in left if "colour" not in row["text"] or option in row["text"])
        found = next(same, None) or next(plain, None)
        if found is not None:
            left.remove(found)
        return found

    def _add(self, one: Delivered, row: Record) -> None:
        random = self._random
        written = one.times.delivered + timedelta(days=random.uniform(1, 18))
        if written > self._bulk.now - timedelta(hours=1):
            return
        self._written += 1
        is_held = self._written % HELD_EVERY == 0
        body = f"{row['text']} {ADVERTISING}" if is_held else row["text"]
        status = ContentStatus.PENDING if is_held else ContentStatus.PUBLISHED
        reply, replied = row.get("reply"), written + timedelta(days=random.uniform(0.2, 4))
        is_answered = reply is not None and not is_held and replied < self._bulk.now
        review_id = self._bulk.add(
            Review,
            at=written,
            product_id=one.variant.product_id,
            vendor_id=one.vendor_id,
            user_id=one.buyer.user_id,
            order_line_id=one.line_id,
            variant_id=one.variant.id,
            options=list(one.variant.options),
            author=public_name(self._names[one.buyer.user_id]),
            rating=row["rating"],
            title=row["title"],
            body=body,
            status=status,
            held_for=list(suspicions(body)),
            published_at=None if is_held else written,
            reply=reply["text"] if is_answered and reply else "",
            replied_at=replied if is_answered else None,
        )
        self._bulk.add(
            ContentChange, at=written, review_id=review_id, to_status=status.value,
            actor=str(one.buyer.user_id),
        )  # fmt: skip
        if not is_held:
            self._add_votes(review_id, one.buyer.user_id, row["helpful"])

    def _add_votes(self, review_id: UUID, author: UUID | None, helpful: int) -> None:
        for user_id in self._random.sample(self._users, min(helpful + 1, len(self._users))):
            if user_id != author and helpful:
                helpful -= 1
                self._bulk.add(ReviewVote, review_id=review_id, user_id=user_id)

    def _invite(self, one: Delivered, asked: set[UUID]) -> None:
        """Who was asked already is not asked again when the market opens."""
        age = self._bulk.now - one.times.delivered
        if one.part_id in asked or not AFTER <= age <= NOT_AFTER:
            return
        asked.add(one.part_id)
        invitation_id = new_id()
        self._bulk.add(
            ReviewInvitation, at=one.times.delivered + AFTER, id=invitation_id,
            vendor_order_id=one.part_id, email=one.buyer.email,
            stop_token_hash=token_hash(stop_token(invitation_id)),
        )  # fmt: skip


def _name(person: Record) -> str:
    return person["address"]["name"]

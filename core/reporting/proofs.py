"""What must always add up, asked of the rows themselves. Used by the proof job, ``doctor``, the
demo shop and the tests.

Each proof names rows that contradict it. ``:since`` limits it to what was touched lately, so
that the job stays cheap in a large shop; ``:is_full`` looks at everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from core.reporting.sql import rows

MOST_NAMED = 5
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Proof:
    """``sql`` selects the ids of rows that contradict ``sentence``."""

    name: str
    sentence: str
    sql: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    proof: Proof
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.proof.name}: {self.count} not so, e.g. {', '.join(self.examples)}"


class BooksDoNotAdd(Exception):
    def __init__(self, contradictions: Sequence[Contradiction]) -> None:
        self.contradictions = tuple(contradictions)
        super().__init__("; ".join(map(str, contradictions)))


PROOFS = (
    Proof(
        "ledger_balances",
        "The entries of a transaction sum to zero in each currency.",
        """
        SELECT t.id FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
        WHERE t.created_at >= :since
        GROUP BY t.id, e.currency HAVING sum(e.amount_minor) <> 0
        """,
    ),
    Proof(
        "orders_are_their_parts",
        "An order is the sum of its vendor orders.",
        """
        SELECT o.id FROM orders o LEFT JOIN vendor_orders v ON v.order_id = o.id
        WHERE o.created_at >= :since GROUP BY o.id
        HAVING (o.items_minor, o.delivery_minor, o.total_minor, o.refunded_minor)
            IS DISTINCT FROM (sum(v.items_minor), sum(v.delivery_minor),
                              sum(v.total_minor), sum(v.refunded_minor))
            OR count(*) FILTER (WHERE v.currency <> o.currency) > 0
        """,
    ),
    Proof(
        "parts_are_their_lines",
        "A vendor order is the sum of its lines and its delivery.",
        """
        SELECT v.id FROM vendor_orders v LEFT JOIN order_lines l ON l.vendor_order_id = v.id
        WHERE v.created_at >= :since GROUP BY v.id
        HAVING (v.items_minor, v.commission_minor, v.refunded_minor)
            IS DISTINCT FROM (sum(l.unit_minor * l.quantity), sum(l.commission_minor),
                              sum(l.refunded_minor) + v.delivery_refunded_minor)
        """,
    ),
    Proof(
        "refunds_are_claimed",
        "What a vendor order has given back is the sum of its refunds.",
        """
        SELECT v.id FROM vendor_orders v LEFT JOIN refunds r
            ON r.vendor_order_id = v.id AND r.status NOT IN ('failed', 'canceled')
        WHERE v.created_at >= :since GROUP BY v.id
        HAVING v.refunded_minor <> coalesce(sum(r.amount_minor), 0)
        """,
    ),
    Proof(
        "payments_are_allocated",
        "A payment is the sum of its allocations to vendor orders.",
        """
        SELECT p.id FROM payments p LEFT JOIN payment_allocations a ON a.payment_id = p.id
        WHERE p.created_at >= :since GROUP BY p.id
        HAVING p.amount_minor <> coalesce(sum(a.amount_minor), 0)
            OR p.captured_minor <> coalesce(sum(a.captured_minor), 0)
            OR p.refunded_minor < coalesce(sum(a.refunded_minor), 0)
        """,
    ),
    Proof(
        "placed_orders_are_paid",
        "A placed order has a captured payment of its total.",
        """
        SELECT o.id FROM orders o WHERE o.created_at >= :since
            AND o.status = 'placed' AND o.total_minor > 0 AND NOT EXISTS (
                SELECT 1 FROM payments p WHERE p.order_id = o.id
                AND p.captured_minor = o.total_minor AND p.currency = o.currency)
        """,
    ),
    Proof(
        "captured_money_is_booked",
        "Every captured payment is booked once, with the amount that was captured.",
        """
        SELECT p.id FROM payments p
        LEFT JOIN ledger_transactions t
            ON t.reference = p.id::text AND t.kind IN ('sale', 'suspense')
        LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.account_id IN (
            SELECT id FROM ledger_accounts WHERE kind = 'gateway_clearing')
        WHERE p.created_at >= :since AND p.status = 'captured'
        GROUP BY p.id HAVING p.captured_minor <> coalesce(sum(e.amount_minor), 0)
        """,
    ),
    Proof(
        "refunds_are_booked",
        "Every refund that went through is booked once, and no other.",
        """
        SELECT r.id FROM refunds r
        LEFT JOIN ledger_transactions t ON t.reference = r.id::text AND t.kind = 'refund'
        LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.account_id IN (
            SELECT id FROM ledger_accounts WHERE kind = 'gateway_clearing')
        WHERE r.created_at >= :since
        GROUP BY r.id HAVING coalesce(sum(e.amount_minor), 0)
            <> CASE WHEN r.status = 'succeeded' THEN -r.amount_minor ELSE 0 END
        """,
    ),
    Proof(
        "vendors_are_owed_their_earnings",
        "What the ledger owes a vendor is the sum of its earnings, pending and available.",
        """
        WITH owed AS (
            SELECT a.owner, a.currency, a.kind, -sum(e.amount_minor) AS minor
            FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
            WHERE a.kind IN ('vendor_pending', 'vendor_available') GROUP BY 1, 2, 3
        ), earned AS (
            SELECT vendor_id::text AS owner, currency, 'vendor_' || status AS kind,
                sum(amount_minor) AS minor
            FROM earnings GROUP BY 1, 2, 3
        )
        SELECT coalesce(owed.owner, earned.owner)
        FROM owed FULL JOIN earned USING (owner, currency, kind)
        WHERE coalesce(owed.minor, 0) <> coalesce(earned.minor, 0) AND :is_full
        """,
    ),
    Proof(
        "stock_is_its_movements",
        "What lies, is held and is promised of a variant is the sum of its movements.",
        """
        WITH moved AS (
            SELECT variant_id, location_id, sum(on_hand_delta) AS on_hand,
                sum(reserved_delta) AS reserved, sum(allocated_delta) AS allocated
            FROM stock_movements WHERE :is_full OR variant_id IN (
                SELECT variant_id FROM stock_movements WHERE created_at >= :since)
            GROUP BY 1, 2
        )
        SELECT coalesce(l.variant_id, m.variant_id)
        FROM stock_levels l FULL JOIN moved m USING (variant_id, location_id)
        WHERE (:is_full OR m.variant_id IS NOT NULL)
            AND (coalesce(l.on_hand, 0), coalesce(l.reserved, 0), coalesce(l.allocated, 0))
            IS DISTINCT FROM (coalesce(m.on_hand, 0), coalesce(m.reserved, 0),
                              coalesce(m.allocated, 0))
        """,
    ),
    Proof(
        "holds_and_promises_are_kept",
        "What is held and promised is what live reservations and allocations say.",
        """
        WITH held AS (
            SELECT variant_id, location_id, sum(quantity) AS units FROM stock_reservations
            WHERE status = 'active' GROUP BY 1, 2
        ), promised AS (
            SELECT variant_id, location_id, sum(quantity) AS units FROM allocations
            GROUP BY 1, 2
        )
        SELECT l.variant_id FROM stock_levels l
        LEFT JOIN held h USING (variant_id, location_id)
        LEFT JOIN promised p USING (variant_id, location_id)
        WHERE (l.reserved, l.allocated)
            IS DISTINCT FROM (coalesce(h.units, 0), coalesce(p.units, 0))
        """,
    ),
    Proof(
        "what_left_was_in_a_parcel",
        "Units that left are in parcels that were handed over.",
        """
        SELECT l.id FROM order_lines l
        LEFT JOIN fulfillment_lines f ON f.order_line_id = l.id AND f.fulfillment_id IN (
            SELECT id FROM fulfillments WHERE status NOT IN ('packed', 'canceled'))
        WHERE l.created_at >= :since
        GROUP BY l.id HAVING l.quantity_fulfilled <> coalesce(sum(f.quantity), 0)
        """,
    ),
    Proof(
        "ratings_are_their_reviews",
        "The rating of a product is what its published reviews say.",
        """
        SELECT p.id FROM products p
        LEFT JOIN reviews r ON r.product_id = p.id AND r.status = 'published'
        WHERE :is_full OR p.id IN (SELECT product_id FROM reviews WHERE created_at >= :since)
        GROUP BY p.id
        HAVING (p.rating_count, p.rating_sum)
            IS DISTINCT FROM (count(r.id), coalesce(sum(r.rating), 0))
        """,
    ),
)


_NAMED = "SELECT id::text, count(*) OVER () FROM ({sql}) AS broken (id) LIMIT {limit}"


async def contradictions(
    session: AsyncSession, *, since: datetime | None = None
) -> list[Contradiction]:
    """Every proof that does not hold, of what was touched ``since`` or of everything.

    One snapshot: the caller's transaction should be REPEATABLE READ on a busy shop.
    """
    found: list[Contradiction] = []
    for proof in PROOFS:
        named = _NAMED.format(sql=proof.sql, limit=MOST_NAMED)
        broken = await rows(session, named, since=since or EVER, is_full=since is None)
        if broken:
            examples = tuple(str(row["id"]) for row in broken)
            found.append(Contradiction(proof, int(broken[0]["count"]), examples))
    return found


async def prove(session: AsyncSession, *, since: datetime | None = None) -> None:
    """Raise ``BooksDoNotAdd`` unless everything adds up."""
    if found := await contradictions(session, since=since):
        raise BooksDoNotAdd(found)

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

# A line without a value says nothing, whatever evidence it names.
COUNTS = text("""
    WITH shown AS (
        SELECT p.id, p.impact FROM products p JOIN vendors v ON v.id = p.vendor_id
        WHERE p.status = 'published' AND v.status = 'approved'
    ), facts AS (
        SELECT shown.id, fact ->> 'measure' AS measure, fact ->> 'evidence' AS evidence
        FROM shown, jsonb_array_elements(shown.impact) AS fact
        WHERE fact ->> 'value' IS NOT NULL AND fact ->> 'evidence' IN ('verified', 'statement')
    )
    SELECT (SELECT count(*) FROM shown) AS products, measure,
        count(DISTINCT id) FILTER (WHERE evidence = 'verified') AS verified,
        count(DISTINCT id) FILTER (WHERE evidence = 'statement') AS stated
    FROM (SELECT 1) AS always LEFT JOIN facts ON true
    GROUP BY measure
""")


async def count_evidence(session: AsyncSession) -> Sequence[Any]:
    """Products that can be seen, and how many have a verified or stated value, by measure. One
    row without a measure if none has any.
    """
    return (await session.execute(COUNTS)).mappings().all()

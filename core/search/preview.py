"""How a search looks now, and how it would with a change that nobody has made yet."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import cards_by_ids
from core.kernel.clock import utc_now
from core.kernel.principal import Principal
from core.search import queries
from core.search.engine import Explained, SearchQuery
from core.search.service import engine
from core.search.set_rules import check
from core.search.set_synonyms import clean
from core.search.synonyms import Group, Synonyms
from core.search.tuning import Rule, Tuning, tuning_of
from core.search.words import normal

SHOWN = 12


@dataclass(frozen=True, slots=True)
class PreviewHit:
    id: UUID
    slug: str
    title: str
    explained: Explained


@dataclass(frozen=True, slots=True)
class Preview:
    """Both sides of the comparison, with how many pieces each finds."""

    now: tuple[PreviewHit, ...]
    now_total: int
    draft: tuple[PreviewHit, ...]
    draft_total: int


async def preview(
    session: AsyncSession,
    staff: Principal,
    text: str,
    currency: str,
    *,
    group: Group | None = None,
    rules: Sequence[Rule] = (),
) -> Preview:
    """``group`` and ``rules`` are the draft: they are added to what is set, and hold at once
    whatever their dates. Raises ``IndexNotReady`` without an index.
    """
    staff.require_staff()
    synonyms, known = await queries.list_synonyms(session), await queries.list_rules(session)
    drafted = [check(rule) for rule in rules]
    replaced = {(rule.text, rule.product_id) for rule in drafted}
    kept = [rule for rule in known if (rule.text, rule.product_id) not in replaced]
    wider = Synonyms((*synonyms.groups, clean(group))) if group else synonyms
    now, words = utc_now(), normal(text)
    query = SearchQuery(text, currency, size=SHOWN)
    as_is, total = await _hits(session, query, tuning_of(words, now, synonyms, known))
    draft = tuning_of(words, now, wider, [*kept, *drafted])
    would_be, draft_total = await _hits(session, query, draft)
    return Preview(as_is, total, would_be, draft_total)


async def _hits(
    session: AsyncSession, query: SearchQuery, tuning: Tuning
) -> tuple[tuple[PreviewHit, ...], int]:
    answer = await asyncio.to_thread(engine().search, query, tuning)
    explained = await asyncio.to_thread(engine().explain, query, tuning, answer.ids)
    cards = await cards_by_ids(session, answer.ids, query.currency)
    hits = (
        PreviewHit(card.id, card.slug, card.title, explained[card.id])
        for card in cards
        if card.id in explained
    )
    return tuple(hits), answer.total

"""Why a product stands where it stands: the score of its parts, asked for one by one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import tantivy
from tantivy import Occur, Query

from core.search.engine import Explained, Reason
from core.search.ranking import FACTORS, FIELD_WEIGHTS, RATING_SCALE, Merits, Place
from core.search.tantivy_query import TextQuery, term
from core.search.tantivy_schema import MERITS, schema
from core.search.tuning import Tuning

NAMES = {factor.code: factor.name for factor in FACTORS if factor.place is Place.WORDS}
Scores = Mapping[UUID, float]


def explained(
    searcher: tantivy.Searcher, text: str, tuning: Tuning, ids: Sequence[UUID]
) -> Mapping[UUID, Explained]:
    """Points of the words, times what the product itself adds; pins and boosts by name."""
    words = _points(searcher, TextQuery(searcher, text, tuning.synonyms), ids)
    fields = {
        name: _points(searcher, TextQuery(searcher, text, tuning.synonyms, (name,)), ids)
        for name in FIELD_WEIGHTS
    }
    merits = _merits(searcher, ids)
    return {
        product_id: _explained(
            words.get(product_id, 0.0),
            {name: points.get(product_id, 0.0) for name, points in fields.items()},
            merits[product_id],
            boost=tuning.boosts.get(product_id, 1),
            pin=tuning.pins.index(product_id) + 1 if product_id in tuning.pins else 0,
        )
        for product_id in ids
        if product_id in merits
    }


def _explained(
    words: float, fields: Mapping[str, float], merits: Merits, *, boost: int, pin: int
) -> Explained:
    reasons = [Reason("pin", "Pinned", f"place {pin}")] if pin else []
    reasons += [
        Reason(name, NAMES[name], f"{points:.1f} points")
        for name, points in fields.items()
        if points
    ]
    if boost > 1:
        reasons.append(Reason("boost", "Boosted", f"× {boost}"))
    reasons += [
        Reason(code, NAMES[code], f"{share:+.0%}") for code, share in merits.shares() if share
    ]
    return Explained(round(words * boost * merits.quality, 2), tuple(reasons))


def _points(searcher: tantivy.Searcher, words: TextQuery, ids: Sequence[UUID]) -> Scores:
    query = words.query() or Query.empty_query()
    if not ids:
        return {}
    found = _scores(searcher, query, ids)
    relaxed = words.query(relaxed=True)
    return found if found or relaxed is None else _scores(searcher, relaxed, ids)


def _scores(searcher: tantivy.Searcher, query: Query, ids: Sequence[UUID]) -> Scores:
    chosen = Query.const_score_query(_these(ids), 0.0)
    wanted = Query.boolean_query([(Occur.Must, chosen), (Occur.Must, query)])
    return {
        _id(searcher, address): score
        for score, address in searcher.search(wanted, len(ids)).hits
    }


def _merits(searcher: tantivy.Searcher, ids: Sequence[UUID]) -> Mapping[UUID, Merits]:
    if not ids:
        return {}
    addresses = [address for _, address in searcher.search(_these(ids), len(ids)).hits]
    stored = zip(*(searcher.fast_field_values(name, addresses) for name in MERITS), strict=True)
    return {
        _id(searcher, address): Merits(
            published=0,
            is_in_stock=bool(is_in_stock),
            rating=float(rating or 0) / RATING_SCALE,
            facts=int(facts or 0),
        )
        for address, (is_in_stock, rating, facts) in zip(addresses, stored, strict=True)
    }


def _these(ids: Sequence[UUID]) -> Query:
    if len(ids) == 1:
        return term("id", str(ids[0]))
    return Query.term_set_query(schema(), "id", [str(product_id) for product_id in ids])


def _id(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> UUID:
    return UUID(str(searcher.doc(address).get_first("id")))

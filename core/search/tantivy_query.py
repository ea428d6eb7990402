"""From what a person wants to tantivy queries.

Words are looked up as they are; only one that no document knows is read as the beginning of a
word or as misspelt, so that typing right never brings noise.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import tantivy
from tantivy import FieldType, Occur, Query

from core.search.document import OPTION, STOCK, combination, token
from core.search.engine import SearchQuery
from core.search.tantivy_schema import FOLDED, STEMMED, analyzer, price_field, schema

LONGEST_QUERY = 200
MOST_WORDS = 10
MOST_COMBINATIONS = 500
ONE_TYPO_FROM, TWO_TYPOS_FROM, PREFIX_FROM, SKU_FROM = 4, 8, 2, 4
IN_STOCK_BONUS = 1.5
STOP_WORDS = frozenset(
    "a an and as at by for from in into is it of on or the to with".split()  # noqa: SIM905
)
FIELD_WEIGHTS = {"title": 6.0, "terms": 3.0, "synonyms": 2.0, "body": 1.0}
SKU_WEIGHT, WORD_WEIGHT, PREFIX_WEIGHT, TYPO_WEIGHT, TITLE_GUESS = 50.0, 4.0, 2.0, 1.0, 3.0

Filters = Mapping[str, Query]


def words_of(text: str) -> list[str]:
    """What is searched for: folded words, without those that say nothing."""
    words = analyzer(FOLDED).analyze(text[:LONGEST_QUERY])[:MOST_WORDS]
    return [word for word in words if word not in STOP_WORDS] or words


def text_query(searcher: tantivy.Searcher, text: str, *, relaxed: bool = False) -> Query | None:
    """Every word must be found; relaxed, one of them is enough. None without a word."""
    words = words_of(text)
    if not words:
        return None
    parts = [
        _word_query(searcher, word, is_last=place == len(words) - 1)
        for place, word in enumerate(words)
    ]
    occur = Occur.Should if relaxed else Occur.Must
    every = Query.boolean_query([(occur, part) for part in parts])
    sku = text.strip().casefold()[:LONGEST_QUERY]
    options = [every, Query.boost_query(_term("sku", sku), SKU_WEIGHT)]
    if len(sku) >= SKU_FROM and any(c.isdigit() for c in sku):
        options.append(Query.fuzzy_term_query(schema(), "sku", sku, 0, prefix=True))
    return any_of(options)


def recommended_first(query: Query) -> Query:
    """Of equally fitting pieces, those that can be bought come first."""
    bonus = Query.const_score_query(_is_in_stock(), IN_STOCK_BONUS)
    return Query.boolean_query([(Occur.Must, query), (Occur.Should, bonus)])


def filters_of(query: SearchQuery) -> dict[str, Query]:
    """One query a filter, by the code of the facet it belongs to; ``OPTION`` for all options
    together, as they must hold for one variant.
    """
    found = {"currency": _term("currency", query.currency)}
    if query.category is not None:
        found["category"] = _term("category", query.category)
    if query.vendors:
        found["vendor"] = any_of([_term("vendor", slug) for slug in query.vendors])
    if query.price_from is not None or query.price_to is not None:
        found["price"] = Query.range_query(
            schema(), price_field(query.currency), FieldType.Integer,
            query.price_from, query.price_to,
        )  # fmt: skip
    if query.is_in_stock:
        found["stock"] = _is_in_stock()
    for code, values in query.facets.items():
        if values and not code.startswith(OPTION):
            found[code] = any_of([_term("facet", token(code, value)) for value in values])
    chosen = chosen_options(query)
    if chosen:
        found[OPTION] = option_query(chosen, is_in_stock=query.is_in_stock)
    return found


def chosen_options(query: SearchQuery) -> dict[str, Sequence[str]]:
    return {
        code: values
        for code, values in query.facets.items()
        if code.startswith(OPTION) and values
    }


def option_query(chosen: Mapping[str, Sequence[str]], *, is_in_stock: bool) -> Query:
    """Products of which one variant has a chosen value of every option."""
    tokens = [[token(code, value) for value in values] for code, values in chosen.items()]
    extra = (STOCK,) if is_in_stock else ()
    wanted = [combination((*some, *extra)) for some in product(*tokens)]
    return any_of([_term("combination", one) for one in wanted[:MOST_COMBINATIONS]])


def all_of(text: Query | None, filters: Filters, *, but: Iterable[str] = ()) -> Query:
    """The text and every filter, except those named."""
    left_out = set(but)
    parts = [part for code, part in filters.items() if code not in left_out]
    # Filters choose; only the words decide the order.
    required = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in parts]
    if text is not None:
        required.append((Occur.Must, text))
    return Query.boolean_query(required) if required else Query.all_query()


def hint_query(searcher: tantivy.Searcher, text: str, currency: str) -> Query | None:
    """Titles that have all the words, the last of which may be unfinished."""
    words = analyzer(FOLDED).analyze(text[:LONGEST_QUERY])[:MOST_WORDS]
    if not words:
        return None
    parts = [
        _hinted(searcher, word, is_last=place == len(words) - 1)
        for place, word in enumerate(words)
    ]
    required = [(Occur.Must, part) for part in parts]
    return recommended_first(
        Query.boolean_query([*required, (Occur.Must, _term("currency", currency))])
    )


def any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _word_query(searcher: tantivy.Searcher, word: str, *, is_last: bool) -> Query:
    stem = (analyzer(STEMMED).analyze(word) or [word])[0]
    fields = {name: _term(name, stem, "freq") for name in FIELD_WEIGHTS}
    found = [Query.boost_query(query, FIELD_WEIGHTS[name]) for name, query in fields.items()]
    found.append(Query.boost_query(_term("sku", word), SKU_WEIGHT))
    if not any(searcher.doc_freq(name, stem) for name in fields):
        found += _guesses("words", word, is_last=is_last)
        in_title = _guesses("title_words", word, is_last=is_last)
        found += [Query.boost_query(guess, TITLE_GUESS) for guess in in_title]
    return Query.disjunction_max_query(found, 0.1)


def _hinted(searcher: tantivy.Searcher, word: str, *, is_last: bool) -> Query:
    is_known = searcher.doc_freq("title_words", word) > 0
    found = [Query.boost_query(_term("title_words", word), WORD_WEIGHT)]
    if is_last:
        found.append(_starting_with("title_words", word))
    if not is_known:
        found += _guesses("title_words", word, is_last=False)
        found.append(_term("words", word))
        found += [_starting_with("words", word)] if is_last else []
    return Query.disjunction_max_query(found, 0.1)


def _guesses(field: str, word: str, *, is_last: bool) -> list[Query]:
    found: list[Query] = []
    if is_last and len(word) >= PREFIX_FROM:
        found.append(_starting_with(field, word))
    if len(word) >= ONE_TYPO_FROM:
        typos = 2 if len(word) >= TWO_TYPOS_FROM else 1
        guess = Query.fuzzy_term_query(schema(), field, word, typos)
        found.append(Query.boost_query(guess, TYPO_WEIGHT))
    return found


def _starting_with(field: str, word: str) -> Query:
    start = Query.fuzzy_term_query(schema(), field, word, 0, prefix=True)
    return Query.boost_query(start, PREFIX_WEIGHT)


def _is_in_stock() -> Query:
    return Query.range_query(schema(), "in_stock", FieldType.Integer, 1, 1)


def _term(field: str, value: str, option: str = "basic") -> Query:
    return Query.term_query(schema(), field, value, option)

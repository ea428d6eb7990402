"""From what a person wants to tantivy queries.

Words are looked up as they are; only one that no document knows is read as the beginning of a
word or as misspelt, so that typing right never brings noise.
"""

from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from core.search.filters import AllOf, AnyOf, Between, OneOf, Where
from core.search.ranking import FIELD_WEIGHTS, SKU_WEIGHT, SYNONYM_SHARE
from core.search.spelling import nearest, typos_allowed
from core.search.synonyms import Phrase, Synonyms
from core.search.tantivy_schema import FOLDED, STEMMED, analyzer, schema
from core.search.tuning import Tuning
from core.search.words import LONGEST_QUERY, MOST_WORDS, Typed, telling

PREFIX_FROM, SKU_FROM = 2, 4
WORD_WEIGHT, PREFIX_WEIGHT, TYPO_WEIGHT, TITLE_GUESS = 4.0, 2.0, 1.0, 3.0
TIE = 0.1  # what fields beside the best one of a word add
PIN_POINTS, PIN_RATIO = 1_000.0, 4.0  # far above any words, and far from each other
CALLED = ("title", "terms")


def words_of(text: str) -> list[str]:
    """What is searched for: folded words, without those that say nothing."""
    return telling(analyzer(FOLDED).analyze(text[:LONGEST_QUERY])[:MOST_WORDS])


class TextQuery:
    """The words of one search. ``fields`` narrows where they may stand, to explain a score."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        text: str,
        synonyms: Synonyms,
        fields: Sequence[str] = tuple(FIELD_WEIGHTS),
    ) -> None:
        self._searcher, self._synonyms, self._fields = searcher, synonyms, fields
        self._typed = Typed.read(text)
        self._words = words_of(self._typed.plain)
        self._phrases = [
            words for p in self._typed.phrases if (words := analyzer(STEMMED).analyze(p))
        ]

    def query(self, *, relaxed: bool = False) -> Query | None:
        """Every word must be found; relaxed, one of them is enough, though phrases stay. None
        without a word.
        """
        spans = self._synonyms.spans(self._words)
        parts = [self._span(span.start, span.end, span.others) for span in spans]
        required = [(Occur.Must, self._phrase(words)) for words in self._phrases]
        if relaxed and parts:
            required.append((Occur.Must, any_of(parts)))
        else:
            required += [(Occur.Must, part) for part in parts]
        if not required:
            return None
        return any_of([Query.boolean_query(required), *self._skus()])

    def corrected(self) -> str:
        """The text with words that nothing is called by put right; "" when all are known or
        nothing is near.
        """
        better = [self._better(place, word) for place, word in enumerate(self._words)]
        if better == self._words or self._phrases:
            return ""
        return " ".join(better)

    def _span(self, start: int, end: int, others: Sequence[Phrase]) -> Query:
        last = len(self._words) - 1
        own = [self._word(self._words[i], is_last=i == last) for i in range(start, end)]
        typed = own[0] if len(own) == 1 else Query.boolean_query([(Occur.Must, p) for p in own])
        if not others and end - start == 1:
            word = self._words[start]
            if not self._is_known(word):
                others = self._synonyms.guess(word, is_last=start == last)
        meant = [Query.boost_query(self._other(p), SYNONYM_SHARE) for p in others]
        return any_of([typed, *meant])

    def _other(self, phrase: Phrase) -> Query:
        """A synonym is looked for where pieces are called something, not in their stories."""
        names = [name for name in CALLED if name in self._fields]
        if not names:
            return Query.empty_query()
        parts = [(Occur.Must, self._known(word, names)) for word in phrase]
        return Query.boolean_query(parts)

    def _word(self, word: str, *, is_last: bool) -> Query:
        found = [self._known(word, self._fields)]
        if "terms" in self._fields:
            found.append(Query.boost_query(term("sku", word), SKU_WEIGHT))
        if not self._is_known(word):
            if "terms" in self._fields:
                found += _guesses("words", word, is_last=is_last)
            if "title" in self._fields:
                in_title = _guesses("title_words", word, is_last=is_last)
                found += [Query.boost_query(guess, TITLE_GUESS) for guess in in_title]
        return Query.disjunction_max_query(found, TIE)

    def _known(self, word: str, fields: Sequence[str]) -> Query:
        stem = _stem(word)
        found = [Query.boost_query(term(f, stem, "freq"), FIELD_WEIGHTS[f]) for f in fields]
        return Query.disjunction_max_query(found, TIE)

    def _phrase(self, words: list[str]) -> Query:
        found = [
            Query.boost_query(
                Query.phrase_query(schema(), name, list(words))
                if len(words) > 1
                else term(name, words[0], "freq"),
                FIELD_WEIGHTS[name],
            )
            for name in self._fields
        ]
        return Query.disjunction_max_query(found, TIE)

    def _skus(self) -> list[Query]:
        if "terms" not in self._fields:
            return []
        sku = self._typed.whole.strip('"“”').casefold()
        found = [Query.boost_query(term("sku", sku), SKU_WEIGHT)]
        if len(sku) >= SKU_FROM and any(c.isdigit() for c in sku):
            found.append(Query.fuzzy_term_query(schema(), "sku", sku, 0, prefix=True))
        return found

    def _is_known(self, word: str) -> bool:
        stem = _stem(word)
        return any(self._searcher.doc_freq(name, stem) for name in FIELD_WEIGHTS)

    def _better(self, place: int, word: str) -> str:
        is_last = place == len(self._words) - 1
        if not typos_allowed(word) or self._is_known(word) or self._begins(word, is_last):
            return word
        if self._synonyms.knows(word):
            return word
        # The first letter or the second is right, or both and swapped.
        starts = dict.fromkeys(word[:2])
        known = [pair for s in starts for pair in self._searcher.terms_with_prefix("words", s)]
        meant = ((other, 0) for other in self._synonyms.words())
        return nearest(word, [*known, *meant]) or word

    def _begins(self, word: str, is_last: bool) -> bool:  # noqa: FBT001
        return is_last and (
            any(other.startswith(word) for other in self._synonyms.words())
            or bool(self._searcher.terms_with_prefix("words", word, limit=1))
        )


def tuned(text: Query, tuning: Tuning) -> Query:
    """With pins, which are found whatever the words, and more points for boosted products."""
    boosts = [
        (Occur.Should, Query.boost_query(_and_product(text, product_id), times - 1.0))
        for product_id, times in tuning.boosts.items()
        if times > 1
    ]
    wanted = Query.boolean_query([(Occur.Must, text), *boosts]) if boosts else text
    pins = [
        Query.const_score_query(term("id", str(product_id)), pin_points(place))
        for place, product_id in enumerate(reversed(tuning.pins))
    ]
    return any_of([wanted, *pins])


def pin_points(place_from_last: int) -> float:
    return PIN_POINTS * PIN_RATIO**place_from_last


def condition(where: Where) -> Query:
    match where:
        case OneOf(field, values) if len(values) == 1:
            return term(field, values[0])
        case OneOf(field, values):
            return Query.term_set_query(schema(), field, list(values))
        case Between(field, low, high):
            return Query.range_query(schema(), field, FieldType.Integer, low, high)
        case AllOf(parts):
            return Query.boolean_query([(Occur.Must, condition(part)) for part in parts])
        case AnyOf(parts):
            return any_of([condition(part) for part in parts])


def fitting(text: Query | None, where: Where) -> Query:
    """Conditions choose; only the words decide the order."""
    chosen = Query.const_score_query(condition(where), 0.0)
    if text is None:
        return chosen
    return Query.boolean_query([(Occur.Must, chosen), (Occur.Must, text)])


def hint_query(
    searcher: tantivy.Searcher, text: str, currency: str, synonyms: Synonyms
) -> Query | None:
    """Titles that have all the words, the last of which may be unfinished."""
    words = analyzer(FOLDED).analyze(Typed.read(text).whole)[:MOST_WORDS]
    if not words:
        return None
    last = len(words) - 1
    parts: list[Query] = []
    for span in synonyms.spans(words):
        own = [_hinted(searcher, words[i], is_last=i == last)
               for i in range(span.start, span.end)]  # fmt: skip
        others = span.others
        if not others and not searcher.doc_freq("words", words[span.start]):
            others = synonyms.guess(words[span.start], is_last=span.start == last)
        meant = [_all([term("words", word) for word in phrase]) for phrase in others]
        parts.append(any_of([_all(own), *meant]))
    return Query.boolean_query([
        *((Occur.Must, part) for part in parts),
        (Occur.Must, Query.const_score_query(term("currency", currency), 0.0)),
    ])  # fmt: skip


def any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def term(field: str, value: str, option: str = "basic") -> Query:
    return Query.term_query(schema(), field, value, option)


def _all(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _and_product(text: Query, product_id: object) -> Query:
    is_it = Query.const_score_query(term("id", str(product_id)), 0.0)
    return _all((is_it, text))


def _hinted(searcher: tantivy.Searcher, word: str, *, is_last: bool) -> Query:
    is_known = searcher.doc_freq("title_words", word) > 0
    found = [Query.boost_query(term("title_words", word), WORD_WEIGHT)]
    if is_last:
        found.append(_starting_with("title_words", word))
    if not is_known:
        found += _guesses("title_words", word, is_last=False)
        found.append(term("words", word))
        found += [_starting_with("words", word)] if is_last else []
    return Query.disjunction_max_query(found, TIE)


def _guesses(field: str, word: str, *, is_last: bool) -> list[Query]:
    found: list[Query] = []
    if is_last and len(word) >= PREFIX_FROM:
        found.append(_starting_with(field, word))
    if typos := typos_allowed(word):
        guess = Query.fuzzy_term_query(schema(), field, word, typos)
        found.append(Query.boost_query(guess, TYPO_WEIGHT))
    return found


def _starting_with(field: str, word: str) -> Query:
    start = Query.fuzzy_term_query(schema(), field, word, 0, prefix=True)
    return Query.boost_query(start, PREFIX_WEIGHT)


def _stem(word: str) -> str:
    return (analyzer(STEMMED).analyze(word) or [word])[0]

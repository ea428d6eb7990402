"""Help articles by words: a small index in memory, made anew when an article changes.

Words are looked up by their stems; one that no article knows is read as the beginning of a word
or as misspelt, like in the search of pieces.
"""

from collections.abc import Sequence
from functools import cache

import tantivy
from tantivy import Occur, Query

from core.catalog.description import plain_text
from core.content.markdown import to_html
from core.content.models import HelpArticle
from core.search.tantivy_query import words_of
from core.search.tantivy_schema import FOLDED, STEMMED, analyzer, register_analyzers

HEAP = 15_000_000
MOST_HITS = 50
ONE_TYPO_FROM, TWO_TYPOS_FROM, PREFIX_FROM = 4, 8, 2
WEIGHTS = {"title": 6.0, "section": 2.0, "body": 1.0}
Stamp = tuple[tuple[str, int], ...]

_latest: tuple[Stamp, tantivy.Index] | None = None


def find_slugs(
    articles: Sequence[HelpArticle], text: str, *, relaxed: bool = False
) -> list[str]:
    """The best first. Every word must be found; relaxed, one of them is enough."""
    words = words_of(text)
    if not words or not articles:
        return []
    searcher = _index(articles).searcher()
    occur = Occur.Should if relaxed else Occur.Must
    last = len(words) - 1
    query = Query.boolean_query(
        [
            (occur, _word(searcher, word, is_last=place == last))
            for place, word in enumerate(words)
        ]
    )
    hits = searcher.search(query, limit=MOST_HITS).hits
    return [str(searcher.doc(address)["slug"][0]) for _, address in hits]


def _word(searcher: tantivy.Searcher, word: str, *, is_last: bool) -> Query:
    stem = (analyzer(STEMMED).analyze(word) or [word])[0]
    found = [
        Query.boost_query(Query.term_query(_schema(), name, stem, "freq"), weight)
        for name, weight in WEIGHTS.items()
    ]
    if not any(searcher.doc_freq(name, stem) for name in WEIGHTS):
        for name, weight in (("title_words", 3.0), ("words", 1.0)):
            found += [Query.boost_query(g, weight) for g in _guesses(name, word, is_last)]
    return Query.disjunction_max_query(found, 0.1)


def _guesses(field: str, word: str, is_last: bool) -> list[Query]:  # noqa: FBT001
    found: list[Query] = []
    if is_last and len(word) >= PREFIX_FROM:
        found.append(Query.fuzzy_term_query(_schema(), field, word, 0, prefix=True))
    if len(word) >= ONE_TYPO_FROM:
        typos = 2 if len(word) >= TWO_TYPOS_FROM else 1
        found.append(Query.fuzzy_term_query(_schema(), field, word, typos))
    return found or [Query.term_query(_schema(), field, word, "basic")]


def _index(articles: Sequence[HelpArticle]) -> tantivy.Index:
    global _latest  # noqa: PLW0603  one index a process
    stamp = tuple((article.slug, article.revision) for article in articles)
    if _latest is None or _latest[0] != stamp:
        _latest = (stamp, _built(articles))
    return _latest[1]


def _built(articles: Sequence[HelpArticle]) -> tantivy.Index:
    index = tantivy.Index(_schema())
    register_analyzers(index)
    writer = index.writer(HEAP, num_threads=1)
    for article in articles:
        body = plain_text(to_html(article.body))
        document = tantivy.Document()
        texts = {
            "slug": article.slug,
            "title": article.title,
            "title_words": article.title,
            "section": article.section,
            "body": body,
            "words": f"{article.title} {article.section} {body}",
        }
        for name, text in texts.items():
            document.add_text(name, text)
        writer.add_document(document)
    writer.commit()
    index.reload()
    return index


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("slug", stored=True, tokenizer_name="raw", index_option="basic")
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name=STEMMED, index_option="freq")
    for name in ("title_words", "words"):
        builder.add_text_field(name, tokenizer_name=FOLDED, index_option="basic")
    return builder.build()

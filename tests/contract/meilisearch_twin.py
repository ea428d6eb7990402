"""A server that speaks enough of Meilisearch for the adapter: it keeps documents, evaluates
filters, counts facets, merges weighted searches, and writes down what was asked of it. Words
are looked up plainly: begun and misspelt ones are for a real server.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from core.search.synonyms import folded

NOW = "2026-01-01T00:00:00.123456Z"
_TOKEN = re.compile(r'\(|\)|\[|\]|,|"(?:[^"\\]|\\.)*"|[^\s()\[\],"]+')


@dataclass
class Exchange:
    method: str
    path: str
    query: str
    body: Any
    key: str


@dataclass
class Twin:
    url: str = ""
    indexes: dict[str, dict[str, Any]] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    keys: list[dict[str, Any]] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    is_down: bool = False
    fails_with: dict[str, Any] | None = None

    def answer(self, said: Exchange) -> tuple[int, Any]:  # noqa: PLR0911  one a route
        parts = said.path.strip("/").split("/")
        match (said.method, *parts):
            case ("GET", "keys"):
                return 200, {"results": self.keys, "offset": 0, "limit": 20, "total": 1}
            case ("POST", "keys"):
                self.keys.append({
                    **said.body, "uid": "k", "key": "search-only", "createdAt": NOW,
                    "updatedAt": NOW,
                })  # fmt: skip
                return 201, self.keys[-1]
            case ("GET", "tasks", number):
                return 200, self.tasks[int(number)]
            case ("GET", "indexes"):
                found = [{"uid": uid} for uid in self.indexes]
                return 200, {"results": found, "offset": 0, "limit": 1000, "total": 1}
            case ("POST", "indexes"):
                self.indexes[said.body["uid"]] = {"documents": {}, "settings": {}}
                return self._task("indexCreation")
            case ("POST", "swap-indexes"):
                return self._swap(said.body[0])
            case ("POST", "multi-search"):
                return self._multi(said.body)
            case (_, "indexes", uid, *rest):
                return self._index(said, uid, rest)
        raise AssertionError(said)

    def _index(self, said: Exchange, uid: str, rest: list[str]) -> tuple[int, Any]:
        if uid not in self.indexes:
            return 404, _gone(uid)
        index = self.indexes[uid]
        match (said.method, *rest):
            case ("GET",):
                return 200, {"uid": uid, "primaryKey": "id", "createdAt": NOW, "updatedAt": NOW}
            case ("DELETE",):
                del self.indexes[uid]
                return self._task("indexDeletion")
            case ("PATCH", "settings"):
                index["settings"] |= said.body
            case ("PUT", "settings", "synonyms"):
                index["settings"]["synonyms"] = said.body
            case ("POST", "documents"):
                index["documents"] |= {made["id"]: made for made in said.body}
            case ("POST", "documents", "delete"):
                gone = [d for d in index["documents"].values() if fits(d, said.body["filter"])]
                for document in gone:
                    del index["documents"][document["id"]]
            case _:
                raise AssertionError(said)
        return self._task("settingsUpdate")

    def _swap(self, pair: dict[str, Any]) -> tuple[int, Any]:
        one, other = pair["indexes"]
        if pair["rename"]:
            self.indexes[other] = self.indexes.pop(one)
        else:
            self.indexes[one], self.indexes[other] = self.indexes[other], self.indexes[one]
        return self._task("indexSwap")

    def _multi(self, body: dict[str, Any]) -> tuple[int, Any]:
        missing = [q["indexUid"] for q in body["queries"] if q["indexUid"] not in self.indexes]
        if missing:
            return 404, _gone(missing[0])
        if body["federation"] is None:
            return 200, {"results": [self._search(query) for query in body["queries"]]}
        return 200, self._federated(body)

    def _federated(self, body: dict[str, Any]) -> dict[str, Any]:
        best: dict[str, tuple[float, dict[str, Any]]] = {}
        for query in body["queries"]:
            weight = query.get("federationOptions", {}).get("weight", 1.0)
            for document in self._found(query):
                score = weight * _score(document, query["q"])
                if document["id"] not in best or best[document["id"]][0] < score:
                    best[document["id"]] = (score, document)
        order = sorted(best.values(), key=lambda pair: (-pair[0], -pair[1]["rank"]))
        start, size = body["federation"]["offset"], body["federation"]["limit"]
        return {"hits": [document for _, document in order[start : start + size]]}

    def _found(self, query: dict[str, Any]) -> list[dict[str, Any]]:
        index = self.indexes[query["indexUid"]]
        return [
            document
            for document in index["documents"].values()
            if all(fits(document, part) for part in query["filter"])
            and _has_words(document, query, index["settings"]["synonyms"])
        ]

    def _search(self, query: dict[str, Any]) -> dict[str, Any]:
        found = self._found(query)
        found.sort(key=lambda d: (-_score(d, query["q"]), -d["rank"]))
        for rule in reversed(query.get("sort") or []):
            name, direction = rule.split(":")
            found.sort(key=lambda d: d[name], reverse=direction == "desc")
        size = query.get("hitsPerPage", query.get("limit", 20))
        start = (query.get("page", 1) - 1) * size
        answer: dict[str, Any] = {
            "indexUid": query["indexUid"], "hits": found[start : start + size],
            "query": query["q"], "processingTimeMs": 1, "totalHits": len(found),
        }  # fmt: skip
        if query.get("showRankingScore"):
            answer["hits"] = [
                {**d, "_rankingScore": 0.9, "_rankingScoreDetails": {"words": {"score": 1.0}}}
                for d in answer["hits"]
            ]
        if names := query.get("facets"):
            answer |= {"facetDistribution": {}, "facetStats": {}}
            for name in names:
                _count(found, name, answer)
        return answer

    def _task(self, kind: str) -> tuple[int, Any]:
        uid = len(self.tasks)
        state = {"status": "failed", "error": self.fails_with} if self.fails_with else {
            "status": "succeeded", "error": None}  # fmt: skip
        self.tasks.append({"uid": uid, "type": kind, "enqueuedAt": NOW, **state})
        return 202, {
            "taskUid": uid, "indexUid": "x", "status": "enqueued", "type": kind,
            "enqueuedAt": NOW,
        }  # fmt: skip


@contextmanager
def running_twin() -> Iterator[Twin]:
    twin = Twin()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            address = urlsplit(self.path)
            said = Exchange(
                self.command, address.path, address.query, json.loads(raw) if raw else None,
                self.headers["Authorization"].removeprefix("Bearer "),
            )  # fmt: skip
            twin.exchanges.append(said)
            status, body = (503, {}) if twin.is_down else twin.answer(said)
            sent = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its own name
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    twin.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield twin
    server.shutdown()
    server.server_close()
    thread.join()


def fits(document: dict[str, Any], condition: str) -> bool:
    """Evaluate what the adapter writes: OR over AND over parts in brackets, NOT before one."""
    tokens = _TOKEN.findall(condition)
    holds = _either(document, tokens)
    assert not tokens, f"cannot read {condition}"
    return holds


def _either(document: dict[str, Any], tokens: list[str]) -> bool:
    holds = _all(document, tokens)
    while tokens[:1] == ["OR"]:
        tokens.pop(0)
        holds = _all(document, tokens) or holds
    return holds


def _all(document: dict[str, Any], tokens: list[str]) -> bool:
    holds = _one(document, tokens)
    while tokens[:1] == ["AND"]:
        tokens.pop(0)
        holds = _one(document, tokens) and holds
    return holds


def _one(document: dict[str, Any], tokens: list[str]) -> bool:  # noqa: PLR0911  one a sign
    first = tokens.pop(0)
    if first == "NOT":
        return not _one(document, tokens)
    if first == "(":
        holds = _either(document, tokens)
        assert tokens.pop(0) == ")"
        return holds
    values = _values(document, first)
    match tokens.pop(0):
        case "IN":
            assert tokens.pop(0) == "["
            wanted = {_text(t) for t in tokens[: tokens.index("]")] if t != ","}
            del tokens[: tokens.index("]") + 1]
            return bool(wanted & {str(v).casefold() for v in values})
        case "=":
            return _text(tokens.pop(0)) in {str(v).casefold() for v in values}
        case ">=":
            low = int(tokens.pop(0))
            return any(v >= low for v in values)
        case "<=":
            high = int(tokens.pop(0))
            return any(v <= high for v in values)
        case low:
            assert tokens.pop(0) == "TO"
            high = int(tokens.pop(0))
            return any(int(low) <= v <= high for v in values)


def _text(token: str) -> str:
    return (json.loads(token) if token.startswith('"') else token).casefold()


def _values(document: dict[str, Any], name: str) -> list[Any]:
    value = document.get(name, [])
    return value if isinstance(value, list) else [value]


def _count(found: list[dict[str, Any]], name: str, answer: dict[str, Any]) -> None:
    counts: dict[str, int] = {}
    for document in found:
        for value in set(_values(document, name)):
            counts[str(value)] = counts.get(str(value), 0) + 1
    answer["facetDistribution"][name] = counts
    numbers = [v for d in found for v in _values(d, name) if isinstance(v, int)]
    if numbers:
        answer["facetStats"][name] = {"min": float(min(numbers)), "max": float(max(numbers))}


def _has_words(document: dict[str, Any], query: dict[str, Any], synonyms: Any) -> bool:
    if not query["q"]:
        return True
    texts = (document["title"], *document["terms"], *document["skus"], document["body"])
    known = folded(" ".join(texts))
    said = " ".join(folded(query["q"]))
    meant = [said.split(), *(other.split() for other in synonyms.get(said, ()))]
    hits = [[any(k.startswith(w) for k in known) for w in words] for words in meant]
    is_enough = all if query["matchingStrategy"] == "all" else any
    return any(is_enough(found) for found in hits)


def _score(document: dict[str, Any], text: str) -> float:
    return 0.9 if set(folded(text)) & set(folded(document["title"])) else 0.4


def _gone(uid: str) -> dict[str, Any]:
    return {
        "message": f"Index `{uid}` not found.", "code": "index_not_found",
        "type": "invalid_request", "link": "https://docs.meilisearch.com",
    }  # fmt: skip

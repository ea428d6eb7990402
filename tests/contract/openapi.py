"""Checks requests and responses against a gateway's official OpenAPI 3.0 document.

The document becomes JSON Schema 2020-12. Four things in real documents need translation:
``nullable`` beside ``anyOf``, ``$ref`` or ``enum`` is a union with null; keys that only
describe (``discriminator``, examples) must go; ``additionalProperties: false`` in a part of an
``allOf`` is meant of the whole; what is ``readOnly`` is not required of a request.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, reduce
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from core.payments.twins.forms import nested

FORM = "application/x-www-form-urlencoded"
METHODS = ("get", "post", "put", "patch", "delete")
SCHEMA_KEYS = ("type", "anyOf", "oneOf", "allOf", "$ref", "enum", "properties")
DESCRIPTIVE = ("discriminator", "example", "examples", "externalDocs", "xml")
DOCUMENT = "urn:openapi"
HIDDEN = {"request": "readOnly", "response": "writeOnly"}


Erratum = tuple[str, Any]


def contract(path: Path, errata: Sequence[Erratum] = ()) -> "Contract":
    """``errata`` say what stands at a place of the document in truth."""
    return _contract(path, json.dumps(errata))


@cache
def _contract(path: Path, errata: str) -> "Contract":
    """Read once per run: large documents take seconds."""
    text = path.read_text()
    is_json = path.suffix == ".json"
    document = json.loads(text) if is_json else yaml.load(text, yaml.CSafeLoader)
    for place, truth in json.loads(errata):
        *outer, last = place.split("/")
        reduce(dict.__getitem__, outer, document)[last] = truth
    return Contract(document)


class Contract:
    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._parts = frozenset(_parts_of_wholes(document))
        self._registries = {
            side: Registry().with_resource(
                DOCUMENT,
                Resource(
                    contents=_normal(document, side, self._parts), specification=DRAFT202012
                ),
            )
            for side in HIDDEN
        }
        self._routes = sorted(
            (
                (path.count("{"), method.upper(), _pattern(path), path, operation)
                for path, item in document["paths"].items()
                for method, operation in item.items()
                if method in METHODS
            ),
            key=lambda route: route[0],
        )

    def operation(self, method: str, path: str) -> dict[str, Any]:
        return self._route(method, path)[1]

    def template(self, method: str, path: str) -> str:
        """The path as the document writes it, with names for its variable parts."""
        return self._route(method, path)[0]

    def _route(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        for _, known, pattern, template, operation in self._routes:
            if known == method and pattern.fullmatch(path):
                return template, operation
        raise LookupError(f"{method} {path} is not an operation of this API")

    def request_faults(self, method: str, path: str, form: str) -> list[str]:
        """What the document does not allow in a form-encoded request."""
        operation = self.operation(method, path)
        schema = self._resolved(operation["requestBody"])["content"][FORM]["schema"]
        pairs = parse_qsl(form, keep_blank_values=True, strict_parsing=bool(form))
        return self._faults(schema, self._typed(schema, nested(pairs)), "request")

    def body_faults(self, method: str, path: str, body: Any) -> list[str]:
        """What the document does not allow in a JSON request."""
        wanted = self.operation(method, path).get("requestBody")
        if wanted is None:
            return [] if body is None else ["this operation takes no body"]
        content = self._resolved(wanted)["content"]
        return self._faults(content["application/json"]["schema"], body, "request")

    def query_faults(self, method: str, path: str, query: str) -> list[str]:
        allowed = {
            parameter["name"]
            for parameter in map(
                self._resolved, self.operation(method, path).get("parameters", [])
            )
            if parameter["in"] == "query"
        }
        return [
            f"{name} is not a parameter"
            for name in nested(parse_qsl(query))
            if name not in allowed
        ]

    def response_faults(self, method: str, path: str, status: int, body: Any) -> list[str]:
        responses = self.operation(method, path)["responses"]
        response = self._resolved(responses.get(str(status)) or responses["default"])
        if body is None:
            return []
        schema = response["content"]["application/json"]["schema"]
        return self._faults(schema, body, "response")

    def _faults(self, schema: dict[str, Any], value: Any, side: str) -> list[str]:
        validator = Draft202012Validator(
            _absolute(_normal(schema, side, self._parts)), registry=self._registries[side]
        )
        return [_words(error) for error in validator.iter_errors(value)]

    def _typed(self, schema: dict[str, Any], value: Any) -> Any:
        """Form values are strings; make them what the document says they are."""
        schema = self._resolved(schema)
        options = [schema, *(self._resolved(option) for option in schema.get("anyOf", []))]
        if isinstance(value, dict):
            shape = next((s for s in options if s.get("type") == "object"), {})
            properties, rest = shape.get("properties", {}), shape.get("additionalProperties")
            fallback = rest if isinstance(rest, dict) else {}
            return {
                key: self._typed(properties.get(key, fallback), item)
                for key, item in value.items()
            }
        if isinstance(value, list):
            items = next((s["items"] for s in options if "items" in s), {})
            return [self._typed(items, item) for item in value]
        kinds = {option.get("type") for option in options}
        if "boolean" in kinds and value in ("true", "false"):
            return value == "true"
        if "integer" in kinds and re.fullmatch(r"-?\d+", value):
            return int(value)
        return value

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            target: Any = self._document
            for key in schema["$ref"].removeprefix("#/").split("/"):
                target = target[key.replace("~1", "/").replace("~0", "~")]
            schema = target
        return schema


def _parts_of_wholes(value: Any) -> Iterator[str]:
    """Schemas that others are put together from."""
    if isinstance(value, list):
        for item in value:
            yield from _parts_of_wholes(item)
    elif isinstance(value, dict):
        for part in value["allOf"] if isinstance(value.get("allOf"), list) else ():
            if isinstance(part, dict) and "$ref" in part:
                yield part["$ref"]
        for item in value.values():
            yield from _parts_of_wholes(item)


def _normal(
    value: Any, side: str, parts: frozenset[str], place: str = "#", *, is_part: bool = False
) -> Any:
    if isinstance(value, list):
        return [_normal(item, side, parts, place, is_part=is_part) for item in value]
    if not isinstance(value, dict):
        return value
    is_schema = any(key in value for key in SCHEMA_KEYS)
    if value.get("nullable") is True and is_schema:
        rest = {key: item for key, item in value.items() if key != "nullable"}
        whole = _normal(rest, side, parts, place, is_part=is_part)
        return {"anyOf": [whole, {"type": "null"}]}
    normal = {
        key: _normal(item, side, parts, f"{place}/{key}", is_part=key == "allOf")
        for key, item in value.items()
        if key not in DESCRIPTIVE
    }
    return (
        _corrected(normal, value, side, is_part=is_part or place in parts)
        if is_schema
        else normal
    )


def _corrected(
    normal: dict[str, Any], value: dict[str, Any], side: str, *, is_part: bool
) -> dict[str, Any]:
    known = value.get("properties")
    if isinstance(normal.get("required"), list) and isinstance(known, dict):
        normal["required"] = [
            name for name in normal["required"] if not known.get(name, {}).get(HIDDEN[side])
        ]
    if normal.get("additionalProperties") is False:
        if is_part:
            del normal["additionalProperties"]
        elif "allOf" in value:
            del normal["additionalProperties"]
            normal["unevaluatedProperties"] = False
    return normal


def _absolute(value: Any) -> Any:
    if isinstance(value, list):
        return [_absolute(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{DOCUMENT}{item}" if key == "$ref" and isinstance(item, str) else _absolute(item)
        for key, item in value.items()
    }


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path)))


def _words(error: ValidationError) -> str:
    place = "/".join(map(str, error.absolute_path)) or "<root>"
    deepest = max(error.context or [error], key=lambda e: len(e.absolute_path))
    return f"{place}: {deepest.message[:160]}"

"""Pinecone's data plane on loopback: the part of its REST API that a search index needs, with its documented limits.

https://docs.pinecone.io/reference/api/latest/data-plane and .../database-limits/operation-limits. It may lag: what was
written is found only after `settle`, as Pinecone promises no more.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np

from tests.servers.loopback import Asked, Loopback

Row = dict[str, Any]


class PineconeServer(Loopback):
    """An index of `dimension` numbers, metric cosine, at `url`, for who has `key`."""

    def __init__(self, dimension: int, key: str = "a key") -> None:
        self.dimension, self.key = dimension, key
        self.spaces: dict[str, dict[str, Row]] = {}
        self.lags = False
        self._found: dict[str, dict[str, Row]] = {}
        """What is found while it lags."""
        super().__init__(_handler(self))

    def lag(self) -> None:
        self._found, self.lags = copy.deepcopy(self.spaces), True

    def settle(self) -> None:
        self.lags = False

    def answer(self, path: str, asked: Mapping[str, Any]) -> tuple[int, Row]:
        seen = self._found if self.lags else self.spaces
        name = asked.get("namespace", "")
        match path:
            case "/vectors/upsert":
                return self._upsert(name, asked["vectors"])
            case "/vectors/delete":
                return self._delete(name, asked)
            case "/query":
                return self._query(seen.get(name, {}), asked)
            case "/vectors/fetch":
                held = seen.get(name, {})
                return 200, {
                    "vectors": {id: held[id] for id in asked["ids"] if id in held},
                    "namespace": name,
                }
            case "/describe_index_stats":
                spaces = {space: {"vectorCount": len(rows)} for space, rows in seen.items()}
                total = sum(map(len, seen.values()))
                about = {
                    "dimension": self.dimension,
                    "metric": "cosine",
                    "vectorType": "dense",
                    "indexFullness": 0,
                }
                return 200, {**about, "namespaces": spaces, "totalVectorCount": total}
        return _refused("no such path", 404)

    def _upsert(self, name: str, rows: list[Row]) -> tuple[int, Row]:
        if len(rows) > 1000 or len(json.dumps(rows)) > 2 * 1024 * 1024:
            return _refused("more than 1,000 records or 2 MB")
        for row in rows:
            if len(row["values"]) != self.dimension or not any(row["values"]):
                return _refused("vector dimension does not match the index, or all zeros")
            if len(json.dumps(row.get("metadata", {}))) > 40_960:
                return _refused("more than 40 KB of metadata")
        space = self.spaces.setdefault(name, {})
        space |= {row["id"]: row for row in rows}
        return 200, {"upsertedCount": len(rows)}

    def _delete(self, name: str, asked: Mapping[str, Any]) -> tuple[int, Row]:
        if name not in self.spaces:
            return _refused("Namespace not found", 404)
        space, ids = self.spaces[name], asked.get("ids", [])
        if len(ids) > 1000:
            return _refused("more than 1,000 ids")
        met = asked.get("filter")
        self.spaces[name] = {
            id: row
            for id, row in space.items()
            if id not in ids and not (met and _meets(row["metadata"], met))
        }
        return 200, {}

    def _query(self, rows: Mapping[str, Row], asked: Mapping[str, Any]) -> tuple[int, Row]:
        if not 1 <= asked["topK"] <= 10_000 or len(asked["vector"]) != self.dimension:
            return _refused("topK must be 1 to 10,000")
        met = asked.get("filter")
        vector = np.array(asked["vector"])
        there = [row for row in rows.values() if not met or _meets(row["metadata"], met)]
        matches = [
            {"id": row["id"], "score": _cosine(vector, row["values"])}
            | ({"metadata": row["metadata"]} if asked.get("includeMetadata") else {})
            for row in there
        ]
        best = sorted(matches, key=lambda match: -match["score"])[: asked["topK"]]
        return 200, {"matches": best, "namespace": asked.get("namespace", ""), "usage": {"readUnits": 1}}


def _cosine(vector: np.ndarray[Any, Any], values: list[float]) -> float:
    other = np.array(values)
    return float(vector @ other / np.linalg.norm(vector) / np.linalg.norm(other))


def _meets(known: Mapping[str, Any], met: Mapping[str, Any]) -> bool:
    """https://docs.pinecone.io/guides/search/filter-by-metadata"""
    return all(_holds(known, name, wanted) for name, wanted in met.items())


def _holds(known: Mapping[str, Any], name: str, wanted: Any) -> bool:
    if name == "$and":
        return all(_meets(known, each) for each in wanted)
    if name == "$or":
        return any(_meets(known, each) for each in wanted)
    ((operator, value),) = wanted.items()
    held = known.get(name)
    if held is None:
        return False
    if operator == "$in":
        assert len(value) <= 10_000
        return held in value
    return bool(held == value if operator == "$eq" else held >= value)


def _refused(why: str, status: int = 400) -> tuple[int, Row]:
    return status, {"error": {"code": "NOT_FOUND" if status == 404 else "INVALID_ARGUMENT", "message": why}}


def _handler(server: PineconeServer) -> type[Asked]:
    class Handler(Asked):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = parse_qs(address.query)
            (namespace,) = asked.get("namespace", [""])
            self._answer(address.path, {"ids": asked.get("ids", []), "namespace": namespace})

        def do_POST(self) -> None:
            self._answer(urlsplit(self.path).path, json.loads(self.body() or b"{}"))

        def _answer(self, path: str, asked: Mapping[str, Any]) -> None:
            known = self.headers.get("Api-Key") == server.key
            self.json(*(server.answer(path, asked) if known else _refused("Invalid API key", 401)))

    return Handler

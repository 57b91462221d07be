"""Vectors are kept by what they stand for: the same answers, fewer calls, and no answer lost with the cache."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import numpy as np
import pytest
from redis import Redis

from adapters.embedding_cache import KEPT_SECONDS, CachedEmbedder
from adapters.embeddings import HashingEmbedder


class Counting(HashingEmbedder):
    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked += texts
        return super().embed(texts)


@pytest.fixture
def inner() -> Counting:
    return Counting(f"counting-{uuid.uuid4()}")


def test_a_text_is_embedded_once(inner: Counting, redis_url: str) -> None:
    cached = CachedEmbedder(inner, redis_url)
    first = cached.embed(["Python in Berlin", "Kafka", "Python in Berlin"])
    assert inner.asked == ["Python in Berlin", "Kafka", "Python in Berlin"]
    again = CachedEmbedder(inner, redis_url).embed(["Kafka", "SQL", "Python in Berlin"])
    assert inner.asked[3:] == ["SQL"]
    assert (again[0], again[2]) == (first[1], first[0])
    assert np.allclose(first[0], HashingEmbedder().embed(["Python in Berlin"])[0], atol=1e-6)
    assert cached.embed([]) == []


def test_a_text_that_is_forgotten_is_embedded_anew(inner: Counting, redis_url: str) -> None:
    cached = CachedEmbedder(inner, redis_url)
    cached.embed(["Ada Park", "Kafka"])
    cached.forget(["Ada Park", "never seen"])
    cached.forget([])
    cached.embed(["Kafka", "Ada Park"])
    assert inner.asked == ["Ada Park", "Kafka", "Ada Park"]


def test_it_is_kept_for_thirty_days_under_no_word_of_the_text(inner: Counting, redis_url: str) -> None:
    with Redis.from_url(redis_url) as redis:
        before = set(redis.keys("embedding:*"))
        CachedEmbedder(inner, redis_url).embed(["Ada Park"])
        (key,) = set(redis.keys("embedding:*")) - before
        assert KEPT_SECONDS - 60 < redis.ttl(key) <= 30 * 86_400
        assert b"Ada" not in key


def test_another_model_is_another_answer(inner: Counting, redis_url: str) -> None:
    other = Counting(f"{inner.name}-2")
    CachedEmbedder(inner, redis_url).embed(["Kafka"])
    CachedEmbedder(other, redis_url).embed(["Kafka"])
    assert other.asked == ["Kafka"]


def test_without_redis_it_still_answers(inner: Counting) -> None:
    cached = CachedEmbedder(inner, "redis://127.0.0.1:1/0")
    assert cached.embed(["Kafka"]) == [np.asarray(HashingEmbedder().embed(["Kafka"])[0], np.float32).tolist()]

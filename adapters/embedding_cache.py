"""Vectors kept by the hash of what they stand for, so that a resume that is read again is not embedded again."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

import numpy as np
from redis import Redis
from redis.exceptions import RedisError

from domain.errors import Unavailable
from domain.ports import Embedder

KEPT_SECONDS = 30 * 24 * 3600
ANSWER_WAIT = 2.0

log = logging.getLogger(__name__)


class CachedEmbedder:
    """`Embedder` that asks another one only for texts that it has not embedded within thirty days.

    Keys are hashes of model and text; values are float32. A Redis that does not answer costs the time, not the result.
    """

    def __init__(self, inner: Embedder, redis_url: str) -> None:
        self._inner = inner
        self._redis: Redis = Redis.from_url(
            redis_url, protocol=2, socket_timeout=ANSWER_WAIT, socket_connect_timeout=ANSWER_WAIT
        )
        self.name = inner.name
        self.dimensions = inner.dimensions

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        keys = [self._key(text) for text in texts]
        known = self._known(keys)
        missing = [n for n, key in enumerate(keys) if key not in known]
        if missing:
            fresh = self._inner.embed([texts[n] for n in missing])
            made = {keys[n]: np.asarray(v, np.float32) for n, v in zip(missing, fresh, strict=True)}
            self._keep(made)
            known |= made
        return [known[key].tolist() for key in keys]

    def forget(self, texts: Sequence[str]) -> None:
        if not texts:
            return
        try:
            self._redis.delete(*map(self._key, texts))
        except (RedisError, OSError) as error:
            raise Unavailable(
                "The embedding cache does not answer, so nothing was deleted from it."
            ) from error

    def _key(self, text: str) -> str:
        return "embedding:" + hashlib.sha256(f"{self.name}\n{text}".encode()).hexdigest()

    def _known(self, keys: Sequence[str]) -> dict[str, np.ndarray]:
        try:
            found = self._redis.mget(keys) if keys else []
        except (RedisError, OSError) as error:
            log.warning("The embedding cache does not answer: %s", error)
            return {}
        vectors = {
            key: np.frombuffer(v, np.float32)
            for key, v in zip(keys, found, strict=True)
            if isinstance(v, bytes)
        }
        return {key: vector for key, vector in vectors.items() if len(vector) == self.dimensions}

    def _keep(self, made: dict[str, np.ndarray]) -> None:
        try:
            pipe = self._redis.pipeline(transaction=False)
            for key, vector in made.items():
                pipe.set(key, vector.tobytes(), ex=KEPT_SECONDS)
            pipe.execute()
        except (RedisError, OSError) as error:
            log.warning("The embedding cache does not answer: %s", error)

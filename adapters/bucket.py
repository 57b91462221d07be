"""Files in a bucket of Google Cloud Storage. Import where it is used: the vendor's library takes a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from google.api_core.exceptions import GoogleAPIError, NotFound as Absent
from google.auth.exceptions import GoogleAuthError
from google.cloud import storage
from google.cloud.storage.exceptions import DataCorruption
from google.cloud.storage.retry import DEFAULT_RETRY
from requests import RequestException

from adapters.files import MISSING, checked
from domain.errors import NotFound, Unavailable

TIMEOUT = 10.0
"""Seconds that one request may take."""
RETRY = DEFAULT_RETRY.with_timeout(30.0)
"""Again after 1, 2, 4, ... seconds, for half a minute: every call here may be repeated."""
KIND = "application/octet-stream"

T = TypeVar("T")


class BucketFiles:
    """`Files` in the bucket `name`, which exists; objects are replaced whole, as Cloud Storage does it.

    Needs application default credentials (`GOOGLE_APPLICATION_CREDENTIALS` names a service account's file; its account
    reads, writes and deletes objects and reads the bucket), or `STORAGE_EMULATOR_HOST`. Raises `Unavailable` without.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        with self._answering():
            self._bucket = storage.Client().bucket(name)

    async def put(self, key: str, content: bytes) -> None:
        blob = self._bucket.blob(checked(key))
        await self._in_thread(
            lambda: blob.upload_from_string(content, content_type=KIND, timeout=TIMEOUT, retry=RETRY)
        )

    async def get(self, key: str) -> bytes:
        blob = self._bucket.blob(checked(key))

        def read() -> bytes | None:
            try:
                content: bytes = blob.download_as_bytes(timeout=TIMEOUT, retry=RETRY)
            except Absent:
                return None
            return content

        if (content := await self._in_thread(read)) is None:
            raise NotFound(MISSING)
        return content

    async def delete(self, key: str) -> None:
        """What is absent stays absent: no error."""
        blob = self._bucket.blob(checked(key))

        def remove() -> None:
            try:
                blob.delete(timeout=TIMEOUT, retry=RETRY)
            except Absent:
                return

        await self._in_thread(remove)

    async def ping(self) -> None:
        """Raises `Unavailable` as well when the bucket would keep what was deleted: erased is to be gone."""
        await self._in_thread(lambda: self._bucket.reload(timeout=TIMEOUT, retry=None))
        kept = self._bucket.soft_delete_policy.retention_duration_seconds
        if kept or self._bucket.versioning_enabled:
            raise Unavailable(
                f"The bucket gs://{self._name} keeps deleted files. Turn off its soft delete and its versioning: what is "
                "erased must be gone."
            )

    async def _in_thread(self, work: Callable[[], T]) -> T:
        def answered() -> T:
            with self._answering():
                return work()

        return await asyncio.to_thread(answered)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except (GoogleAPIError, GoogleAuthError, RequestException, DataCorruption) as error:
            raise Unavailable(
                f"The files in gs://{self._name} cannot be used just now ({type(error).__name__})."
            ) from error

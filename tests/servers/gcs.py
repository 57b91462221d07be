"""Google Cloud Storage on loopback: the part of its JSON API that files need (upload, download, delete, the bucket).

https://cloud.google.com/storage/docs/json_api/v1, uploads by https://cloud.google.com/storage/docs/uploads-downloads.
Point `STORAGE_EMULATOR_HOST` at `url`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import google_crc32c

from tests.servers.loopback import Asked, Loopback

BUCKET = re.compile(r"/storage/v1/b/([^/]+)")
OBJECT = re.compile(r"(?:/download)?/storage/v1/b/([^/]+)/o/([^/]+)")
UPLOAD = re.compile(r"/upload/storage/v1/b/([^/]+)/o")
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


class GcsServer(Loopback):
    def __init__(self, bucket: str) -> None:
        self.bucket = bucket
        self.objects: dict[str, bytes] = {}
        self.failures: list[int] = []
        """Statuses to answer first, one a request about a file; the library looks at the bucket whenever it likes."""
        self.keeps_deleted_seconds = 0
        self.open_uploads: dict[str, tuple[str, bytes]] = {}
        super().__init__(_handler(self))

    def resource(self, name: str) -> dict[str, Any]:
        content = self.objects[name]
        return {
            "kind": "storage#object",
            "name": name,
            "bucket": self.bucket,
            "size": str(len(content)),
            "md5Hash": _md5(content),
            "crc32c": base64.b64encode(google_crc32c.Checksum(content).digest()).decode(),
        }


def _md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


def _parts(kind: str, body: bytes) -> tuple[dict[str, Any], bytes]:
    """Metadata and content of an upload in one request (multipart/related)."""
    whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    metadata = whole.get_payload()[0].get_payload()  # type: ignore[index, union-attr]
    boundary = b"--" + str(whole.get_boundary()).encode()
    content = body.split(boundary)[2].split(b"\r\n\r\n", 1)[1][: -len(b"\r\n")]
    return json.loads(metadata), content


def _handler(server: GcsServer) -> type[Asked]:
    class Handler(Asked):
        def do_POST(self) -> None:
            self._answer(self._upload)

        def do_PUT(self) -> None:
            self._answer(self._chunk)

        def do_GET(self) -> None:
            self._answer(self._read)

        def do_DELETE(self) -> None:
            self._answer(self._delete)

        def _answer(self, answer: Callable[[str, dict[str, list[str]], bytes], None]) -> None:
            body = self.body()
            address = urlsplit(self.path)
            if server.failures and not BUCKET.fullmatch(address.path):
                self._fail(server.failures.pop(0))
                return
            named = re.search(r"/b/([^/?]+)", address.path)
            if named is None or named[1] != server.bucket:
                self._fail(404)
                return
            answer(address.path, parse_qs(address.query), body)

        def _upload(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
            if not UPLOAD.fullmatch(path):
                self._fail(404)
            elif query["uploadType"] == ["multipart"]:
                metadata, content = _parts(self.headers["Content-Type"], body)
                server.objects[metadata["name"]] = content
                self.json(200, server.resource(metadata["name"]))
            else:
                number = str(len(server.open_uploads))
                server.open_uploads[number] = (json.loads(body)["name"], b"")
                self.send(
                    200, b"", {"Location": f"{server.url}{path}?uploadType=resumable&upload_id={number}"}
                )

        def _chunk(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
            (number,) = query["upload_id"]
            name, held = server.open_uploads[number]
            held += body
            server.open_uploads[number] = (name, held)
            found = RANGE.fullmatch(self.headers["Content-Range"])
            if found and found[3] == str(len(held)):
                server.objects[name] = held
                self.json(200, server.resource(name))
            else:
                self.send(308, b"", {"Range": f"bytes=0-{len(held) - 1}"})

        def _read(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
            if BUCKET.fullmatch(path):
                policy = {"retentionDurationSeconds": str(server.keeps_deleted_seconds)}
                self.json(200, {"kind": "storage#bucket", "name": server.bucket, "softDeletePolicy": policy})
                return
            name = self._named(path)
            if name not in server.objects:
                self._fail(404)
                return
            content = server.objects[name]
            self.send(200, content, {"X-Goog-Hash": f"md5={_md5(content)}"})

        def _delete(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
            if server.objects.pop(self._named(path), None) is None:
                self._fail(404)
            else:
                self.send(204, b"")

        def _named(self, path: str) -> str:
            found = OBJECT.fullmatch(path)
            return unquote(found[2]) if found else ""

        def _fail(self, code: int) -> None:
            self.json(code, {"error": {"code": code, "message": f"scripted {code}"}})

    return Handler

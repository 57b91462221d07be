"""The contract of `Files` on every adapter."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.bucket import BucketFiles
from adapters.files import FolderFiles
from domain.errors import NotFound, Unavailable
from domain.ports import Files
from tests.servers.gcs import GcsServer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "files"


@pytest.fixture
def gcs(monkeypatch: pytest.MonkeyPatch) -> Iterator[GcsServer]:
    with GcsServer("resumes") as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
        yield server


@pytest.fixture
def folder(root: Path) -> Files:
    return FolderFiles(root)


@pytest.fixture
def bucket(gcs: GcsServer) -> Files:
    return BucketFiles("resumes")


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest) -> Files:
    found: Files = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 10, os.urandom(9_000_000)], ids=["empty", "bytes", "large"]
)
async def test_what_was_put_is_got(files: Files, content: bytes) -> None:
    await files.put("resumes/01ABC.pdf", content)
    assert await files.get("resumes/01ABC.pdf") == content


async def test_put_again_replaces(files: Files) -> None:
    await files.put("resumes/1", b"a long first content")
    await files.put("resumes/1", b"new")
    assert await files.get("resumes/1") == b"new"


async def test_what_is_absent_is_not_found(files: Files) -> None:
    await files.put("resumes/1", b"x")
    for key in ("resumes/2", "nothing", "resumes", "resumes/1/deeper"):
        with pytest.raises(NotFound):
            await files.get(key)


async def test_deleted_is_gone_and_deleting_twice_is_harmless(files: Files) -> None:
    await files.put("resumes/1", b"x")
    await files.delete("resumes/1")
    await files.delete("resumes/1")
    await files.delete("never/there")
    with pytest.raises(NotFound):
        await files.get("resumes/1")


HOSTILE = [
    "../x",
    "a/../../x",
    "/etc/passwd",
    "a//b",
    "a/",
    "",
    ".",
    "..",
    ".hidden",
    "a/.b",
    "a\\b",
    "a\x00b",
]


@pytest.mark.parametrize("key", [*HOSTILE, "a b", "ä", "a\n", "%2e%2e/x", "~/x"])
async def test_a_key_that_is_not_ours_is_refused(files: Files, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        await files.get(key)
    with pytest.raises(ValueError, match="not a key"):
        await files.put(key, b"x")
    with pytest.raises(ValueError, match="not a key"):
        await files.delete(key)


async def test_a_reader_sees_one_whole_content_whatever_is_written(files: Files) -> None:
    contents = [bytes([n]) * 300_000 for n in range(8)]
    await files.put("k", contents[0])

    async def read() -> bytes:
        return await files.get("k")

    *_, seen = await asyncio.gather(
        *(files.put("k", content) for content in contents), asyncio.gather(*(read() for _ in range(20)))
    )
    assert set(seen) <= set(contents)


async def test_a_store_that_answers_says_nothing(files: Files) -> None:
    await files.ping()


async def test_a_folder_leaves_no_drafts_and_is_private(folder: Files, root: Path) -> None:
    await folder.put("a/b", b"x")
    await folder.ping()
    assert [path.name for path in sorted(root.rglob("*"))] == ["a", "b"]
    assert (root / "a" / "b").stat().st_mode & 0o077 == 0
    assert root.stat().st_mode & 0o077 == 0


async def test_the_draft_of_a_writer_that_was_killed_is_removed_and_that_of_another_is_not(
    root: Path,
) -> None:
    old, new = root / ".draft-1", root / ".draft-2"
    root.mkdir(parents=True)
    for draft in (old, new):
        draft.write_bytes(b"half")
    os.utime(old, (0, 0))
    FolderFiles(root)
    assert (old.exists(), new.exists()) == (False, True)


async def test_a_disk_that_takes_no_more_leaves_the_old_content(folder: Files, root: Path) -> None:
    await folder.put("k", b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(Unavailable, match="disk"):
            await folder.put("k", b"new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert await folder.get("k") == b"old"
    assert [path.name for path in root.iterdir()] == ["k"]


async def test_a_folder_that_went_away_is_said(folder: Files, root: Path) -> None:
    shutil.rmtree(root.parent)
    root.parent.write_text("a file where the folder was")
    with pytest.raises(Unavailable):
        await folder.ping()
    with pytest.raises(Unavailable):
        await folder.put("k", b"x")


async def test_a_bucket_that_stumbles_is_asked_again(bucket: Files, gcs: GcsServer) -> None:
    gcs.failures.append(503)
    await bucket.put("k", b"x")
    gcs.failures.append(503)
    assert await bucket.get("k") == b"x"
    gcs.failures.append(503)
    await bucket.delete("k")
    assert gcs.objects == {}


async def test_a_bucket_that_refuses_is_said(bucket: Files, gcs: GcsServer) -> None:
    gcs.failures.append(403)
    with pytest.raises(Unavailable, match="gs://resumes"):
        await bucket.put("k", b"x")
    missing = BucketFiles("elsewhere")
    with pytest.raises(Unavailable, match="gs://elsewhere"):
        await missing.put("k", b"x")
    with pytest.raises(Unavailable, match="gs://elsewhere"):
        await missing.ping()


async def test_a_bucket_that_keeps_what_was_deleted_is_said(bucket: Files, gcs: GcsServer) -> None:
    gcs.keeps_deleted_seconds = 604_800
    with pytest.raises(Unavailable, match="soft delete"):
        await bucket.ping()

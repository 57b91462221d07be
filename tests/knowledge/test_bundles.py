"""Zip archives of resumes: unpacked in order, or refused with one sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from domain.errors import BadFile
from knowledge.bundles import files_of


def packed(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_files_by_their_own_names() -> None:
    content = packed(
        {"2026/ada.txt": b"Ada", "bram.txt": b"Bram", "__MACOSX/._ada.txt": b"x", "2026/.DS_Store": b"x"}
    )
    assert list(files_of("resumes.zip", content)) == [("ada.txt", b"Ada"), ("bram.txt", b"Bram")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (packed({"../../etc/cv.txt": b"x"}), "r.zip holds names that lead out of it."),
        (packed({"/etc/cv.txt": b"x"}), "r.zip holds names that lead out of it."),
        (packed({"inner.zip": packed({"a.txt": b"a"})}), "r.zip holds other archives."),
        (packed({"big.txt": b"0" * 30_000_000}), "r.zip unpacks to far more than resumes need."),
        (packed({f"{n}.txt": b"x" for n in range(1001)}), "r.zip holds 1001 files; the limit is 1000."),
        (packed({}), "r.zip holds no files."),
        (packed({"a.txt": b"a"})[:30], "r.zip is damaged."),
    ],
    ids=lambda value: value if isinstance(value, str) else "r.zip",
)
def test_what_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        list(files_of("r.zip", content))
    assert caught.value.sentence.startswith(sentence)

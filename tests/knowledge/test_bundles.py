"""Zip archives of resumes: unpacked in order, or refused with one sentence."""

from __future__ import annotations

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from domain.errors import BadFile
from knowledge import bundles
from knowledge.bundles import files_of

INTAKE = (Path(__file__).parents[2] / "docs" / "intake.md").read_text(encoding="utf-8")


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
    found = [(f.name, f.content) for f in files_of("resumes.zip", content)]
    assert found == [("2026/ada.txt", b"Ada"), ("bram.txt", b"Bram")]


def test_one_file_that_cannot_be_unpacked_keeps_no_other_out() -> None:
    content = bytearray(packed({"ada.txt": b"Ada" * 50, "bram.txt": b"Bram"}))
    content[content.index(b"ada.txt") + 8] ^= 0xFF  # within what is packed
    link = zipfile.ZipInfo("cv.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = BytesIO(bytes(content))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert [(f.name, f.content, f.wrong) for f in files_of("r.zip", out.getvalue())] == [
        ("ada.txt", b"", "ada.txt is damaged within r.zip. Please pack it anew and upload it again."),
        ("bram.txt", b"Bram", None),
        ("cv.pdf", b"", "cv.pdf is only a link to a file. Please pack the file itself."),
    ]


def test_names_are_kept_as_they_are_meant() -> None:
    odd = {
        "a\u202efdp.exe\u200b.pdf": "afdp.exe.pdf",  # the mark would turn it into a…exe.fdp
        "all\\Ren\u0065\u0301.pdf": "all/Ren\u00e9.pdf",
        "\U0001f680\x01 \u0627\u0644\u0633\u064a\u0631\u0629.pdf": "\U0001f680 \u0627\u0644\u0633\u064a\u0631\u0629.pdf",
        f"{'x' * 300}.pdf": f"{'x' * 196}.pdf",
    }
    assert [f.name for f in files_of("r.zip", packed(dict.fromkeys(odd, b"x")))] == list(odd.values())
    on_a_mac = packed({"Ren__.pdf": b"x"}).replace(b"Ren__", "René".encode())
    assert bundles.names_of("r.zip", on_a_mac) == ["René.pdf"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (packed({"../../etc/cv.txt": b"x"}), "r.zip holds names that lead out of it."),
        (packed({"/etc/cv.txt": b"x"}), "r.zip holds names that lead out of it."),
        (packed({"inner.zip": packed({"a.txt": b"a"})}), "r.zip holds other archives."),
        (packed({"big.txt": b"0" * 30_000_000}), "r.zip unpacks to far more than resumes need."),
        (packed({f"{n}.txt": b"x" for n in range(1001)}), "r.zip holds 1001 files; the limit is 1000."),
        (
            packed({f"{n}.txt": b"0" * 900_000 for n in range(99)}),
            "r.zip unpacks to far more than resumes need.",
        ),
        (packed({}), "r.zip holds no files."),
        (packed({"a.txt": b"a"})[:30], "r.zip is damaged."),
    ],
    ids=lambda value: value if isinstance(value, str) else "r.zip",
)
def test_what_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        list(files_of("r.zip", content))
    assert caught.value.sentence.startswith(sentence)
    told = caught.value.sentence.removeprefix("r.zip ").replace("1001", "10000")
    assert told in INTAKE, "docs/intake.md says something else"

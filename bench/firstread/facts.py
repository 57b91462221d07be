"""The people of the fourth and fifth quality bench: 40 and 60 resumes by two who knew nothing of the reader, and what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.cvs.facts import Facts, Job, Study

BENCHES = Path(__file__).parent.parent


def read_first(bench: str, which: str) -> Iterator[tuple[Facts, str, bytes]]:
    """Each person of `bench` with the name and content of the file: `which` is "reported" for the files of even number, which nobody
    has looked at to make the reader better, or "tuning" for the others. Of "firstread" the misses of the latter were looked at
    once, of "neverread" none were."""
    folder = BENCHES / bench
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for number, (name, given) in enumerate(truth.items(), 1):
        if (number % 2 == 0) == (which == "reported"):
            yield _facts(name, given), name, (folder / name).read_bytes()


def _facts(file: str, given: dict[str, Any]) -> Facts:
    return Facts(
        name=given["name"],
        shown=given["name"],
        layout=file,
        email=given["email"],
        phone=given["phone"],
        place="",
        headline="",
        lang="",
        jobs=tuple(Job(j["title"], j["company"], "", j["start"], j["end"], ()) for j in given["employments"]),
        studies=tuple(
            Study(s["degree"], s["school"], int(s["end"]) if s["end"] else None) for s in given["education"]
        ),
        skills=tuple(given["skills"]),
        also=(),
        languages=(),
    )

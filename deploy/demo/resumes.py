"""Write the demo resumes: `python -m deploy.demo.resumes FOLDER`. The same files every time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import orjson

from deploy.demo.layouts import paper, word
from deploy.demo.layouts.content import Content, content
from deploy.demo.layouts.scan import scanned
from deploy.demo.layouts.text import text
from deploy.demo.world.careers import resumes
from deploy.demo.world.resume import AS_OF, Resume, truth as truth_of

AT_HOME = "aisha-khan"
"""Has written a resume but not handed it in yet: the demo lets her upload it herself."""

Layout = Callable[[Content], bytes]


def _scan(shown: Content) -> bytes:
    return scanned(paper.one_column(shown), Random(f"scan {shown.name}"))


LAYOUTS: dict[str, tuple[str, Layout]] = {
    "one": ("pdf", paper.one_column),
    "side": ("pdf", paper.sidebar),
    "table": ("pdf", paper.date_table),
    "two": ("pdf", paper.two_pages),
    "scan": ("pdf", _scan),
    "word": ("docx", word.plain),
    "wordtable": ("docx", word.with_table),
    "wordhead": ("docx", word.header_block),
    "text": ("txt", text),
}


def applicants() -> tuple[Resume, ...]:
    """The 120 whose resumes the company has."""
    return tuple(resume for resume in resumes() if resume.id != AT_HOME)


def render(folder: Path, progress: Callable[[int, int], None]) -> list[Path]:
    """Write the 120 resumes into `folder` (made if absent) with their `truth.json`; `progress(done, total)` after
    each. Returns the resumes' paths."""
    folder.mkdir(parents=True, exist_ok=True)
    everybody = applicants()
    paths = []
    for done, resume in enumerate(everybody, 1):
        paths.append(write(resume, folder))
        progress(done, len(everybody))
    truth(folder)
    return paths


def truth(folder: Path) -> None:
    """Write `truth.json`: file name to what a perfect reader finds in it; years of experience count up to `as_of`."""
    facts = {file_name(resume): truth_of(resume) for resume in applicants()}
    answer = {"as_of": f"{AS_OF // 12}-{AS_OF % 12 + 1:02d}", "resumes": facts}
    (folder / "truth.json").write_bytes(orjson.dumps(answer, option=orjson.OPT_INDENT_2))


def own_resume(folder: Path) -> Path:
    """Write the resume of the candidate who has not handed it in yet."""
    folder.mkdir(parents=True, exist_ok=True)
    return write(next(resume for resume in resumes() if resume.id == AT_HOME), folder)


def file_name(resume: Resume) -> str:
    return f"{resume.id}.{LAYOUTS[resume.layout][0]}"


def write(resume: Resume, folder: Path) -> Path:
    path = folder / file_name(resume)
    path.write_bytes(LAYOUTS[resume.layout][1](content(resume)))
    return path


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Say where to: python -m deploy.demo.resumes FOLDER")

    def show(done: int, total: int) -> None:
        print(f"\r{done} of {total} resumes", end="", file=sys.stderr, flush=True)

    paths = render(Path(sys.argv[1]), show)
    print(f"\n{len(paths)} resumes and truth.json in {sys.argv[1]}", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Any number of resumes, each of somebody else: `python -m deploy.demo.volume FOLDER [COUNT]`. The same files every time.

One in fifty is a file that cannot be read, of the kinds that people send.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from random import Random

from deploy.demo.layouts.content import content
from deploy.demo.resumes import LAYOUTS, applicants
from deploy.demo.world.resume import Post, Resume

BAD_EVERY = 50
BAD = (
    ("pdf", b""),
    ("pdf", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\n"),
    ("docx", b"\xd0\xcf\x11\xe0" + bytes(2000)),
    ("txt", b" . - \n"),
)
"""Empty, cut off, an old Word file renamed, and without a word."""


def people(count: int) -> list[Resume]:
    """The demo's applicants under other names, their phrases in another order, so that no two resumes are alike."""
    known = applicants()
    firsts = [r.name.split()[0] for r in known]
    lasts = [r.name.split()[-1] for r in known]
    return [_other(known[n % len(known)], n, firsts, lasts) for n in range(count)]


def _other(like: Resume, number: int, firsts: list[str], lasts: list[str]) -> Resume:
    dice = Random(f"volume {number}")
    turn = number // len(firsts) + 1
    name = f"{firsts[number % len(firsts)]} {lasts[(number * 7 + turn * 13) % len(lasts)]}"
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    slug = f"{'-'.join(plain.split())}-{number:04d}"
    return replace(
        like,
        id=slug,
        name=name,
        layout="one" if like.layout == "scan" else like.layout,
        email=f"{slug}@post.example",
        phone=f"+49 30 {dice.randrange(1_000_000, 9_999_999)}",
        link=None,
        listed=tuple(dice.sample(like.listed, len(like.listed))),
        posts=tuple(_shuffled(post, dice) for post in like.posts),
    )


def _shuffled(post: Post, dice: Random) -> Post:
    return replace(post, bullets=tuple(dice.sample(post.bullets, len(post.bullets))))


def render(folder: Path, count: int) -> list[Path]:
    """Write `count` files into `folder`, made if absent, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, resume in enumerate(people(count)):
        suffix, layout = LAYOUTS[resume.layout]
        bad = number % BAD_EVERY == BAD_EVERY - 1
        if bad:
            suffix, broken = BAD[number // BAD_EVERY % len(BAD)]
        path = folder / f"{resume.id}.{suffix}"
        path.write_bytes(broken if bad else layout(content(resume)))
        paths.append(path)
    return paths


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit("Say where to and how many: python -m deploy.demo.volume FOLDER [COUNT]")
    paths = render(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 1000)
    print(f"{len(paths)} files in {sys.argv[1]}", file=sys.stderr)


if __name__ == "__main__":
    main()

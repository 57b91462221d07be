"""How well resumes are read: `python -m bench.resumes [--misses]`. The 40 invented people of `bench/cvs`, the 64 of
`bench/challenge`, the 34 of `bench/byhand`, the 40 files of `bench/firstread` and the 60 of `bench/neverread`, in layouts that the
demo company does not use. docs/benchmarks.md says which of them the reader was tuned on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.byhand.facts import handed_in
from bench.challenge.facts import sheets
from bench.challenge.made import files
from bench.cvs.facts import TODAY, Facts, people
from bench.cvs.files import Print, made, printer
from bench.firstread.facts import read_first
from domain.errors import BadInput
from domain.profiles import Profile
from knowledge import documents, resumes, skills

Found = tuple[set[Any], set[Any]]
"""What there is and what was found."""


@dataclass
class Score:
    right: int = 0
    told: int = 0
    there: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, who: str, truth: set[Any], found: set[Any]) -> None:
        self.right += len(truth & found)
        self.told += len(found)
        self.there += len(truth)
        if truth != found:
            missing, extra = sorted(map(str, truth - found)), sorted(map(str, found - truth))
            self.misses.append(f"{who}: missing {missing}, not there {extra}")

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.told + self.there)


def employments(f: Facts, p: Profile) -> Found:
    there = {(_plain(j.title), _plain(j.company), *_shown(f, j.start, j.end)) for j in f.jobs}
    return there, {(_plain(e.title), _plain(e.company), e.start, e.end) for e in p.employments}


def _shown(f: Facts, *points: str | None) -> tuple[str | None, ...]:
    """Layouts that show years alone leave nothing else to be found."""
    years_only = f.layout in ("academic", "sidebar_dark", "docx_plain")
    return tuple(at[:4] if at and years_only else at for at in points)


def education(f: Facts, p: Profile) -> Found:
    there = {(_plain(s.degree), _plain(s.school), s.year) for s in f.studies}
    return there, {(_plain(e.degree), _plain(e.institution), e.year) for e in p.education}


def skill_names(f: Facts, p: Profile) -> Found:
    """The skills listed, and those that sentences name beside them, which may stand apart as mentioned. What titles, degrees
    and the headline imply ("Sales Assistant") is neither asked for nor held against."""
    there = {_skill(s) for s in (*f.skills, *f.also)}
    words = "\n".join([f.headline, *(j.title for j in f.jobs), *(s.degree for s in f.studies)])
    implied = {_skill(m.name) for m in skills.find(words)}
    mentioned = {_skill(s.name) for s in p.mentioned} & {_skill(s) for s in f.also}
    return there, mentioned | ({_skill(s.name) for s in p.skills} - (implied - there))


def _skill(name: str) -> str:
    return (skills.canonical(name) or name).casefold()


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().replace("’", "'").split()).strip(".")


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


EXACT: dict[str, Callable[[Facts, Profile], Found]] = {
    "name": lambda f, p: ({_plain(f.shown)}, {_plain(p.name.value)} if p.name else set()),
    "e-mail": lambda f, p: ({f.email}, {p.email.value.lower()} if p.email else set()),
    "phone": lambda f, p: ({_digits(f.phone)}, {_digits(p.phone.value)} if p.phone else set()),
}
LISTS: dict[str, Callable[[Facts, Profile], Found]] = {
    "employments": employments,
    "education": education,
    "skills": skill_names,
}


def measure(read: Iterable[tuple[Facts, Profile]]) -> dict[str, Score]:
    scores = {name: Score() for name in (*EXACT, *LISTS, "years")}
    for f, profile in read:
        for name, compare in (EXACT | LISTS).items():
            scores[name].add(f"{f.name} ({f.layout})", *compare(f, profile))
        near = profile.total_years is not None and abs(profile.total_years - _years(f)) <= 0.5
        scores["years"].add(
            f"{f.name} ({f.layout}) {profile.total_years}", {_years(f)}, {_years(f)} if near else set()
        )
    return scores


def _years(f: Facts) -> float:
    return round(f.years, 1)


def profiles(bench: str, which: str) -> list[tuple[Facts, Profile]]:
    """Everybody's resume of a bench and a half, made and read; a file that is refused gives an empty profile."""
    found = []
    with printer() as to_pdf:
        for f, name, content in _files(bench, which, to_pdf):
            try:
                document = documents.read(name, content)
            except BadInput as error:
                print(f"{f.name}: {error}", file=sys.stderr)
                found.append((f, Profile()))
                continue
            found.append((f, resumes.parse(document, TODAY)))
    return found


def _files(bench: str, which: str, to_pdf: Print) -> Iterator[tuple[Facts, str, bytes]]:
    if bench == "cvs":
        return made(people(which), to_pdf)
    if bench == "challenge":
        return ((s.facts, name, content) for s, name, content in files(sheets(which), to_pdf))
    return handed_in(which, to_pdf) if bench == "byhand" else read_first(bench, which)


GROUPS: tuple[tuple[tuple[str, ...], str, float], ...] = (
    (("name", "e-mail", "phone"), "exact", 0.98),
    (("employments", "education", "skills"), "F1", 0.90),
    (("years",), "within half a year", 0.95),
)
"""Fields shown in one row, how they are counted, and what each must reach."""


def table() -> list[str]:
    """Rows of the bench's table."""
    return [
        *_rows("resumes", "cvs", "other half"),
        *_rows("other resumes", "challenge", "other half"),
        *_rows("resumes by hand", "byhand", "written first"),
        *_rows("resumes of a stranger", "firstread", "looked at once"),
        *_whole("resumes never looked at", "neverread"),
    ]


def _whole(what: str, bench: str) -> list[str]:
    """Rows of a bench of which no half was tuned on."""
    scores = measure([*profiles(bench, "reported"), *profiles(bench, "tuning")])
    return [
        f"| {what}: {' / '.join(names)}, {how} | {_shown_of(scores, names, how, must)} | | | at least {must:.2f} |"
        for names, how, must in GROUPS
    ]


def _rows(what: str, bench: str, beside: str) -> list[str]:
    """Rows of one bench; the half that was tuned on first beside the other."""
    reported, tuning = (measure(profiles(bench, which)) for which in ("reported", "tuning"))
    if "--misses" in sys.argv:
        for name, score in tuning.items():
            print(f"\n{what}: {name}", *score.misses, sep="\n  ")
    return [
        f"| {what}: {' / '.join(names)}, {how} | {_shown_of(reported, names, how, must)} | "
        f"{beside}: {_shown_of(tuning, names, how, must)} | | at least {must:.2f} |"
        for names, how, must in GROUPS
    ]


def _shown_of(scores: Mapping[str, Score], names: Sequence[str], how: str, must: float) -> str:
    figures = [scores[n].f1 if how == "F1" else scores[n].right / scores[n].there for n in names]
    return " / ".join(f"{f:.3f}" if f >= must else f"**{f:.3f}: missed**" for f in figures)


if __name__ == "__main__":
    started = time.perf_counter()
    print(*table(), sep="\n")
    print(f"{time.perf_counter() - started:.0f} s")

"""The invented people of the quality bench: what their resumes say, which is what reading them must find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

TODAY = date(2026, 11, 1)
"""The day on which every resume of the bench is handed over."""
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Job:
    """`start` and `end` are `YYYY-MM` or `YYYY`; no `end` while it lasts."""

    title: str
    company: str
    town: str
    start: str
    end: str | None
    done: tuple[str, ...]


@dataclass(frozen=True)
class Study:
    degree: str
    school: str
    year: int | None


@dataclass(frozen=True)
class Facts:
    """`shown` is the name as a perfect reader gives it; `also` skills that sentences name beside the listed ones."""

    name: str
    shown: str
    layout: str
    email: str
    phone: str
    place: str
    headline: str
    lang: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[str, ...]
    also: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def years(self) -> float:
        """Months of employment, both ends included and each counted once; a year alone stands for its middle."""
        months: set[int] = set()
        for job in self.jobs:
            last = _month(job.end, 6) if job.end else TODAY.year * 12 + TODAY.month - 1
            months |= set(range(_month(job.start, 7), last + 1))
        return len(months) / 12


def _month(point: str, without: int) -> int:
    year, _, month = point.partition("-")
    return int(year) * 12 + (int(month) if month else without) - 1


def people(which: str) -> list[Facts]:
    """`which` is "tuning" or "reported"."""
    return [_facts(given) for given in yaml.safe_load((HERE / f"{which}.yaml").read_text(encoding="utf-8"))]


def _facts(given: dict[str, Any]) -> Facts:
    return Facts(
        name=given["name"],
        shown=given.get("shown", given["name"]),
        layout=given["layout"],
        email=given["email"],
        phone=given["phone"],
        place=given["place"],
        headline=given["headline"],
        lang=given.get("lang", "en"),
        jobs=tuple(map(_job, given["jobs"])),
        studies=tuple(map(_study, given["studies"])),
        skills=tuple(given["skills"]),
        also=tuple(given.get("also", ())),
        languages=tuple(given["languages"]),
    )


def _job(line: str) -> Job:
    title, company, town, start, end, done = (part.strip() for part in line.split("|"))
    return Job(
        title, company, town, start, end or None, tuple(d.strip() for d in done.split(";") if d.strip())
    )


def _study(line: str) -> Study:
    degree, school, year = (part.strip() for part in line.split("|"))
    return Study(degree, school, int(year))


# --- dates as people write them ----------------------------------------------------------------------------

_LONG = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
_PRESENT = {"en": "Present", "de": "heute", "fr": "aujourd'hui"}


def dates(job: Job, form: str, lang: str = "en", dash: str = " – ") -> str:
    """The job's time as written: `form` is long, short, numbers, dots, iso, quote or years."""
    end = point(job.end, form, lang) if job.end else _PRESENT[lang]
    return f"{point(job.start, form, lang)}{dash}{end}"


def point(at: str, form: str, lang: str = "en") -> str:
    year, _, month = at.partition("-")
    if not month or form == "years":
        return year
    name = _LONG[lang][int(month) - 1]
    return {
        "long": f"{name} {year}",
        "short": f"{name[:3]} {year}",
        "comma": f"{name[:3]}, {year}",
        "numbers": f"{month}/{year}",
        "dots": f"{month}.{year}",
        "iso": f"{year}-{month}",
        "quote": f"{name[:3]} '{year[2:]}",
    }[form]

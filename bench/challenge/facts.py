"""The invented people of the second quality bench and how each writes dates and headings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.cvs.facts import Facts, Job, Study

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sheet:
    """A person and the style of the resume: `heads` are the headings of work, education and skills."""

    facts: Facts
    form: str
    present: str
    heads: tuple[str, str, str]

    def when(self, job: Job, dash: str = " – ") -> str:
        """The job's time as this person writes it."""
        lang = self.facts.lang
        if job.end is None and self.form == "since":
            return f"since {point(job.start, 'numbers', lang)}"
        start = point(job.start, self.form, lang)
        return f"{start}{dash}{point(job.end, self.form, lang, last=True) if job.end else self.present}"


def sheets(which: str) -> list[Sheet]:
    """`which` is "tuning" or "reported"."""
    return [_sheet(given) for given in yaml.safe_load((HERE / f"{which}.yaml").read_text(encoding="utf-8"))]


_NOW = {"en": "Present", "de": "heute", "fr": "aujourd'hui", "pt": "atual"}


def _sheet(given: dict[str, Any]) -> Sheet:
    lang = given.get("lang", "en")
    facts = Facts(
        name=given["name"],
        shown=given["name"],
        layout=given["layout"],
        email=given["email"],
        phone=str(given["phone"]),
        place=str(given["place"]),
        headline=given["headline"],
        lang=lang,
        jobs=tuple(map(_job, given["jobs"])),
        studies=tuple(map(_study, given["studies"])),
        skills=tuple(given["skills"]),
        also=tuple(given.get("also", ())),
        languages=tuple(given["languages"]),
    )
    work, education, skills = given["heads"]
    return Sheet(facts, given["form"], given.get("present", _NOW[lang]), (work, education, skills))


def _job(line: str) -> Job:
    title, company, town, start, end, done = (part.strip() for part in line.split("|"))
    return Job(title, company, town, start, end or None, tuple(d.strip() for d in done.split(";")))


def _study(line: str) -> Study:
    degree, school, year = (part.strip() for part in line.split("|"))
    return Study(degree, school, int(year))


_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}


def point(at: str, form: str, lang: str = "en", *, last: bool = False) -> str:
    """A date in one of the forms people write; `last` for the end of a range."""
    year, _, month = at.partition("-")
    if form == "season":
        return f"{'Autumn' if last else 'Spring'} {year}"
    if not month or form == "years":
        return year
    name = _MONTHS[lang].split()[int(month) - 1]
    return {
        "long": f"{name}{' de' if lang == 'pt' else ''} {year}",
        "short": f"{name[:3]} {year}",
        "comma": f"{name}, {year}",
        "numbers": f"{month}/{year}",
        "since": f"{month}/{year}",
        "slash": f"{year}/{month}",
        "dots": f"{month}.{year}",
        "iso": f"{year}-{month}",
        "isodot": f"{year}.{month}",
        "fulldots": f"{'31' if last and month in ('01', '03', '05', '07', '08', '10', '12') else '28' if last else '01'}.{month}.{year}",
        "quote": f"{name[:3]} '{year[2:]}",
        "quarter": f"Q{(int(month) + 2) // 3} {year}",
    }[form]

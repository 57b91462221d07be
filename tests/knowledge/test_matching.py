"""Verdicts by rules, by hand; and that they do not see who the person is."""

from __future__ import annotations

import json
import random
import re
from datetime import UTC, date, datetime
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest

from deploy.demo.jobs import jobs
from deploy.demo.layouts.content import content
from deploy.demo.layouts.text import text as as_text
from deploy.demo.resumes import applicants
from domain.hiring import Candidate, Job
from domain.rubric import Criterion, JobCriteria, Verdict, scored
from knowledge import documents, resumes
from knowledge.criteria import of_fields
from knowledge.matching import judged
from knowledge.sheet import sheet
from tests.knowledge.resumes_by_hand import PEOPLE

TODAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, tzinfo=UTC)
NAMES = Path("/").joinpath("work", "shared", "data", "name-bias")
"""Names by race and sex, and resumes without one; see its README. Absent elsewhere: the demo's own names stand in."""
EACH = 10
"""Names a group: reading a resume takes longer than scoring it."""
FIRST_NAMES = (
    "Lakisha", "Emily", "Jamal", "Greg", "Mei", "Hiroshi", "Aisha", "Mohammed", "Ruby", "Julia", "Chase", "Baker", "Mason", "Grant",
    "Dakota", "José", "Ngozi", "Svetlana", "Xochitl", "Björn", "Cook", "Will", "May", "Mark",
)  # fmt: skip


def read(text: str, id: str = "c") -> Candidate:
    document = documents.assembled([text])
    profile = resumes.parse(document, TODAY)
    return Candidate(
        id=id, name=profile.name.value if profile.name else id, profile=profile, text=document.text, file_key=id,
        file_name=f"{id}.txt", resume_hash=id, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


@cache
def criteria_of(job: Job) -> JobCriteria:
    draft = of_fields(job.must_have, job.nice_to_have, job.min_years, job.title, job.description)
    return JobCriteria(id="x", job_id=job.id, version=1, criteria=draft.criteria, change="", by="x", at=NOW)


def total(candidate: Candidate, criteria: JobCriteria) -> float:
    return scored(criteria, judged(criteria.criteria, candidate)[0]).total


def verdict(candidate: Candidate, **fields: object) -> Verdict:
    criterion = Criterion.model_validate({"id": "x", "name": "x"} | fields)
    return judged((criterion,), candidate)[0][0]


# --- by hand -----------------------------------------------------------------------------------------------------


def test_a_skill_counts_more_where_a_dated_position_uses_it() -> None:
    asha, ben = PEOPLE[0], PEOPLE[1]
    listed = verdict(asha, kind="skill", name="Python")
    used = verdict(ben, kind="skill", name="Python")
    assert (listed.finding, listed.degree, listed.note) == ("found", 0.6, "named, in no dated position")
    assert used.degree == 1
    assert "positions that name it" in used.note


def test_saying_a_skill_often_adds_nothing() -> None:
    once = read("Ann Lee\nann@example.com\n\nSkills\nPython, Kafka\n")
    often = read("Ann Lee\nann@example.com\n\nSkills\n" + "Python, Kafka, " * 40 + "\n")
    assert (
        verdict(once, kind="skill", name="Python").degree
        == verdict(often, kind="skill", name="Python").degree
    )


def test_years_of_a_skill_that_are_too_few_are_unclear_with_both_numbers() -> None:
    found = verdict(PEOPLE[1], kind="skill", name="Python", years=8)
    assert found.finding == "unclear"
    assert "8 asked for" in found.note
    assert 0.6 < found.degree < 1


@pytest.mark.parametrize(
    ("who", "finding", "degree"), [(0, "found", 1.0), (1, "missing", 0.6), (8, "unclear", 0.5)]
)
def test_years_of_experience(who: int, finding: str, degree: float) -> None:
    found = verdict(PEOPLE[who], kind="years", name="experience", years=5)
    assert (found.finding, found.degree) == (finding, degree)


def test_quotes_are_words_of_the_resume() -> None:
    for person in PEOPLE:
        for job in jobs():
            for found in judged(criteria_of(job).criteria, person)[0]:
                for said in found.evidence:
                    assert said.quote.replace(" ", "") in re.sub(r"\s", "", person.text)
                assert found.evidence or found.finding != "found" or found.degree == 1


def test_a_career_that_did_not_rise_is_not_held_against_anybody() -> None:
    steady = verdict(PEOPLE[1], kind="trajectory", name="Growing responsibility")
    assert (steady.finding, steady.degree) == ("unclear", 0.5)


# --- who the person is -------------------------------------------------------------------------------------------

PERSONAL = """{first} Novak
{first.lower}@example.com
Date of birth: 3 May 1979
Nationality: {nationality}
Gender: {gender}
Marital status: {status}
[Photo of {first}, {gender}]

Experience
Backend Engineer, Example Ltd
Jan 2019 - Dec 2024
- {pronoun} led the move of payments to Python and Kafka together with three teams
- {possessive} manager said that {pronoun} owned the on-call rota; {first} introduced tracing
- Took one year of {leave} leave

Education
BSc Computer Science, {school}, 2018
"""


def written(**who: str) -> str:
    text = PERSONAL.replace("{first.lower}", who["first"].lower())
    for key, value in who.items():
        text = text.replace(f"{{{key}}}", value)
    return text


ANNA = {
    "first": "Anna", "nationality": "Czech", "gender": "female", "status": "married, two children", "pronoun": "she",
    "possessive": "Her", "leave": "maternity", "school": "University of Prague",
}  # fmt: skip
OMAR = {
    "first": "Omar", "nationality": "Egyptian", "gender": "male", "status": "single", "pronoun": "he", "possessive": "His",
    "leave": "paternity", "school": "University of Cairo",
}  # fmt: skip


def test_name_sex_age_origin_family_photo_and_school_are_not_seen() -> None:
    one, other = read(written(**ANNA)), read(written(**OMAR))
    seen = sheet(one).text
    for word in (
        "Anna",
        "Novak",
        "1979",
        "Czech",
        "female",
        "married",
        "children",
        "Photo",
        "She",
        "Her",
        "maternity",
        "Prague",
    ):
        assert not re.search(rf"\b{word}\b", seen, re.I), word
    assert len(seen) == len(one.text)
    assert "payments to Python and Kafka" in seen
    assert sheet(one).input_hash == sheet(other).input_hash


def test_a_school_is_seen_only_where_the_job_asks_for_one() -> None:
    prague = Criterion(id="s", kind="institution", name="University of Prague")
    assert "Prague" in sheet(read(written(**ANNA)), institutions=True).text
    found = [judged((prague,), read(written(**who)))[0][0].finding for who in (ANNA, OMAR)]
    assert found == ["found", "missing"]


def test_a_name_that_is_a_skill_too_gives_nobody_that_skill() -> None:
    julia = read(written(**(ANNA | {"first": "Julia"})))
    assert verdict(julia, kind="skill", name="Julia").finding == "missing"
    assert verdict(julia, kind="skill", name="Python").finding == "found"


def demo_texts() -> list[tuple[str, str, str]]:
    """Id, first name and text of every demo resume."""
    return [(r.id, r.name.split()[0], as_text(content(r)).decode()) for r in applicants()]


def renamed(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text)


def test_another_first_name_leaves_each_score_and_every_rank_of_the_demo_as_it_was() -> None:
    """Every second demo resume under another name, held against every demo job."""
    names = cycle(FIRST_NAMES)
    before, after = {}, {}
    for id, first, text in demo_texts()[::2]:
        before[id], after[id] = read(text, id), read(renamed(text, first, next(names)), id)
    for job in jobs():
        criteria = criteria_of(job)
        was = {id: total(c, criteria) for id, c in before.items()}
        now = {id: total(c, criteria) for id, c in after.items()}
        assert {id: (was[id], now[id]) for id in was if was[id] != now[id]} == {}
        assert sorted(was, key=lambda id: (-was[id], id)) == sorted(now, key=lambda id: (-now[id], id))


@pytest.mark.skipif(not NAMES.exists(), reason="the names of the published audit are not on this machine")
def test_names_of_the_published_audit_change_no_score() -> None:
    """Names of each race and sex, each in one of the equally qualified resumes, for four jobs; each is compared with the
    same resume under one name."""
    people = [
        name.title()
        for file in ("top_mens_names.json", "top_womens_names.json")
        for listed in json.loads((NAMES / file).read_text()).values()
        for name in random.Random(5).sample(listed, EACH)
    ]
    roles = json.loads((NAMES / "resumes_to_rank.json").read_text())
    slots = [(role, text) for role, made in roles.items() for text in made["resumes"]]
    named = cycle(people)
    changed = []
    base = {text: _scored(role, text, "Anna Huber") for role, text in slots}
    for number in range(max(len(people), len(slots))):
        role, text = slots[number % len(slots)]
        name = next(named)
        if _scored(role, text, name) != base[text]:
            changed.append((role, name))
    assert changed == []


def _scored(role: str, text: str, name: str) -> float:
    draft = of_fields(
        [],
        [],
        3,
        role.title(),
        f"A {role}. You must know Python, SQL, Java, recruiting, Excel and budgeting.",
    )
    criteria = JobCriteria(id="x", job_id="x", version=1, criteria=draft.criteria, change="", by="x", at=NOW)
    return total(read(text.replace("**", "").replace("{name}", name)), criteria)

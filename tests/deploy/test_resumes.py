from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import docx
import phonenumbers
import pypdfium2
import pytest

from deploy.demo.layouts.content import content
from deploy.demo.resumes import LAYOUTS, applicants, own_resume, render
from deploy.demo.world.careers import resumes
from deploy.demo.world.phrases import plain, said, skills_in
from deploy.demo.world.resume import Post, Resume, truth
from knowledge import skills

FICTIONAL = re.compile(
    r"\+1 \d{3}-555-01\d\d|\+44 (20 7946|1[36]1 496) 0\d{3}"
    r"|\+49 (30 23125|89 99998|40 66969|69 90009) \d{3}|\+46 8 465 004 \d\d|\+61 2 5550 \d{4}"
)
"""NANPA 555-01xx, Ofcom's and the Bundesnetzagentur's numbers for drama, PTS, ACMA."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("resumes")
    told: list[tuple[int, int]] = []
    paths = render(folder, lambda done, total: told.append((done, total)))
    assert told == [(n, 120) for n in range(1, 121)]
    assert len(set(paths)) == 120
    return folder


def path_of(resume: Resume, folder: Path) -> Path:
    return folder / f"{resume.id}.{LAYOUTS[resume.layout][0]}"


def text_of(path: Path) -> str:
    """Everything a reader of the file can select, with blanks made one."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            text = "\n".join(page.get_textpage().get_text_range() for page in document)
    elif path.suffix == ".docx":
        text = _words(docx.Document(str(path)))
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _words(document: Any) -> str:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    places = [document.sections[0].header, document, *cells]
    return "\n".join(paragraph.text for place in places for paragraph in place.paragraphs)


def test_the_mix_of_files(folder: Path) -> None:
    suffixes = Counter(path.suffix for path in folder.iterdir())
    assert suffixes == {".pdf": 85, ".docx": 30, ".txt": 5, ".json": 1}


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "scan"])
def test_everything_can_be_read_back(layout: str, folder: Path) -> None:
    found = [resume for resume in applicants() if resume.layout == layout]
    assert found
    for resume in found:
        text = text_of(path_of(resume, folder))
        bullets = [bullet for post in resume.posts for bullet in post.bullets]
        for words in (
            resume.name,
            resume.email,
            resume.phone or "",
            resume.location,
            *resume.listed,
            *bullets,
        ):
            assert words in text, (resume.id, words)
        for post in resume.posts:
            assert f"{post.company}, {post.city}" in text
            assert post.title in text


def test_scans_are_pictures_without_text(folder: Path) -> None:
    scans = [resume for resume in applicants() if resume.layout == "scan"]
    assert len(scans) >= 3
    for resume in scans:
        assert text_of(path_of(resume, folder)) == ""
        with pypdfium2.PdfDocument(path_of(resume, folder)) as document:
            picture = document[0].render(grayscale=True).to_pil()
        darkest, lightest = picture.getextrema()
        assert darkest < 90 < 200 < lightest


def test_long_careers_take_two_pages(folder: Path) -> None:
    for resume in applicants():
        if resume.layout == "two":
            with pypdfium2.PdfDocument(path_of(resume, folder)) as document:
                assert len(document) == 2, resume.id


def test_rendering_again_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    render(tmp_path, lambda done, total: None)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_truth_lies_beside_the_files(folder: Path) -> None:
    told = json.loads((folder / "truth.json").read_bytes())
    assert told["as_of"] == "2026-10"
    assert {*told["resumes"], "truth.json"} == {path.name for path in folder.iterdir()}
    leo = told["resumes"]["leo-martins.pdf"]
    assert (leo["name"], leo["email"], leo["location"]) == (
        "Leo Martins",
        "leo.martins@post.example",
        "Berlin, Germany",
    )
    assert {"Python", "Apache Kafka"} <= set(leo["skills"])
    assert leo["employments"][0]["end"] is None


def test_the_recruiter_finds_somebody() -> None:
    """ "Python developers with 5+ years in Berlin who know Kafka", then "only those with Go"."""
    berlin = [
        r
        for r in applicants()
        if r.location.startswith("Berlin")
        and {"Python", "Apache Kafka"} <= set(r.skills)
        and (r.total_years or 0) >= 5
    ]
    with_go = [r for r in berlin if "Go" in r.skills]
    assert len(berlin) >= 5
    assert 2 <= len(with_go) < len(berlin)
    assert sum("Python" in r.skills and r.trade == "python" for r in applicants()) >= 12


def test_addresses_and_numbers_are_reserved_for_fiction() -> None:
    emails = [resume.email for resume in resumes()]
    assert len(set(emails)) == 121
    assert all(re.fullmatch(r"[a-z.-]+@[a-z]+\.example", email) for email in emails)
    numbers = [resume.phone for resume in resumes() if resume.phone]
    assert len(numbers) > 70
    for number in numbers:
        assert FICTIONAL.fullmatch(number), number
        assert phonenumbers.is_valid_number(phonenumbers.parse(number))
    assert all(link.endswith(".example") for r in resumes() for link in [r.link] if link)


def test_careers_hang_together() -> None:
    for resume in resumes():
        ends = ["9999", *(post.start for post in resume.posts)]
        for post, later_start in zip(resume.posts, ends, strict=False):
            assert post.start <= (post.end or "9998") <= later_start, resume.id
        if resume.posts:
            assert resume.studies[0].year <= int(resume.posts[-1].start[:4])
        assert len({post.company for post in resume.posts}) == len(resume.posts)
    years = [resume.total_years or 0 for resume in resumes()]
    assert min(years) == 0
    assert max(years) >= 25


def test_overlapping_employments_count_once() -> None:
    side_job = Post("Tutor", "Quillbrook College", "London", "2020-06", "2021-02", ())
    job = Post("Developer", "Velmora Inc.", "London", "2020-01", "2020-12", ())
    resume = applicants()[0].__class__(**{**vars(applicants()[0]), "posts": (side_job, job)})
    assert truth(resume)["total_years"] == round(14 / 12, 1)


def test_skills_have_the_taxonomys_names_and_can_be_found_in_the_text() -> None:
    for resume in applicants():
        assert set(resume.skills) <= set(skills.every())
        text = " \n".join(
            [resume.headline, resume.summary or "", ", ".join(resume.listed)]
            + [f"{p.title}\n" + "\n".join(p.bullets) for p in resume.posts]
            + [study.degree for study in resume.studies]
            + list(resume.certifications)
        )
        listed = {
            skills.canonical(name) for name in resume.skills if name in text
        }  # some count in lists alone
        assert set(resume.skills) <= {mention.name for mention in skills.find(text)} | listed, resume.id


def test_who_has_not_handed_in_a_resume_has_one_at_home(tmp_path: Path) -> None:
    assert "aisha-khan" not in {resume.id for resume in applicants()}
    assert "Aisha Khan" in text_of(own_resume(tmp_path))


def test_layouts_differ_from_person_to_person() -> None:
    headings = {tuple(s.heading for s in content(r).sections) for r in applicants()}
    assert len(headings) > 30


def test_phrases_name_their_skills() -> None:
    phrase = "Moved {files|files} to [Kafka=Apache Kafka] in [Python]"
    chosen = said(phrase, Random(1))
    assert plain(chosen) == "Moved files to Kafka in Python"
    assert skills_in(chosen) == {"Apache Kafka", "Python"}

"""Resumes of known content in every layout → profile; and what holds for any text at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial

import pytest
from hypothesis import given, settings, strategies as st

from domain.profiles import Profile, Span
from knowledge import skills
from knowledge.documents import Document, read
from knowledge.heading_words import SECTION_OF, Section
from knowledge.resumes import parse
from tests.knowledge import making
from tests.knowledge.making import PEOPLE, Person
from tests.parts import need

TODAY = date(2026, 11, 22)
LAYOUTS: dict[str, Callable[[Person], bytes]] = {
    "one.pdf": making.one_column,
    "pages.pdf": making.two_pages,
    "rows.pdf": partial(making.two_columns, row_by_row=True),
    "columns.pdf": partial(making.two_columns, row_by_row=False),
    "table.pdf": making.table,
    "scan.pdf": making.scan,
    "word.docx": making.word,
    "plain.txt": making.plain,
}
CASES = [(layout, person) for layout in LAYOUTS for person in PEOPLE]


@lru_cache
def reading(layout: str, person: Person) -> tuple[Document, Profile]:
    if layout == "scan.pdf":
        need(shutil.which("tesseract"), "tesseract on the path")
    document = read(layout, LAYOUTS[layout](person))
    return document, parse(document, TODAY)


def spoken(text: str) -> str:
    """Without blanks and case, as values are compared with the words they stand in."""
    return re.sub(r"\s", "", text).casefold()


def claims(profile: Profile) -> Iterator[tuple[str, Span]]:
    """Every value of a profile with its span."""
    single = (profile.name, profile.email, profile.phone, profile.location, profile.headline)
    for value in (*(v for v in single if v), *profile.links, *profile.languages, *profile.certifications):
        yield value.value, value.span
    for job in profile.employments:
        yield from ((words, job.span) for words in (job.title, job.company) if words)
        yield from ((point[2:4], job.span) for point in (job.start, job.end) if point)  # "'19" is a year too
    for study in profile.education:
        year = str(study.year) if study.year else None
        yield from ((words, study.span) for words in (study.degree, study.institution, year) if words)


def check_spans(document: Document, profile: Profile) -> None:
    for value, span in claims(profile):
        assert spoken(value) in spoken(document.text[span.start : span.end]), value
        assert span.page == document.page_of(span.start)
    for skill in profile.every_skill:
        said = {" ".join(document.text[s.start : s.end].split()) for s in skill.spans}
        assert {skills.canonical(words) or words for words in said} == {skill.name}


# --- known resumes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("layout", "person"), CASES)
def test_who_and_how_to_reach(layout: str, person: Person) -> None:
    _, profile = reading(layout, person)
    assert profile.email
    assert profile.email.value == person.email
    assert profile.phone
    assert profile.phone.value == person.phone
    assert profile.location
    assert profile.location.value == person.place
    if layout != "scan.pdf":
        assert profile.name
        assert profile.name.value == person.name
        assert profile.headline
        assert profile.headline.value == person.headline


@pytest.mark.parametrize(("layout", "person"), CASES)
def test_employments(layout: str, person: Person) -> None:
    document, profile = reading(layout, person)
    found = [(e.title, e.company, e.start, e.end, e.current) for e in profile.employments]
    if layout == "scan.pdf":
        found = [(t, c and c.replace("é", "e"), s, e, now) for t, c, s, e, now in found]
    assert found == [(j.title, j.company, j.start, j.end, j.end is None) for j in person.jobs]
    for job, employment in zip(person.jobs, profile.employments, strict=True):
        assert job.bullets[0][:20] in document.text[employment.span.start : employment.span.end]


@pytest.mark.parametrize(("layout", "person"), CASES)
def test_education_and_lists(layout: str, person: Person) -> None:
    _, profile = reading(layout, person)
    found = [(e.degree, e.institution, e.year) for e in profile.education]
    assert found == [(person.degree, person.school, person.year)]
    assert tuple(value.value for value in profile.languages) == person.languages
    assert [value.value for value in profile.certifications] == [person.certificate]


@pytest.mark.parametrize(("layout", "person"), CASES)
def test_skills(layout: str, person: Person) -> None:
    _, profile = reading(layout, person)
    found = {skill.name for skill in profile.every_skill}
    right = len(found & person.skills)
    assert 2 * right / (len(found) + len(person.skills)) >= 0.9


def test_what_is_listed_is_told_from_what_sentences_mention() -> None:
    profile = profile_of(
        "Ada Park", "ada@post.example", "", "Experience", "Clerk, Acme Ltd, 2019 - 2022",
        "- Helped with budgeting and logistics, and wrote queries in SQL", "", "Skills", "Forklift operation, SAP EWM, Incoterms (DAP, DDP), R",
    )  # fmt: skip
    assert {s.name for s in profile.skills} == {"Forklift operation", "SAP EWM", "Incoterms", "R"}
    assert {"Budgeting", "Logistics"} <= {s.name for s in profile.mentioned}


def test_years_are_counted_once_and_up_to_today() -> None:
    years = [reading("one.pdf", person)[1].total_years for person in PEOPLE]
    assert years == [10.2, 7.9]


@pytest.mark.parametrize(("layout", "person"), CASES)
def test_every_value_stands_where_its_span_says(layout: str, person: Person) -> None:
    document, profile = reading(layout, person)
    assert len(list(claims(profile))) > 10
    check_spans(document, profile)


# --- forms people use --------------------------------------------------------------------------------------


def profile_of(*lines: str) -> Profile:
    document = Document("\n".join(lines))
    profile = parse(document, TODAY)
    check_spans(document, profile)
    return profile


@pytest.mark.parametrize(
    "lines",
    [
        ("Plant Manager | Orrinfell Steel AG | 2019 - 2021",),
        ("Orrinfell Steel AG\t2019 – 2021", "Plant Manager"),
        ("Plant Manager\t2019 – 2021", "Orrinfell Steel AG, Essen"),
        ("2019 – 2021\tPlant Manager", "Orrinfell Steel AG"),
        ("Plant Manager", "Orrinfell Steel AG", "2019 – 2021"),
        ("Orrinfell Steel AG", "Plant Manager", "2019 – 2021 (2 years)", "Essen, Germany"),
        ("Plant Manager at Orrinfell Steel AG (2019–2021)",),
        ("2019 – 2021", "Plant Manager", "Orrinfell Steel AG"),
        ("2019–2021: Plant Manager, Orrinfell Steel AG, Essen",),
    ],
)
def test_order_of_title_company_and_dates(lines: tuple[str, ...]) -> None:
    profile = profile_of("Experience", *lines, "- Ran three shifts of forty people each.", "", "Education")
    assert [(e.title, e.company, e.start, e.end) for e in profile.employments] == [
        ("Plant Manager", "Orrinfell Steel AG", "2019", "2021")
    ]


def test_two_jobs_with_company_and_title_above_the_dates() -> None:
    profile = profile_of(
        "Work History", "Orrinfell Steel AG", "Plant Manager", "Jan 2019 - Present", "- Ran three shifts.",
        "Dunmore Bakery Ltd", "Shift Supervisor", "05/2014 - 12/2018", "- Baked bread for the whole town.",
    )  # fmt: skip
    assert [(e.title, e.company) for e in profile.employments] == [
        ("Plant Manager", "Orrinfell Steel AG"),
        ("Shift Supervisor", "Dunmore Bakery Ltd"),
    ]


def test_german_resume() -> None:
    profile = profile_of(
        "Lebenslauf", "", "Henrike Aschenfeld", "10999 Berlin", "Tel.: 030 23125 456", "henrike@post.example", "",
        "Berufserfahrung", "seit Oktober 2021\tBuchhalterin", "Sandrock Möbel GmbH", "",
        "04/2017 – 09/2021\tSachbearbeiterin", "Falkenried Druck KG", "",
        "Ausbildung", "2014 – 2017\tAusbildung zur Industriekauffrau", "Berufsschule Lindenau", "",
        "Sprachen", "Deutsch (Muttersprache), Englisch (B2)", "", "Kenntnisse", "DATEV, SAP, Excel",
    )  # fmt: skip
    assert profile.name
    assert profile.name.value == "Henrike Aschenfeld"
    assert profile.phone
    assert profile.phone.value == "030 23125 456"
    assert profile.location
    assert profile.location.value == "10999 Berlin"
    assert [(e.title, e.company, e.start, e.end) for e in profile.employments] == [
        ("Buchhalterin", "Sandrock Möbel GmbH", "2021-10", None),
        ("Sachbearbeiterin", "Falkenried Druck KG", "2017-04", "2021-09"),
    ]
    assert [(e.degree, e.institution, e.year) for e in profile.education] == [
        ("Ausbildung zur Industriekauffrau", "Berufsschule Lindenau", 2017)
    ]
    assert [value.value for value in profile.languages] == ["Deutsch", "Englisch"]
    assert {skill.name for skill in profile.skills} >= {"DATEV", "SAP", "Microsoft Excel"}


def test_positions_under_one_company_share_it() -> None:
    profile = profile_of(
        "Experience", "", "Tallowmere", "Staff Engineer", "January 2022 - Present (4 years 11 months)", "Leeds, England",
        "Led the move.", "", "Quillfen Systems", "5 years 2 months", "Senior Engineer",
        "June 2019 - December 2021 (2 years 7 months)", "Engineer", "November 2016 - May 2019 (2 years 7 months)",
    )  # fmt: skip
    assert [(e.title, e.company, e.start) for e in profile.employments] == [
        ("Staff Engineer", "Tallowmere", "2022-01"),
        ("Senior Engineer", "Quillfen Systems", "2019-06"),
        ("Engineer", "Quillfen Systems", "2016-11"),
    ]


def test_american_resume() -> None:
    profile = profile_of(
        "JANE A. KETTERLY, CPA", "123 Main St, Austin, TX 78701 | (512) 555-0147 | jketterly@mail.example", "",
        "PROFESSIONAL EXPERIENCE", "BRIDGEWELL MANUFACTURING, INC., Austin, TX", "Senior Accountant, 06/2018 – Present",
        "• Closed the books within five days.", "", "LONE ELM CO-OP, Waco, TX", "Accounting Clerk, 2012 – 2014", "",
        "EDUCATION", "Bachelor of Arts, Economics, University of Larkfield, May 2012", "",
        "CERTIFICATIONS", "Certified Public Accountant (CPA), Texas, 2016",
    )  # fmt: skip
    assert profile.name is not None
    assert profile.name.value == "Jane A. Ketterly"
    assert profile.location is not None
    assert profile.location.value == "Austin, TX 78701"
    assert [(e.title, e.company, e.start, e.end) for e in profile.employments] == [
        ("Senior Accountant", "BRIDGEWELL MANUFACTURING, INC.", "2018-06", None),
        ("Accounting Clerk", "LONE ELM CO-OP", "2012", "2014"),
    ]
    assert [(e.degree, e.institution, e.year) for e in profile.education] == [
        ("Bachelor of Arts, Economics", "University of Larkfield", 2012)
    ]
    assert [c.value for c in profile.certifications] == ["Certified Public Accountant (CPA), Texas"]


def test_french_resume() -> None:
    profile = profile_of(
        "RÉMI DAUVERGNE", "Développeur Full Stack", "Lyon, France | 06 12 34 56 78 | remi@courriel.example", "",
        "EXPÉRIENCE PROFESSIONNELLE", "Développeur Full Stack – Orphelia SAS, Lyon", "Mars 2021 – Aujourd'hui",
        "• Une plateforme en React", "", "FORMATION", "Master Informatique, Université de Beaulieu, 2018", "",
        "LANGUES", "Français (langue maternelle), Anglais (C1)",
    )  # fmt: skip
    assert [(e.title, e.company, e.start, e.current) for e in profile.employments] == [
        ("Développeur Full Stack", "Orphelia SAS", "2021-03", True)
    ]
    assert [(e.degree, e.institution, e.year) for e in profile.education] == [
        ("Master Informatique", "Université de Beaulieu", 2018)
    ]
    assert [value.value for value in profile.languages] == ["Français", "Anglais"]


def test_recognition_noise_is_forgiven() -> None:
    profile = profile_of("Jane Harrowgate", "jane.harrowgate @example.com | +1 (212) 555-0188", "Accountant")
    assert profile.email
    assert profile.email.value == "jane.harrowgate@example.com"
    assert profile.phone
    assert profile.phone.value == "+1 (212) 555-0188"
    assert profile.name
    assert profile.name.value == "Jane Harrowgate"


def test_links() -> None:
    profile = profile_of(
        "Jo Park-Lee", "jo.park@mail.example | linkedin.com/in/jopark | jopark.dev | Node.js"
    )
    assert [link.value for link in profile.links] == ["linkedin.com/in/jopark", "jopark.dev"]


def test_a_name_in_capitals_is_shown_in_ordinary_case() -> None:
    profile = profile_of("MARISOL VANTERPOOL", "Head Chef", "m.vanterpool@mail.example")
    assert profile.name
    assert profile.name.value == "Marisol Vanterpool"


def test_a_year_in_a_sentence_is_no_employment() -> None:
    profile = profile_of("Experience", "Rewrote reports, which had counted refunds twice since 2016")
    assert profile.employments == ()
    assert profile.total_years is None


# --- any text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "~ .. | ,, ' _ -- ''", "lorem ipsum dolor sit amet, nothing to see", "Core Qualifications"]
)
def test_unknown_stays_unknown(text: str) -> None:
    assert profile_of(text) == Profile()


FRAGMENTS = [
    "Experience", "Education", "Skills", "Languages:", "Jane Doe", "jane @doe.example", "\n", "\n\n", "\t", "•", ",", "–",
    "Jan 2020 – Present", "2018", "2018-2020", "since May 2019", "Acme Ltd", "Nurse", "University of X", "BSc Physics",
    "Go", "R", "C++", "+49 30 123456", "Berlin, Germany", "ﬁ", "Ünal", "Page 2", "(", ")", "German", "Certifications",
    "04.2015", "März '19", "31.12.2020", "a/b", "@", "www.x.example",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=40).map(" ".join))
def test_any_text_gives_a_profile_that_stands_in_it(text: str) -> None:
    document = Document(text)
    check_spans(document, parse(document, TODAY))


@pytest.mark.parametrize("heading", [words for words, of in SECTION_OF.items() if of is Section.references])
def test_the_address_of_a_referee_is_not_the_persons_own(heading: str) -> None:
    text = f"Ada Park\nDeveloper\n\n{heading.capitalize()}\nBo Lind, Manager at Acme Ltd\nbo.lind@post.example\n\nSkills\nPython"
    assert parse(Document(text), date(2026, 11, 1)).email is None

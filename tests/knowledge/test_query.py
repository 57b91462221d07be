"""Search sentences to queries and back to words."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, strategies as st

from knowledge.search import Query, describe, refine, understand

PLACES = {"Berlin, Germany", "Pune, India", "London, UK", "Reading, UK", "New York, NY", "Munich"}


def said(query: Query) -> dict[str, Any]:
    """What the query holds besides its text."""
    return query.model_dump(exclude={"text"}, exclude_defaults=True)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "python developers with 5+ years in Berlin who know kafka",
            {
                "must_skills": ("Python", "Apache Kafka"),
                "min_years": 5,
                "locations": ("Berlin",),
                "titles": ("developer",),
            },
        ),
        (
            "find java engineers near Pune with at least three years",
            {"must_skills": ("Java",), "min_years": 3, "locations": ("Pune",), "titles": ("engineer",)},
        ),
        ("data scientists, no managers", {"titles": ("data scientist",), "without_titles": ("manager",)}),
        ("Java but not JavaScript", {"must_skills": ("Java",), "without_skills": ("JavaScript",)}),
        ("c++ and c#", {"must_skills": ("C++", "C#")}),
        ("go developers", {"must_skills": ("Go",), "titles": ("developer",)}),
        ("who knows r?", {"must_skills": ("R",)}),
        ("python or go, ideally rust", {"any_skills": (("Python", "Go"),), "nice_skills": ("Rust",)}),
        ("react, angular or vue.js", {"any_skills": (("React", "Angular", "Vue.js"),)}),
        ("kotlin developers, scala a plus", {"must_skills": ("Kotlin",), "nice_skills": ("Scala",), "titles": ("developer",)}),
        ("3-5 years of python", {"must_skills": ("Python",), "min_years": 3, "max_years": 5}),
        ("between two and four years of experience", {"min_years": 2, "max_years": 4}),
        ("no more than 5 years", {"max_years": 5}),
        ("not less than 5 yrs", {"min_years": 5}),
        ("2.5 years", {"min_years": 2.5}),
        ("remove those with less than 3 years", {"min_years": 3}),
        ("drop the ones who don't know sql", {"must_skills": ("SQL",)}),
        ("leave out anyone in Paris", {"without_locations": ("Paris",)}),
        ("not from London", {"without_locations": ("London",)}),
        ("someone with aws, terraform and no java", {"must_skills": ("AWS", "Terraform"), "without_skills": ("Java",)}),
        ("without Java or PHP in Munich", {"without_skills": ("Java", "PHP"), "locations": ("Munich",)}),
        ("english and german speaking recruiters", {"languages": ("English", "German"), "titles": ("recruiter",)}),
        ("nurses who speak French", {"languages": ("French",), "titles": ("nurse",)}),
        ("people in new york or berlin", {"locations": ("New York", "Berlin")}),
        ("chefs", {"titles": ("chef",)}),
        ("reading specialists", {"titles": ("reading specialist",)}),
        ("accountants in Reading", {"titles": ("accountant",), "locations": ("Reading",)}),
        ("I'm looking for a senior product manager", {"levels": ("senior",), "titles": ("product manager",)}),
        ("people who know python for 3 years", {"skill_years": (("Python", 3.0),)}),
        ("5+ years Java developers", {"must_skills": ("Java",), "min_years": 5, "titles": ("developer",)}),
        ("Java (5 years) and at least 2 years of experience with AWS", {"skill_years": (("Java", 5.0), ("AWS", 2.0))}),
        ("lead data scientists, no juniors", {"levels": ("lead",), "titles": ("data scientist",), "without_levels": ("junior",)}),
        ("staff nurses", {"titles": ("staff nurse",)}),
        ("staff engineers", {"levels": ("lead",), "titles": ("engineer",)}),
        ("a master's degree in computer science", {"degree": "master", "studied": ("computer science",)}),
        ("graduates of Stanford University", {"degree": "bachelor", "studied": ("stanford university",)}),
        ("who studied physics at TU Munich", {"studied": ("physics", "tu munich")}),
        ("a PhD in physics but not in London", {"degree": "doctor", "studied": ("physics",), "without_locations": ("London",)}),
        ("a degree in Berlin", {"degree": "bachelor", "locations": ("Berlin",)}),
        ("without a degree", {"without_degree": "bachelor"}),
        ("worked at Siemens or Bosch", {"companies": ("Siemens", "Bosch")}),
        ("worked at siemens", {"companies": ("siemens",)}),
        ("ex-Google engineers, never at Meta", {"companies": ("Google",), "titles": ("engineer",), "without_companies": ("Meta",)}),
        ("somebody who worked at a bank in Berlin", {"locations": ("Berlin",)}),
        ("remote nurses who can start immediately", {"remote": True, "available": True, "titles": ("nurse",)}),
        ("(java OR kotlin) AND NOT spring", {"boolean": "(java OR kotlin) AND NOT spring"}),
        ('find me "site reliability" AND python', {"boolean": '"site reliability" AND python'}),
        ("FIND ME JAVA AND PYTHON", {"must_skills": ("Java", "Python")}),
        ("a devops engineer who speaks German", {"must_skills": ("DevOps",), "titles": ("engineer",), "languages": ("German",)}),
        ("people from Google who know java", {"must_skills": ("Java",)}),
        ("experience in payroll and HR policies", {"nice_skills": ("Payroll", "HR policies")}),
        ("lawyers with litigation experience", {"nice_skills": ("Litigation",), "titles": ("lawyer",)}),
        ("people who know payroll", {"must_skills": ("Payroll",)}),
        ("only those with experience in payroll", {"must_skills": ("Payroll",)}),
        ("experience in Python", {"must_skills": ("Python",)}),
        ("talent acquisition specialists", {"nice_skills": ("Recruitment",), "titles": ("talent acquisition specialist",)}),
        ("process and quality engineers", {"titles": ("process engineer", "quality engineer")}),
        ("mechanical or electrical engineers", {"titles": ("mechanical engineer", "electrical engineer")}),
        ("people who generated leads", {}),
        ("who has been an accountant", {"titles": ("accountant",)}),
        ("only women who know Java", {"must_skills": ("Java",), "left_out": ("women",)}),
        ("accountants, no men", {"titles": ("accountant",), "left_out": ("men",)}),
        ("", {}),
        ("🙂🙂", {}),
        ("; DROP TABLE candidates --", {"without_words": ("TABLE",)}),
    ],
)  # fmt: skip
def test_understand(sentence: str, expected: dict[str, Any]) -> None:
    assert said(understand(sentence, PLACES)) == expected


def test_places_nobody_lives_in_are_places_too() -> None:
    assert understand("java engineers near pune").locations == ("Pune",)
    assert understand("java engineers in Tokyo", PLACES).locations == ("Tokyo",)
    assert understand("experience in Retail", PLACES).locations == ()


def test_the_text_keeps_the_meaning_alone() -> None:
    query = understand(
        "Please find me nurses with 5+ years in Berlin who have worked in cardiology, no managers"
    )
    assert (query.text, query.meaning) == ("cardiology", "nurse cardiology")


def test_the_meaning_of_a_description_is_that_of_its_sentences() -> None:
    text = (
        "Welder. You weld steel frames for bridges. You know Python, and we pay well.\n"
        + "We build bridges. " * 90
    )
    query = understand(text)
    assert query.text.startswith("Welder. You weld steel frames for bridges. You know Python")
    assert 1100 < len(query.text) <= 1200
    assert (query.titles, query.nice_skills, query.must_skills) == (("welder",), ("Python",), ())
    assert len(describe(query)) < 300


BEFORE = understand("python developers with 5+ years in Berlin who know kafka", PLACES)


@pytest.mark.parametrize(
    ("sentence", "changed"),
    [
        ("only those with Go", {"must_skills": ("Python", "Apache Kafka", "Go")}),
        ("only in Pune", {"locations": ("Pune",)}),
        ("in Munich instead", {"locations": ("Munich",)}),
        ("also in Pune", {"locations": ("Berlin", "Pune")}),
        ("anywhere", {"locations": ()}),
        ("not in Berlin", {"locations": (), "without_locations": ("Berlin",)}),
        ("without Java", {"without_skills": ("Java",)}),
        ("without kafka", {"must_skills": ("Python",), "without_skills": ("Apache Kafka",)}),
        ("with 8+ years", {"min_years": 8}),
        ("at most 4 years", {"min_years": None, "max_years": 4}),
        ("at most 9 years", {"max_years": 9}),
        ("what about java instead", {"must_skills": ("Java",)}),
        ("and no managers", {"without_titles": ("manager",)}),
        ("only those who worked at Google", {"companies": ("Google",)}),
        ("only those who did forecasts", {"must_words": ("forecasts",)}),
        ("only seniors", {"levels": ("senior",)}),
        ("drop the managers", {"without_titles": ("manager",)}),
        ("at least 8 years instead", {"min_years": 8}),
        ("with 3 years of Python", {"skill_years": (("Python", 3.0),)}),
        ("who have a master's degree", {"degree": "master"}),
        ("of those, who knows docker?", {"must_skills": ("Python", "Apache Kafka", "Docker")}),
        ("who speaks German", {"languages": ("German",)}),
        ("with experience in payroll", {"must_skills": ("Python", "Apache Kafka", "Payroll")}),
        ("only women", {"left_out": ("women",)}),
        ("hmm", {}),
        ("", {}),
    ],
)
def test_refine(sentence: str, changed: dict[str, Any]) -> None:
    after = refine(BEFORE, sentence, PLACES)
    assert after.model_dump(exclude={"text"}) == BEFORE.model_dump(exclude={"text"}) | changed


def test_what_is_said_last_wins() -> None:
    back = refine(refine(BEFORE, "without Java"), "with Java")
    assert (back.must_skills[-1], back.without_skills) == ("Java", ())
    home = refine(refine(BEFORE, "not in Berlin", PLACES), "in Berlin", PLACES)
    assert (home.locations, home.without_locations) == (("Berlin",), ())


def test_a_likeness_is_kept() -> None:
    assert refine(Query(like=("c1",), exclude=("c2",)), "only in Pune").model_dump(exclude_defaults=True) == {
        "like": ("c1",),
        "exclude": ("c2",),
        "locations": ("Pune",),
    }


def test_describe() -> None:
    assert describe(BEFORE) == "developer · Python · Apache Kafka · 5+ years · Berlin"
    assert (
        describe(understand("python or go, no managers, at most 1 year"))
        == "Python or Go · at most 1 years · no managers"
    )
    assert describe(understand("cardiology")) == "about “cardiology”"
    assert describe(Query(like=("c1",))) == "experience like the chosen candidate’s"


PHRASES = [
    "python",
    "no",
    "without",
    "in Berlin",
    "5+ years",
    "or",
    ",",
    "who don't know",
    "exclude",
    "near",
    "3-5",
]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PHRASES), max_size=20).map(" ".join))
def test_any_text_is_read_and_refined(text: str) -> None:
    query = understand(text, PLACES)
    assert Query.model_validate(query.model_dump(mode="json")) == query
    refine(query, text, PLACES)
    describe(query)


@pytest.mark.parametrize(
    "text", ["a " * 50_000, "5 " * 50_000, "or " * 30_000, "in Berlin " * 10_000, "🙂" * 100_000]
)
def test_a_page_is_read_quickly(text: str) -> None:
    start = time.process_time()
    refine(understand(text, PLACES), text, PLACES)
    assert time.process_time() - start < 1

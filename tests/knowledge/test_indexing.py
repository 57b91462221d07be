"""What the index holds of a candidate, and of whom it holds nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from adapters.embeddings import HashingEmbedder
from knowledge.impersonal import impersonal
from knowledge.indexing import entry
from knowledge.levels import asked_for, level_of
from knowledge.locations import named_by, places_of
from knowledge.tags import beginnings, roles_in, tags_of
from tests.knowledge.resumes_by_hand import PEOPLE, candidate

BODY = (
    "{photo}\n{He} built payment services in Python; {his} team of four shipped them. {first} spoke at PyCon."
)
NAMES = st.sampled_from(
    ["Asha Rao", "John Smith", "Nguyễn Văn Anh", "Ingrid Østergård", "Lakisha Washington", "Wei Chen"]
)
PRONOUNS = st.sampled_from([("He", "his"), ("She", "her"), ("They", "their")])
PHOTOS = st.sampled_from(["", "Photo: a smiling man", "Portrait of a woman in a red dress"])


@settings(max_examples=40, deadline=None)
@given(NAMES, NAMES, PRONOUNS, PRONOUNS, PHOTOS)
def test_name_pronouns_and_photo_change_nothing_that_ranks(
    one: str, other: str, his: tuple[str, str], hers: tuple[str, str], photo: str
) -> None:
    made = [
        candidate(
            "c1", name, "Berlin, Germany", 6, [("Backend Engineer", "2020")],
            BODY.format(He=he, his=poss, first=name.split()[0], photo=caption),
        )
        for name, (he, poss), caption in ((one, his, photo), (other, hers, ""))
    ]  # fmt: skip
    embedder = HashingEmbedder()
    first, second = (entry(c, embedder) for c in made)
    assert first.text.split() == second.text.split()
    assert (first.vector, first.passages, first.tags) == (second.vector, second.passages, second.tags)


def test_every_character_is_found_again_in_the_resume() -> None:
    for person in PEOPLE:
        shown = impersonal(person)
        assert person.name not in shown.text
        for at, character in enumerate(shown.text):
            assert person.text[shown.original(at)] == character


def test_tags() -> None:
    tags = tags_of(PEOPLE[0])
    assert {"skill:Python", "skill:Apache Kafka", "years:6.5", "level:senior", "language:German"} <= tags
    assert {"place:berlin", "place:germany", "title:engineer", "title:backend engineer"} <= {
        t.replace("developer", "engineer") for t in tags
    }
    assert "company:example" in tags
    assert "undated:Python" in tags
    assert not [t for t in tags if "asha" in t.lower()]


def test_places() -> None:
    assert {"berlin", "germany"} <= places_of("Berlin-Mitte")
    assert {"frankfurt", "germany"} <= places_of("Frankfurt am Main")
    assert "york" not in places_of("New York, NY")
    assert "united states" in places_of("Birmingham, AL")
    assert "united kingdom" not in places_of("Birmingham, AL")
    assert "germany" in named_by("Europe")
    assert named_by("Bangalore") == ("bengaluru",)


@pytest.mark.parametrize(
    ("titles", "years", "level"),
    [
        (["Senior Data Scientist"], 1, "senior"),
        (["Junior Developer"], 9, "junior"),
        (["Developer"], 6, "senior"),
        (["Developer"], 3, "mid"),
        (["Developer"], 0.5, "junior"),
        (["Developer"], None, None),
        (["Head of Data"], None, "director"),
        (["Product Manager"], 2, "manager"),
        ([], None, None),
    ],
)
def test_levels(titles: list[str], years: float | None, level: str | None) -> None:
    assert level_of(titles, years) == level


def test_who_counts_as_a_level() -> None:
    assert asked_for("senior") == ("senior", "lead", "manager", "director")
    assert asked_for("junior") == ("intern", "junior")
    assert asked_for("mid") == ("mid",)


def test_names_are_found_by_their_beginnings() -> None:
    assert list(beginnings("Deutsche Bank AG")) == ["deutsche", "deutsche bank", "deutsche bank ag"]
    assert list(roles_in("Senior Data Scientist")) == ["scientist", "senior scientist", "data scientist"]

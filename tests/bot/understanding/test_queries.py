import pytest

from bot.understanding import queries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("find me java engineers", "java engineers"),
        ("python developers with 5+ years in Berlin who know kafka", "python developers with 5+ years in Berlin who know kafka"),
        ("Hi, could you find chefs with fine dining experience please?", "chefs with fine dining experience"),
        ("I'm looking for a senior product manager", "senior product manager"),
        ("do we have anybody who can do machine learning", "machine learning"),
        ("any backend engineers in London?", "backend engineers in London"),
        ("show all candidates", ""),
        ("candidates without a degree", "without a degree"),
    ],
)  # fmt: skip
def test_what_is_searched_for(text: str, expected: str) -> None:
    assert queries.search(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("only those with Go", "with Go"),
        ("without Java", "without Java"),
        ("only in Pune please", "in Pune"),
        ("in Amsterdam only", "in Amsterdam"),
        ("narrow it down to Munich", "Munich"),
        ("filter out juniors", "filter out juniors"),
        ("exclude freelancers", "exclude freelancers"),
        ("which of them know kubernetes?", "know kubernetes"),
    ],
)
def test_a_condition_keeps_its_sense(text: str, expected: str) -> None:
    assert queries.refinement(text) == expected

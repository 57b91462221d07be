from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from knowledge.locations import find_places, flat, lies_in


@pytest.mark.parametrize(
    ("location", "place", "inside"),
    [
        ("Berlin, Germany", "berlin", True),
        ("Berlin, Germany", "Germany", True),
        ("Berlin-Mitte", "Berlin", True),
        ("Greater London, UK", "London", True),
        ("San Francisco Bay Area", "San Francisco", True),
        ("New York, NY", "York", False),
        ("Bengaluru, India", "Bangalore", True),
        ("München", "Munich", True),
        ("Zürich | Switzerland", "Zurich", True),
        ("London, UK", "United Kingdom", True),
        ("Berlin", "Bern", False),
        ("", "Berlin", False),
    ],
)
def test_lies_in(location: str, place: str, inside: bool) -> None:
    assert lies_in(location, place) is inside


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("berlin based engineers", ["Berlin"]),
        ("engineers in münchen", ["München"]),
        ("nice people in Nice", ["Nice"]),
        ("in bangalore or pune", ["Bangalore", "Pune"]),
        ("in San José, please", ["San José"]),
        ("lives in Rio de Janeiro.", ["Rio de Janeiro"]),
        ("knowledge in Finance", []),
        ("near me", []),
    ],
)
def test_find_places(text: str, names: list[str]) -> None:
    found = find_places(text, {"Berlin, Germany", "Munich", "Nice, France", "Bengaluru, India", "Pune"})
    assert [place.name for place in found] == names
    assert all(text[p.start : p.end].lower() == p.name.lower() for p in found)


@given(st.text())
def test_flat_keeps_every_position(text: str) -> None:
    assert len(flat(text)) == len(text)

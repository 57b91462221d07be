from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence import LONGEST, likest_line, quote

LONG = "She moved the booking engine to Kafka, " * 12


def test_a_quote_is_the_line() -> None:
    text = "Name\n  Built services in Python.  \nEnd"
    assert quote(text, text.index("Python"), text.index("Python") + 6) == "Built services in Python."


def test_a_long_line_is_cut_between_words_around_the_find() -> None:
    start = LONG.index("Kafka", 200)
    found = quote(LONG, start, start + 5)
    assert "Kafka" in found
    assert len(found) <= LONGEST
    assert set(found.replace(",", "").split()) <= set(LONG.replace(",", "").split())


def test_likest_line() -> None:
    text = "Profile\nBaked tarts and wedding cakes for guests\nSold insurance to shops"
    assert likest_line(text, 0, len(text), {"wedding", "cakes"}) == "Baked tarts and wedding cakes for guests"
    assert likest_line(" \n ", 0, 3, {"x"}) == ""


@given(st.data(), st.lists(st.sampled_from(["Kafka", " ", " in ", "\n", "é", "x" * 90, ", "]), max_size=60))
def test_a_quote_is_verbatim_short_and_holds_the_find(data: st.DataObject, parts: list[str]) -> None:
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = quote(text, start, end)
    assert found in text
    assert len(found) <= LONGEST
    if end - start <= LONGEST:
        assert text[start:end].strip() in found

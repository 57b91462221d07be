"""What is quoted of a resume whose lines are wrapped."""

from __future__ import annotations

from knowledge.evidence import LONGEST, quote, unwrapped

TEXT = """Skills
Python
Go
• Moved nightly file exchange to Kafka events; partners now see a booking after
two seconds instead of the next morning
• Rewrote the price lookup in Go
Berlin"""


def around(words: str) -> str:
    start = TEXT.index(words)
    return quote(TEXT, start, start + len(words))


def test_a_wrapped_line_is_quoted_whole_from_either_part() -> None:
    whole = (
        "Moved nightly file exchange to Kafka events; partners now see a booking after\n"
        "two seconds instead of the next morning"
    )
    assert around("Kafka") == whole
    assert around("seconds") == whole
    assert whole in TEXT


def test_lines_of_a_list_stay_apart() -> None:
    assert around("Python") == "Python"
    assert around("price lookup") == "Rewrote the price lookup in Go"


def test_a_line_that_would_be_too_long_is_not_joined() -> None:
    text = "Kafka " + "and more of it " * 9 + "\n" + "words " * 20
    assert quote(text, 0, 5) == text.split("\n")[0].strip()
    assert len(quote(text, 0, 5)) <= LONGEST


def test_unwrapping_keeps_bullets_on_lines_of_their_own() -> None:
    assert unwrapped("Lead\nEngineer\n• did\nthis\n• did that") == "Lead Engineer\n• did this\n• did that"

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from knowledge.chunks import LONGEST, chunks

LINE = "Built services in Python that publish to Kafka, with forty consumers in nine countries. "


def test_nothing_of_nothing() -> None:
    assert chunks("") == chunks(" \n\n ") == []


def test_a_short_text_is_one_chunk_without_its_edges() -> None:
    assert chunks("\n\nOne line.\nAnother.\n\n") == [(2, 20)]


def test_a_paragraph_begins_a_chunk() -> None:
    first, second = LINE * 7, LINE * 4
    text = f"{first}\n\n{second}"
    assert [text[a:b].strip() for a, b in chunks(text)] == [first.strip(), second.strip()]


def test_neighbours_share_a_short_last_line() -> None:
    text = "\n".join(f"{n} {LINE}" for n in range(30))
    spans = chunks(text)
    assert len(spans) > 2
    assert all(later[0] < earlier[1] for earlier, later in pairwise(spans))


@given(st.lists(st.sampled_from([LINE, "x" * 2500, "Short", "\n", "\n\n", " ", "é " * 700]), max_size=25))
def test_every_word_is_covered_and_no_chunk_is_too_long(parts: list[str]) -> None:
    text = "".join(parts)
    spans = chunks(text)
    covered = {position for start, end in spans for position in range(start, end)}
    assert all(position in covered for position, character in enumerate(text) if not character.isspace())
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert spans == sorted(spans)

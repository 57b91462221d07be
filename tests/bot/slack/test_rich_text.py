from __future__ import annotations

import pytest

from bot.slack.rich_text import from_markdown, size, spoken


def elements(markdown: str) -> list[dict[str, object]]:
    block, whole = from_markdown(markdown, 12_000)
    assert whole
    return block["elements"] if block else []


def runs(markdown: str) -> list[tuple[str, tuple[str, ...]]]:
    (section,) = elements(markdown)
    assert section["type"] == "rich_text_section"
    return [(run["text"], tuple(run.get("style", {}))) for run in section["elements"]]  # type: ignore[attr-defined]


def test_styles() -> None:
    assert runs("a **b *c*** `d` ~~e~~") == [
        ("a ", ()),
        ("b ", ("bold",)),
        ("c", ("bold", "italic")),
        (" ", ()),
        ("d", ("code",)),
        (" ", ()),
        ("e", ("strike",)),
    ]


@pytest.mark.parametrize("text", ["<@U123>", "<!channel>", "<!subteam^S1>", "@here", "&lt;@U1&gt;"])
def test_nothing_people_write_is_a_mention_or_a_disguised_link(text: str) -> None:
    (section,) = elements(f"see {text} now")
    kinds = {run["type"] for run in section["elements"]}  # type: ignore[attr-defined]
    assert kinds == {"text"}


def test_links_go_to_the_web_or_to_mail_alone() -> None:
    (section,) = elements("[policy](https://a.b/c?d=1&e=2) [mail](mailto:hr@a.b)")
    links = [run for run in section["elements"] if run["type"] == "link"]  # type: ignore[attr-defined]
    assert [(link["text"], link["url"]) for link in links] == [
        ("policy", "https://a.b/c?d=1&e=2"),
        ("mail", "mailto:hr@a.b"),
    ]
    (disguised,) = elements("<https://evil.example|bank>")
    assert spoken([disguised]) == "https://evil.example|bank", "an address shows itself"
    assert "javascript" in runs("[x](javascript:alert(1))")[0][0], "shown as written, not linked"


def test_lists_nest_and_count_on() -> None:
    found = elements("- a\n  - b\n- c\n\n3. d\n   - e\n4. f")
    assert [(e["style"], e["indent"], e.get("offset", 0), spoken([e])) for e in found] == [
        ("bullet", 0, 0, "• a"),
        ("bullet", 1, 0, "• b"),
        ("bullet", 0, 0, "• c"),
        ("ordered", 0, 2, "• d"),
        ("bullet", 1, 0, "• e"),
        ("ordered", 0, 3, "• f"),
    ]


def test_quotes_code_and_tables() -> None:
    found = elements("> said *so*\n\n```py\nx < 1\n```\n\n| a | bb |\n|---|---:|\n| 1 | 22 |")
    assert [(e["type"], spoken([e])) for e in found] == [
        ("rich_text_quote", "said so"),
        ("rich_text_preformatted", "x < 1"),
        ("rich_text_preformatted", "a  bb\n1  22"),
    ]


def test_paragraphs_are_a_blank_line_apart() -> None:
    assert spoken(elements("# Title\n\none\ntwo\n\nthree")) == "Title\n\none two\n\nthree"


@pytest.mark.parametrize("markdown", ["", "  \n", "***", "- ", "> ", "#", "[]()"])
def test_nothing_to_show_is_no_block(markdown: str) -> None:
    assert from_markdown(markdown, 1_000) == (None, True)


@pytest.mark.parametrize("room", [200, 1_000, 12_000])
def test_a_block_keeps_to_its_room_and_says_when_it_is_cut(room: int) -> None:
    block, whole = from_markdown("**a** " * 5_000, room)
    assert block is not None
    assert not whole
    assert size(block) <= room
    assert spoken(block["elements"]).startswith("a")

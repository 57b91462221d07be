from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from bot.slack.blocks import blocks, fallback, text_blocks
from bot.slack.modals import form_modal
from bot.slack.wire import FormShown
from domain.messages import (
    Address,
    Button,
    Card,
    Fact,
    Form,
    FormField,
    Item,
    Link,
    Option,
    Progress,
    Quote,
    Source,
    Table,
)
from tests.servers.slack_posts import Posted
from tests.servers.slack_rules import check_message, check_view

WEB = "https://people.example.com"
ADDRESS = Address(channel="slack", conversation="T1:D1:1.1")


def posted(card: Card, web_url: str | None = WEB) -> Posted:
    """The card as Slack would show it, checked as Slack checks."""
    shown, text = blocks(card, "m1", web_url), fallback(card)
    check_message(shown, text)
    return Posted(ts="1", channel="D1", text=text, blocks=shown)


def element_types(part: Any) -> set[str]:
    if isinstance(part, list):
        return {kind for one in part for kind in element_types(one)}
    if not isinstance(part, dict):
        return set()
    own = {part["type"]} if "type" in part else set()
    return own | {kind for one in part.values() for kind in element_types(one)}


# --- every card stays within the limits -----------------------------------------------------------------------

BITS = st.sampled_from(
    [
        "a",
        "word ",
        "**bold** ",
        "<@U123> ",
        "<!channel>",
        "&",
        "\n\n",
        "- one\n",
        "| a | b |\n|--|--|\n| 1 | 2 |\n",
        "> quote\n",
        "`code`",
        "```\nx\n```\n",
        "[a](https://x.y) ",
        "\x00",
        "\x0c",
        "😀",
        "ß",
        "'",
        '"',
        "\\",
        "  ",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(BITS, max_size=30).map("".join),
    st.tuples(BITS, st.sampled_from([10, 150, 3_001, 30_000])).map(lambda t: t[0] * t[1]),
)
BUTTONS = st.lists(
    st.builds(
        Button,
        label=TEXTS,
        action=st.sampled_from(["approve", "decline", "x" * 300]),
        ref=TEXTS,
        style=st.sampled_from(["default", "primary", "danger"]),
        asks_reason=st.booleans(),
    ),
    max_size=30,
).map(tuple)
FACTS = st.lists(st.builds(Fact, label=TEXTS, value=TEXTS), max_size=12).map(tuple)
QUOTES = st.lists(st.builds(Quote, text=TEXTS, source=TEXTS), max_size=3).map(tuple)
ITEMS = st.lists(
    st.builds(
        Item, title=TEXTS, subtitle=st.none() | TEXTS, badge=st.none() | TEXTS, facts=FACTS, quotes=QUOTES
    )
    | st.builds(Item, title=TEXTS, buttons=BUTTONS),
    max_size=60,
).map(tuple)
TABLES = st.integers(1, 30).flatmap(
    lambda width: st.builds(
        Table,
        columns=st.tuples(*[TEXTS] * width),
        rows=st.lists(st.tuples(*[TEXTS] * width), max_size=4).map(lambda rows: tuple(rows) * 50),
        numeric=st.just((0,)),
    )
)
FIELDS = st.lists(
    st.builds(
        FormField,
        name=st.from_regex(r"[a-z]{1,30}", fullmatch=True),
        label=TEXTS,
        kind=st.sampled_from(["text", "long_text", "date", "number", "choice", "tick"]),
        required=st.booleans(),
        value=st.none() | TEXTS | st.integers() | st.booleans(),
        options=st.lists(st.builds(Option, value=TEXTS, label=TEXTS), max_size=120).map(tuple),
        help=st.none() | TEXTS,
    ),
    max_size=120,
    unique_by=lambda field: field.name,
).map(tuple)
FORMS = st.builds(Form, id=st.text(min_size=1, max_size=80), fields=FIELDS, submit=TEXTS)
CARDS = st.builds(
    Card,
    title=st.none() | TEXTS,
    text=st.none() | TEXTS,
    tone=st.sampled_from(["plain", "success", "warning", "refusal"]),
    facts=FACTS,
    table=st.none() | TABLES,
    items=ITEMS,
    form=st.none() | FORMS,
    buttons=BUTTONS,
    progress=st.none() | st.builds(Progress, percent=st.integers(0, 100), step=TEXTS),
    source=st.none() | st.builds(Source, label=TEXTS, as_of=st.none() | TEXTS),
    suggestions=st.lists(TEXTS, max_size=8).map(tuple),
)


@given(CARDS)
@settings(max_examples=40, deadline=None)
def test_every_card_is_within_slacks_limits_and_names_nobody(card: Card) -> None:
    post = posted(card)
    assert not element_types(post.blocks) & {
        "user",
        "broadcast",
        "usergroup",
        "channel",
        "mrkdwn",
        "markdown",
    }
    assert not set("<>") & set(post.text)
    assert len(post.text) <= 4_000
    assert post.text


@given(FORMS, CARDS)
@settings(max_examples=30, deadline=None)
def test_every_form_is_within_slacks_limits(form: Form, card: Card) -> None:
    check_view(form_modal(card, form, FormShown(address=ADDRESS, form_id=form.id)))


# --- what is shown ----------------------------------------------------------------------------------------------


def test_a_balance_reads_well() -> None:
    card = Card(
        title="Vacation",
        text="You have **12.5 days** left.",
        facts=(Fact(label="Taken", value="15 days"), Fact(label="Waiting", value="2 days")),
        source=Source(label="Leave ledger", as_of="3 Nov 2025"),
    )
    assert posted(card).words.splitlines()[:5] == [
        "Vacation",
        "You have 12.5 days left.",
        "Taken: 15 days",
        "Waiting: 2 days",
        "Source: Leave ledger, as of 3 Nov 2025",
    ]
    assert posted(card).text.splitlines() == [
        "Vacation",
        "You have 12.5 days left.",
        "Taken: 15 days",
        "Waiting: 2 days",
        "Source: Leave ledger, as of 3 Nov 2025",
    ]


def test_a_payslip_is_a_table_with_figures_to_the_right() -> None:
    card = Card(
        title="October 2025",
        table=Table(
            columns=("Component", "Amount"), rows=(("Basic", "4,100.00"), ("Tax", "-980.10")), numeric=(1,)
        ),
    )
    shown = next(block for block in blocks(card, "m1") if block["type"] == "table")
    assert [[cell["text"] for cell in row] for row in shown["rows"]] == [
        ["Component", "Amount"],
        ["Basic", "4,100.00"],
        ["Tax", "-980.10"],
    ]
    assert [column["align"] for column in shown["column_settings"]] == ["left", "right"]
    assert "Basic | 4,100.00" in fallback(card)


def test_candidates_keep_their_words_and_their_own_buttons() -> None:
    def item(n: int) -> Item:
        return Item(
            title=f"Candidate {n}",
            subtitle="Berlin",
            badge="87",
            facts=(Fact(label="Python", value="6 years"),),
            quotes=(Quote(text="Ran <b>Kafka</b> & more", source="cv.pdf, page 1"),),
            buttons=(Button(label=f"Open {n}", action="candidates.show", ref=f"c{n}"),),
        )

    post = posted(Card(title="3 found", items=tuple(item(n) for n in (1, 2, 3))))
    for piece in ("Candidate 1  87\nBerlin\nPython: 6 years", "Ran <b>Kafka</b> & more\ncv.pdf, page 1"):
        assert piece in post.words
    assert post.labels == ["Open 1", "Open 2", "Open 3"]
    assert "Ran &lt;b&gt;Kafka&lt;/b&gt; &amp; more" in post.text


def test_what_does_not_fit_is_said_and_the_buttons_stay() -> None:
    card = Card(
        title="Found",
        items=tuple(Item(title=f"Candidate {n}", subtitle="x" * 280) for n in range(200)),
        buttons=(Button(label="Refine", action="refine", ref="r"),),
        source=Source(label="Resumes"),
    )
    post = posted(card)
    assert "Candidate 5\n" in post.words
    assert "Candidate 199" not in post.words
    assert "There is more than fits here. … open in web" in post.words
    assert any(run.get("url") == WEB for block in post.blocks for run in _runs(block))
    assert "Refine" in post.labels
    assert "Source: Resumes" in post.words
    assert "Open the web chat to see all of it." in posted(card, None).words


def _runs(block: dict[str, Any]) -> list[dict[str, Any]]:
    return [run for element in block.get("elements", []) for run in element.get("elements", [])]


def test_a_long_text_is_cut_with_a_word_of_it_and_a_short_one_is_whole() -> None:
    long = "".join(f"Clause {n}: remote work needs a form.\n\n" for n in range(1_000))
    post = Posted(ts="1", channel="D", text="", blocks=text_blocks(long, "m1", WEB))
    assert "Clause 60: remote" in post.words
    assert "There is more than fits here." in post.words
    whole = "".join(f"Clause {n}: remote work needs a form.\n\n" for n in range(150))
    assert "There is more" not in Posted(ts="1", channel="D", text="", blocks=text_blocks(whole, "m1")).words


def test_two_buttons_of_one_action_are_told_apart_by_their_value() -> None:
    card = Card(buttons=tuple(Button(label=f"Pick {n}", action="pick", ref=f"r{n}") for n in range(3)))
    elements = [e for e in posted(card).elements if e["type"] == "button"]
    assert [json.loads(e["value"])["ref"] for e in elements] == ["r0", "r1", "r2"]
    assert elements[0]["action_id"] == "choose:pick"
    assert len({e["action_id"] for e in elements}) == 3


def test_a_danger_without_a_reason_asks_once_more() -> None:
    dangers = (
        Button(label="Erase", action="erase", ref="1", style="danger"),
        Button(label="Decline", action="decline", ref="1", style="danger", asks_reason=True),
    )
    erase, decline = (e for e in posted(Card(buttons=dangers)).elements if e["type"] == "button")
    assert erase["confirm"]["title"]["text"] == "Are you sure?"
    assert "confirm" not in decline, "the dialog for the reason is the second thought"


@pytest.mark.parametrize(
    ("card", "thumbs"),
    [
        (Card(text="12 days"), True),
        (Card(progress=Progress(percent=100, step="read", state="completed")), True),
        (Card(progress=Progress(percent=40, step="reading")), False),
        (Card(form=Form(id="f", fields=())), False),
    ],
)
def test_every_answer_has_thumbs_and_nothing_else_has(card: Card, thumbs: bool) -> None:
    assert any(block["type"] == "context_actions" for block in blocks(card, "m1")) is thumbs


def test_progress_is_a_bar_in_text() -> None:
    post = posted(Card(title="Resumes", progress=Progress(percent=40, step="embedding 12 of 30")))
    assert "████████░░░░░░░░░░░░ 40 %  Running: embedding 12 of 30" in post.words
    assert "40 %: embedding 12 of 30" in post.text


def test_an_empty_card_is_still_something() -> None:
    assert posted(Card()).text == "Done."


def test_a_file_is_a_link_into_the_web_chat_where_the_reader_signs_in() -> None:
    card = Card(
        title="Payslip", links=(Link(label="Download as PDF", path="/employee/payroll/p-ada/ps-1.pdf"),)
    )
    shown = json.dumps(blocks(card, "m1", "https://people.example/"))
    assert '"url": "https://people.example/#/file/employee/payroll/p-ada/ps-1.pdf"' in shown
    assert "Download as PDF" in shown
    assert "In the web chat: Download as PDF" in json.dumps(blocks(card, "m1"))

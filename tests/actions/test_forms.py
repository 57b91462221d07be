"""A form that was sent reads back what was entered."""

from __future__ import annotations

from actions.forms import sent
from domain.messages import Card, Fact, Form, FormField, Option

KIND = FormField(
    name="leave_type",
    label="Kind of leave",
    kind="choice",
    options=(Option(value="vacation", label="Vacation"),),
)
START = FormField(name="start", label="First day", kind="date")
COUNT = FormField(name="count", label="How many", kind="number")
AGREED = FormField(name="consent", label="I agree.", kind="tick")
CARD = Card(title="A few things", form=Form(id="f", fields=(KIND, START, COUNT, AGREED)))


def test_what_was_entered_stands_in_the_fields_place() -> None:
    values = {"leave_type": "vacation", "start": "2026-03-06", "count": 0, "consent": True}
    card = sent(CARD, values, "en_DE")
    assert card.form is None
    assert card.text == "Sent.\n\nYes: I agree."
    assert [(f.label, f.value) for f in card.facts] == [
        ("Kind of leave", "Vacation"),
        ("First day", "Fri 6 Mar 2026"),
        ("How many", "0"),
    ]


def test_what_was_left_empty_is_left_out_and_what_is_no_date_stays_as_it_was_typed() -> None:
    card = sent(CARD, {"leave_type": "", "start": "someday", "consent": False}, "en_GB")
    assert card.facts == (Fact(label="First day", value="someday"),)
    assert card.text == "Sent."


def test_a_form_that_was_sent_already_stays_as_it_is() -> None:
    once = sent(CARD, {"leave_type": "vacation"}, "en_GB")
    assert sent(once, {}, "en_GB") == once

"""The Home tab: who is talking, what waits for the reader's decision, and what can be asked.

Limits: 100 blocks. https://docs.slack.dev/reference/views/home-tab-views
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.approvals import decision_buttons
from actions.system import phrases_for
from bot.slack import rich_text as rich
from bot.slack.blocks import question
from bot.slack.buttons import plain
from bot.slack.wire import Json
from domain.approvals import Approval
from domain.people import Actor, Person, Role

PROMPTS = 4
"""Slack shows no more."""
_BLOCKS = 100
_ROOM = 24_000
"""Characters of all questions together; one of them may take `_QUESTION`."""
_QUESTION = 6_000


def prompts_for(person: Person) -> Sequence[str]:
    """A sentence for each thing that this person's roles can ask."""
    return phrases_for(Actor(person=person))


def who_i_am(person: Person) -> str:
    hiring = " I also find candidates and move applications along." if _hires(person) else ""
    return (
        "I am Peopledesk, an AI assistant, not a person. I answer from our HR and hiring records and say where each "
        f"answer comes from: leave, payslips, policies, colleagues.{hiring} What needs somebody's approval waits for "
        "that person. Only you see what we say here. Write “talk to HR” to reach a human."
    )


def _hires(person: Person) -> bool:
    return bool(person.roles & {Role.recruiter, Role.hr})


def home_tab(
    person: Person, prompts: Sequence[str], approvals: Sequence[Approval], web_url: str | None
) -> Json:
    """The view to publish, with `approvals` that wait for this person, the most urgent first."""
    intro, _ = rich.from_markdown(who_i_am(person), 3_000)
    asked = [rich.section(rich.words(sentence)) for sentence in prompts[:PROMPTS]]
    examples = {"type": "rich_text_list", "style": "bullet", "elements": asked}
    head = [{"type": "header", "text": plain(f"Hello {person.name}", 150)}, *([intro] if intro else [])]
    foot = rich.rich_text(
        rich.section(rich.words("Write to me in the Messages tab, for example:", rich.BOLD)),
        *([examples] if asked else []),
    )
    others = [
        a for a in approvals if a.kind == "approve"
    ]  # what one asked oneself is confirmed where it was asked
    waiting = _waiting(others, web_url, _BLOCKS - len(head) - 2)
    return {"type": "home", "blocks": [*head, *waiting, {"type": "divider"}, foot]}


def _waiting(approvals: Sequence[Approval], web_url: str | None, most: int) -> list[Json]:
    """Whole questions as far as they fit, and how many more there are."""
    if not approvals:
        return [_said("Nothing waits for your decision.")]
    shown: list[Json] = [{"type": "header", "text": plain("Waiting for your decision", 150)}]
    room = _ROOM
    for n, approval in enumerate(approvals):
        card = approval.card.model_copy(update={"buttons": decision_buttons(approval)})
        blocks = [{"type": "divider"}, *question(card, approval.id, web_url, min(_QUESTION, room))]
        room -= sum(map(rich.size, blocks))
        if room < 0 or len(shown) + len(blocks) + 1 > most:
            left = len(approvals) - n
            return [*shown, _said(f"{left} more: ask me “what is waiting for me?”.")]
        shown += blocks
    return shown


def _said(text: str) -> Json:
    return rich.rich_text(rich.section(rich.words(text, rich.ITALIC)))

"""What whoever decides is shown: each must-have with the words that show it, before any number and without any rank."""

from __future__ import annotations

from domain.hiring import Candidate, Job
from domain.messages import Item, Quote
from knowledge.evidence import quote, telling, unwrapped


def items(candidate: Candidate, job: Job) -> tuple[Item, ...]:
    return tuple(
        Item(title=skill, badge="found" if found else "not found", quotes=(found,) if found else ())
        for skill in job.must_have
        for found in (_quote(candidate, skill),)
    )


def lines(candidate: Candidate, job: Job) -> tuple[str, ...]:
    """The same as text, for the history."""
    return tuple(
        f"{item.title}: "
        + (f"“{item.quotes[0].text}” ({item.quotes[0].source})" if item.quotes else "not found")
        for item in items(candidate, job)
    )


def summary(candidate: Candidate, job: Job) -> str:
    """ "Python, Kafka found; Go not found": one line for each of several."""
    told = items(candidate, job)
    found = [i.title for i in told if i.quotes]
    missing = [i.title for i in told if not i.quotes]
    parts = [
        f"{', '.join(names)} {word}" for names, word in ((found, "found"), (missing, "not found")) if names
    ]
    return "; ".join(parts)


def _quote(candidate: Candidate, skill: str) -> Quote | None:
    held = next(
        (s for s in candidate.profile.every_skill if s.name.lower() == skill.lower() and s.spans), None
    )
    if held is None:
        return None
    span = telling(candidate.text, held)
    source = f"{candidate.file_name}, page {span.page}"
    return Quote(text=unwrapped(quote(candidate.text, span.start, span.end)), source=source)

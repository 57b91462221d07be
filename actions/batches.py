"""A batch of resumes as its owner sees it: one card with a bar and buttons, one sentence at the end, one table of failures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from domain.messages import Button, Card, Item, Link, Progress, Source, Table
from domain.tickets import Ticket, TicketStatus
from knowledge import file_names

LISTED = 10
"""Files shown one by one in a batch's card; failures beyond it are counted by their reason."""
STEPS = {
    "virus_scan": "looking for viruses",
    "text_extraction": "reading the file",
    "model_reading": "asking the model about what is unclear",
    "candidate_record": "recording the candidate",
    "embedding_upsert": "making it findable",
    "done": "read",
}
"""Names of the steps as programs see them, and as people do."""
BADGES = {
    TicketStatus.enqueued: "waiting",
    TicketStatus.running: "reading",
    TicketStatus.completed: "read",
    TicketStatus.failed: "not read",
    TicketStatus.paused: "paused",
    TicketStatus.stopped: "stopped",
}
COLUMNS = ("file", "state", "reason", "attempts")


def of_status(tickets: Sequence[Ticket], *statuses: TicketStatus) -> list[Ticket]:
    return [t for t in tickets if t.status in statuses]


def batch_card(tickets: Sequence[Ticket]) -> Card:
    """Where a batch of resumes stands: one bar, what failed and why, and what can be done about it."""
    failed = of_status(tickets, TicketStatus.failed)
    paused = of_status(tickets, TicketStatus.paused)
    done = all(t.over for t in tickets)
    percent = sum(100 if t.over else t.percent for t in tickets) // max(1, len(tickets))
    state = "waiting" if paused else "running"
    return Card(
        title=headline(tickets),
        tone="plain" if not done else "warning" if failed else "success",
        progress=None if done else Progress(percent=percent, step=_step(tickets), state=state),
        table=reasons(failed) if len(failed) > LISTED else None,
        items=tuple(map(_line, tickets if len(tickets) <= LISTED else failed[:LISTED])),
        buttons=controls(tickets),
        links=report_link(tickets) if done and failed and len(tickets) > 1 else (),
        source=Source(label="Resume intake"),
    )


def headline(tickets: Sequence[Ticket]) -> str:
    files = "1 resume" if len(tickets) == 1 else f"{len(tickets)} resumes"
    read = len(of_status(tickets, TicketStatus.completed))
    failed = len(of_status(tickets, TicketStatus.failed))
    stopped = len(of_status(tickets, TicketStatus.stopped))
    if of_status(tickets, TicketStatus.paused):
        return f"Paused: {read} of {files} read" + (f", {failed} could not be" if failed else "")
    if any(not t.over for t in tickets):
        return f"Reading {files}" + (f", {read + failed} done" if read + failed else "")
    if stopped:
        return f"Stopped: {read} of {files} read" + (f", {failed} could not be" if failed else "")
    if failed and len(tickets) == 1:
        return "The resume could not be read"
    return f"Read {read} of {files}; {failed} could not be read" if failed else f"Read {files}"


def _step(tickets: Sequence[Ticket]) -> str:
    if running := of_status(tickets, TicketStatus.running):
        return STEPS.get(running[0].step, running[0].step)
    return "paused" if of_status(tickets, TicketStatus.paused) else "waiting"


def _line(ticket: Ticket) -> Item:
    badge = BADGES[ticket.status]
    note = ticket.result.get("note")
    told = str(ticket.error or ticket.result.get("summary") or STEPS.get(ticket.step, ticket.step))
    told = f"{told} · {note}" if note else told
    return Item(title=ticket.label, subtitle=None if told == badge else told, badge=badge)


def controls(tickets: Sequence[Ticket]) -> tuple[Button, ...]:
    """What the owner of a batch of the hiring team can do about it now."""
    if not tickets or any("person_id" in t.args for t in tickets):
        return ()
    ref = tickets[0].batch_id
    stop = Button(label="Stop", action="uploads.stop", ref=ref, style="danger")
    if of_status(tickets, TicketStatus.paused):
        return (Button(label="Go on", action="uploads.resume", ref=ref, style="primary"), stop)
    if of_status(tickets, TicketStatus.enqueued) and len(tickets) > 1:
        return (Button(label="Pause", action="uploads.pause", ref=ref), stop)
    if any(t.dead for t in tickets) and all(t.over for t in tickets):  # a bad file would fail again
        return (Button(label="Try again", action="uploads.retry", ref=ref),)
    return ()


def reason_of(ticket: Ticket) -> str:
    """Why it failed, without the file's name, so that equal reasons are equal."""
    return (ticket.error or "").removeprefix(file_names.shown(ticket.label)).strip()


def reasons(failed: Sequence[Ticket]) -> Table:
    counted = Counter(map(reason_of, failed)).most_common()
    rows = [(reason[:1].upper() + reason[1:], str(count)) for reason, count in counted]
    rest = sum(int(count) for _, count in rows[LISTED:])
    shown = (*rows[:LISTED], *([("Other reasons", str(rest))] if rest else []))
    return Table(columns=("Could not be read because it", "Files"), rows=shown, numeric=(1,))


def report_link(tickets: Sequence[Ticket]) -> tuple[Link, ...]:
    path = f"/resume/report/{quote(tickets[0].batch_id, safe='')}"
    return (Link(label="What failed and why (CSV)", path=path),)


def report_rows(tickets: Sequence[Ticket]) -> list[list[str]]:
    """Rows of `COLUMNS` for every file that was not read."""
    unread = of_status(tickets, TicketStatus.failed, TicketStatus.stopped)
    return [[t.label, BADGES[t.status], t.error or "", str(t.attempts)] for t in unread]


def ending(tickets: Sequence[Ticket]) -> str:
    """One sentence when a batch is through; the card above holds the details."""
    read = len(of_status(tickets, TicketStatus.completed))
    if len(tickets) == 1:
        return "The resume has been read." if read else "The file could not be read; the reason is above."
    if read < len(tickets):
        return f"{read} of {len(tickets)} resumes have been read; see above for the others."
    return f"All {len(tickets)} resumes have been read."

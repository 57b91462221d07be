"""Any sequence of questions, votes, races, stand-ins, handovers and kills: no vote is lost or doubled, nothing happens
without its decision, everything that was decided happens once, and the trail stays whole.

A kill is a store that takes nothing more from some write on, and another process that starts after it.
"""

from __future__ import annotations

import asyncio
import tempfile
import uuid
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from actions import deciding
from bot.decision_cards import DecisionCards
from bot.understanding.classifier import Classifier
from domain.approvals import Approval, ApprovalStatus
from domain.audit import AuditEvent, first_break
from domain.delegations import Delegation
from domain.errors import PeopledeskError, Unavailable
from domain.messages import Chose, Message
from domain.ports import Record
from tests.bot.office import AT_ONCE, Office, office_of
from tests.bot.spending import NAME, Budget, Spent, groups_of, spending
from tests.company import Company, company_in

ASKER = "p-mira-tanaka"
PEOPLE = {
    "p-jonas-weber": "Jonas Weber",
    "p-elena-petrova": "Elena Petrova",
    "p-priya-nair": "Priya Nair",
    "p-beatrix-lang": "Beatrix Lang",
    "p-sam-okafor": "Sam Okafor",
    ASKER: "Mira Tanaka",
}
JONAS, ELENA, PRIYA, BEATRIX, SAM, _ = PEOPLE
FLOWS = (
    JONAS,
    f"{JONAS},{ELENA},{PRIYA}:2;{BEATRIX}",
    f"{JONAS},{ELENA};{ELENA},{BEATRIX}",
    f"{JONAS};{ELENA};{PRIYA}",
    f"{JONAS},{ELENA},{PRIYA},{BEATRIX}:3",
)
anybody = st.sampled_from(sorted(PEOPLE))
mostly_yes = st.sampled_from([True, True, True, True, False])
number = st.integers(0, 11)
kill = st.none() | st.none() | st.integers(0, 25)
"""Writes that still succeed before a kill; none: nobody is killed."""


class Mortal:
    """Records that take `left` more writes and then nothing, as of a process that was killed."""

    def __init__(self, records: Any) -> None:
        self._records = records
        self.left: int | None = None

    async def insert(self, record: Record) -> None:
        self._spend()
        await self._records.insert(record)

    async def insert_all(self, records: Sequence[Record]) -> int:
        self._spend()
        return int(await self._records.insert_all(records))

    async def replace(self, record: Any) -> Any:
        self._spend()
        return await self._records.replace(record)

    async def delete(self, kind: type[Record], id: str) -> bool:
        self._spend()
        return bool(await self._records.delete(kind, id))

    def _spend(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Unavailable("killed")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)


class Decisions(RuleBasedStateMachine):
    seeded: Path
    redis_url: str
    understanding: Classifier

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.seen: dict[str, Approval] = {}
        self.run(self._open())

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _open(self) -> None:
        self.stack.enter_context(spending())
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        made = await self.stack.enter_async_context(company_in(folder, self.seeded, self.redis_url))
        self.mortal = Mortal(made.records)
        self.company = Company(
            made.ports.__class__(**{**made.ports.__dict__, "records": self.mortal}), made.clock, made.queue
        )
        self.office: Office = await self.stack.enter_async_context(
            office_of(self.company, folder, self.understanding)
        )

    def teardown(self) -> None:
        try:
            self.run(self._swept())
            self._holds()
        finally:
            self.run(self.stack.aclose())
            self.loop.close()

    # --- what happens ------------------------------------------------------------------------------------------

    @initialize(flows=st.permutations(FLOWS))
    def some_are_asked(self, flows: list[str]) -> None:
        for flow in flows[:3]:
            self.run(self._press(ASKER, NAME, flow))
        self.run(self._look())

    @rule(flow=st.sampled_from(FLOWS), dies=kill)
    def ask(self, flow: str, dies: int | None) -> None:
        self.run(self._mortally(dies, self._press(ASKER, NAME, flow)))
        self.run(self._look())

    @rule(place=number, yes=mostly_yes, pick=number, times=st.integers(1, 2), dies=kill)
    def vote(self, place: int, yes: bool, pick: int, times: int, dies: int | None) -> None:
        """A press of somebody who is asked, or a double click."""
        approval = self._pick(pick)
        asked = self.run(DecisionCards(self.office.outbox).asked(approval)) or list(PEOPLE)
        self._voted(approval, asked[place % len(asked)], yes, times, dies)

    @rule(who=anybody, yes=st.booleans(), pick=number, dies=kill)
    def vote_of_anybody(self, who: str, yes: bool, pick: int, dies: int | None) -> None:
        self._voted(self._pick(pick), who, yes, 1, dies)

    def _voted(self, approval: Approval, who: str, yes: bool, times: int, dies: int | None) -> None:
        verb = "approve" if yes else "decline"
        expected = self._counts(approval, who, yes)
        presses = [self._press(who, verb, approval.id, "r") for _ in range(times)]
        self.run(self._mortally(dies, *presses))
        self.run(self._look())
        if dies is None and expected is not None:
            spoke = any(v.by == who for v in self.seen[approval.id].votes)
            assert spoke is expected, (who, yes, approval)

    @rule(who=st.lists(anybody, min_size=2, max_size=4, unique=True), no=number, pick=number, dies=kill)
    def race(self, who: list[str], no: int, pick: int, dies: int | None) -> None:
        """Several at once, of whom one may say no."""
        id = self._pick(pick).id
        verbs = ["decline" if n == no else "approve" for n in range(len(who))]
        presses = [self._press(w, v, id, "r") for w, v in zip(who, verbs, strict=True)]
        self.run(self._mortally(dies, *presses))
        self.run(self._look())

    @rule(of=st.sampled_from((JONAS, ELENA, BEATRIX)), to=anybody, days=st.integers(1, 3))
    def stand_in(self, of: str, to: str, days: int) -> None:
        self.run(self._stand_in(of, to, days))

    @rule(place=number, to=anybody, pick=number)
    def hand_over(self, place: int, to: str, pick: int) -> None:
        asked = self._pick(pick).approver_ids or (ELENA,)
        self.run(self._hand_over(self._pick(pick).id, asked[place % len(asked)], to))
        self.run(self._look())

    @rule(days=st.sampled_from((0, 0, 0, 1, 3)), dies=kill)
    def time_passes(self, days: int, dies: int | None) -> None:
        """Reminders, expiries, and whatever a kill left to be done; by two servers at once."""
        self.company.clock.forward(timedelta(days))
        self.run(self._mortally(dies, self.office.sweep.once(AT_ONCE), self.office.sweep.once(AT_ONCE)))
        self.run(self._look())

    @rule(closed=st.sampled_from((False, False, True)))
    def the_budget(self, closed: bool) -> None:
        self.run(self._budget(closed))

    @rule()
    def all_is_looked_after(self) -> None:
        self.run(self._swept())
        self._holds()

    # --- how -----------------------------------------------------------------------------------------------------

    async def _press(self, who: str, action: str, ref: str, reason: str | None = None) -> None:
        place = self.office.place(f"{who}-{uuid.uuid4().hex[:6]}" if action == NAME else who)
        turn = await self.office.turn(PEOPLE[who], Chose(action=action, ref=ref, reason=reason), place)
        await self.office.engine.handle(turn)

    async def _mortally(self, dies: int | None, *work: Any) -> None:
        self.mortal.left = dies
        results = await asyncio.gather(*work, return_exceptions=True)
        self.mortal.left = None
        for result in results:
            if isinstance(result, BaseException) and not isinstance(result, PeopledeskError):
                raise result
            assert dies is not None or result is None, result

    async def _stand_in(self, of: str, to: str, days: int) -> None:
        now, id = self.company.clock(), f"delegation:{of}"
        held = await self.mortal.get(Delegation, id)
        new = Delegation(id=id, person_id=of, to_id=to, since=now, until=now + timedelta(days))
        if held:
            await self.mortal.replace(new.model_copy(update={"rev": held.rev}))
        else:
            await self.mortal.insert(new)

    async def _hand_over(self, id: str, who: str, to: str) -> None:
        actor, other = await self.company.actor(PEOPLE[who]), await self.company.person(PEOPLE[to])
        with suppress(PeopledeskError):
            await deciding.hand_over(self.company.ports, id, actor, other)

    async def _budget(self, closed: bool) -> None:
        held = await self.mortal.get(Budget, "budget")
        if held is None:
            await self.mortal.insert(Budget(id="budget", closed=closed))
        else:
            await self.mortal.replace(held.model_copy(update={"closed": closed}))

    async def _swept(self) -> None:
        for _ in range(3):
            await self.office.sweep.once(AT_ONCE)
        await self._look()

    def _pick(self, number: int) -> Approval:
        open_ones = [a for a in self.seen.values() if a.status is ApprovalStatus.pending]
        return (open_ones or list(self.seen.values()))[number % len(open_ones or self.seen)]

    def _counts(self, approval: Approval, who: str, yes: bool) -> bool | None:
        """By a rule of its own: whether this word is bound to be heard; None when the model does not say (somebody
        stands in, a seat was given away, the budget may be closed, it may have expired)."""
        now = self.company.clock()
        delegated = self.run(self.mortal.find(Delegation))
        budget = self.run(self.mortal.get(Budget, "budget"))
        if delegated or approval.handovers or (budget and budget.closed) or now >= approval.expires_at:
            return None
        spoken = [v.by for v in approval.votes]
        if approval.status is not ApprovalStatus.pending or who in spoken:
            return who in spoken
        if who == ASKER:
            return not yes
        groups = groups_of(str(approval.args["flow"]))
        for group in groups:
            if sum(by in group.approver_ids for by in spoken) < group.needed:
                needed_later = f"{ELENA},{BEATRIX}" in str(approval.args["flow"])
                return None if needed_later else who in group.approver_ids
        return None

    # --- what must hold -----------------------------------------------------------------------------------------

    async def _look(self) -> None:
        """Nothing that was said is ever unsaid or said otherwise."""
        for now in await self.mortal.find(Approval, {"tool": NAME}):
            before = self.seen.get(now.id)
            if before:
                assert now.votes[: len(before.votes)] == before.votes
                assert now.handovers[: len(before.handovers)] == before.handovers
                if before.status is not ApprovalStatus.pending:
                    assert (now.status, now.votes) == (before.status, before.votes)
            self.seen[now.id] = now

    def _holds(self) -> None:
        spent = [s.id.removeprefix("spent:") for s in self.run(self.mortal.find(Spent))]
        approved = [a.call_id for a in self.seen.values() if a.status is ApprovalStatus.approved]
        assert sorted(spent) == sorted(approved)
        rows = self.run(self.mortal.find(AuditEvent, limit=10_000))
        assert first_break(rows) is None
        effects = [r.effect_id for r in rows]
        assert len(effects) == len(set(effects))
        for approval in self.seen.values():
            self._settled(approval, effects)
        self._cards()

    def _settled(self, approval: Approval, effects: list[str]) -> None:
        over = approval.status is not ApprovalStatus.pending
        assert approval.told
        assert approval.applied is over
        assert (f"{approval.id}:decided" in effects) is over
        assert (f"{approval.call_id}:done" in effects) is (approval.status is ApprovalStatus.approved)
        votes = approval.votes
        speakers = [id for v in votes for id in {v.by, v.seat}]
        assert len(speakers) == len(set(speakers))
        assert all(v.by != ASKER or (v.answer == "no" and v.seat == ASKER) for v in votes)
        assert all(v.seat != ASKER or v.by == ASKER for v in votes)
        assert [v.group for v in votes] == sorted(v.group for v in votes)
        noes = [n for n, v in enumerate(votes) if v.answer == "no"]
        assert noes == ([len(votes) - 1] if approval.status is ApprovalStatus.declined else [])
        flow = groups_of(str(approval.args["flow"]))
        yeses = [sum(v.group == n and v.answer == "yes" for v in votes) for n in range(len(flow))]
        assert all(have <= group.needed for have, group in zip(yeses, flow, strict=True))
        enough = all(have == group.needed for have, group in zip(yeses, flow, strict=True))
        assert enough is (approval.status is ApprovalStatus.approved)

    def _cards(self) -> None:
        """Buttons hang before those alone who could press them, or could until somebody's standing-in changed."""
        messages = self.run(self.mortal.find(Message, limit=10_000))
        for message in messages:
            for button in message.card.buttons if message.card else ():
                asked = self.seen.get(button.ref)
                if asked and button.action in ("approve", "decline"):
                    assert asked.status is ApprovalStatus.pending
                    assert message.owner_id not in asked.heard | {ASKER}


def test_any_sequence(seeded: Path, redis_url: str, understanding: Classifier) -> None:
    machine = type(
        "Machine", (Decisions,), {"seeded": seeded, "redis_url": redis_url, "understanding": understanding}
    )
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=checks
        ),
    )

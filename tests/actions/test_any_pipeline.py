"""Any sequence of proposals, votes, races, crashes and repetitions: what the pipeline promises holds after each.

Nothing of the product is replaced: the tools run over real records, of which one collection fails while a crash is
played. The promises are checked from what lies in records alone.
"""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actions import catalogue, deciding
from actions.perform import NeedsApproval, Ready, prepare
from domain.approvals import Approval, ApprovalStatus
from domain.audit import AuditEvent, first_break
from domain.errors import PeopledeskError
from domain.hiring import Application, ApplicationStatus, Job, StageTransition, StageType
from domain.notices import Notice
from domain.people import Actor, Person
from tests.company import STAGES, Company, company_in

RECRUITERS = ("Priya Nair", "Tom Ashdown", "Elena Petrova")
VOTERS = (*RECRUITERS, "Beatrix Lang", "Neha Banerjee", "Jonas Weber")
CANDIDATES = tuple(STAGES)
NEEDS_OTHERS = (StageType.offer, StageType.hired, StageType.archived)
BREAKS = (None, None, Application, StageTransition, AuditEvent, Notice, Job)

proposals = st.one_of(
    st.tuples(
        st.just("pipeline.move"), st.sampled_from(["review", "interview", "offer", "hired", "hired", "hired"])
    ),
    st.tuples(st.just("pipeline.reject"), st.just("")),
    st.tuples(st.just("pipeline.unreject"), st.just("")),
    st.tuples(st.just("pipeline.withdraw"), st.just("")),
    st.tuples(st.just("pipeline.transfer"), st.sampled_from(["Data Engineer", "Frontend Engineer"])),
)


class Pipeline(RuleBasedStateMachine):
    seeded: Path
    redis_url: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory()
        self.company = self.run(self._opened())
        self.calls = 0

    async def _opened(self) -> Company:
        opened = company_in(Path(self.folder.name), self.seeded, self.redis_url)
        company = await self.stack.enter_async_context(opened)
        for job in await company.records.find(Job):
            await company.records.replace(job.model_copy(update={"openings": job.openings[:1]}))
        return company

    def run(self, work: Any) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self._swept())
        self.promises()
        self.run(self.nothing_is_left_undone())
        self.run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    # --- what people do -------------------------------------------------------------------------------------------

    @rule(
        asked=st.lists(
            st.tuples(proposals, st.sampled_from(CANDIDATES), st.sampled_from(RECRUITERS)),
            min_size=1,
            max_size=4,
        )
    )
    def people_ask(self, asked: list[tuple[tuple[str, str], str, str]]) -> None:
        for what, who, asker in asked:
            self.run(self._asks(what, who, asker))

    @rule()
    def all_that_waits_is_agreed_to(self) -> None:
        self.run(self._agreed())

    async def _agreed(self) -> None:
        pending = {"status": ApprovalStatus.pending.value}
        for question in await self.company.records.find(Approval, pending, order="asked_at"):
            for seat in question.approver_ids:
                await asyncio.gather(self._vote(question.id, seat, True), return_exceptions=True)

    async def _asks(self, what: tuple[str, str], who: str, asker: str) -> None:
        tool, target = what
        more = {
            "pipeline.move": {"stage": target},
            "pipeline.reject": {"reason": "Others fit better"},
            "pipeline.transfer": {"to_job": target},
        }
        self.calls += 1
        ctx = await self.company.ctx(asker, call_id=f"call-{self.calls}/0")
        try:
            prepared = await prepare(tool, {"candidate": who, **more.get(tool, {})}, ctx)
        except PeopledeskError:
            return
        assert isinstance(prepared, NeedsApproval)
        for _ in range(2):  # a crash between storing and telling: asked again, there is still one question
            await prepared.ask()

    @rule(
        pick=st.integers(0, 20),
        voters=st.lists(st.sampled_from(VOTERS), min_size=1, max_size=3),
        yes=st.booleans(),
    )
    def people_answer_at_once(self, pick: int, voters: list[str], yes: bool) -> None:
        """The asker among them; the first says yes or no, the others the opposite."""
        self.run(self._answer(pick, voters, yes))

    async def _answer(self, pick: int, voters: list[str], yes: bool) -> None:
        pending = await self.company.records.find(Approval, {"status": ApprovalStatus.pending.value})
        if not pending:
            return
        question = pending[pick % len(pending)]
        names = voters if question.kind == "approve" else [question.asker_id]
        votes = [self._vote(question.id, name, yes if n == 0 else not yes) for n, name in enumerate(names)]
        await asyncio.gather(*votes, return_exceptions=True)

    async def _vote(self, id: str, name: str, yes: bool) -> None:
        records = self.company.records
        person = await records.get(Person, name) or await self.company.person(name)
        now = self.company.clock()
        await deciding.store(self.company.ports, id, Actor(person=person), yes, "Read it all", now)

    @rule(pick=st.integers(0, 20), broken=st.sampled_from(BREAKS), twice=st.booleans())
    def a_decision_is_carried_out(self, pick: int, broken: Any, twice: bool) -> None:
        """Perhaps cut off while one collection cannot be written, perhaps by two processes at once."""
        self.run(self._carried_out(pick, broken, twice))

    async def _carried_out(self, pick: int, broken: Any, twice: bool) -> None:
        open_ones = [a for a in await self._decided() if not a.applied]
        if open_ones:
            approval = open_ones[pick % len(open_ones)]
            self.company.breaks(broken)
            await asyncio.gather(*(self._effect(approval) for _ in range(1 + twice)), return_exceptions=True)
            self.company.breaks(None)

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        self.company.clock.forward(timedelta(minutes=minutes))

    @rule()
    def the_sweep_comes_by(self) -> None:
        self.run(self._swept())

    async def _swept(self) -> None:
        for approval in [a for a in await self._decided() if not a.applied]:
            await self._effect(approval)

    async def _decided(self) -> list[Approval]:
        found: list[Approval] = await self.company.records.find(
            Approval, {"status": ApprovalStatus.approved.value}, order="asked_at", limit=1000
        )
        return found

    async def _effect(self, approval: Approval) -> None:
        """What the engine does with a yes: carry it out under the approval, and note that it is done or cannot be."""
        self.company.clock.forward(timedelta(seconds=1))  # the history is in the order of its times
        ctx = (await deciding.asker(self.company.ports, approval)).under(approval)
        try:
            prepared = await prepare(approval.tool, approval.args, ctx)
            assert isinstance(prepared, Ready)
            await prepared.run()
        except PeopledeskError as error:
            if error.status >= 500:
                return
        current = await self.company.records.get(Approval, approval.id)
        if not current.applied:
            try:
                await self.company.records.replace(current.model_copy(update={"applied": True}))
            except PeopledeskError:
                return

    # --- what holds -----------------------------------------------------------------------------------------------

    @invariant()
    def promises(self) -> None:
        self.run(self._promises())

    async def _promises(self) -> None:
        records = self.company.records
        assert first_break(await records.find(AuditEvent, limit=100_000)) is None
        jobs = {j.id: j for j in await records.find(Job)}
        for application in await records.find(Application):
            await self._history_holds(application, jobs)
        hired = {a.id for a in await records.find(Application, {"status": ApplicationStatus.hired.value})}
        seats = [o.application_id for j in jobs.values() for o in j.openings if o.application_id]
        assert len(seats) == len(set(seats))
        assert hired <= set(seats)
        assert all(len(j.openings) == 1 for j in jobs.values())

    async def _history_holds(self, application: Application, jobs: dict[str, Job]) -> None:
        steps = await self.company.records.find(
            StageTransition, {"application_id": application.id}, order="at", limit=1000
        )
        steps = [s for s in steps if s.id != (application.last.id if application.last else None)]
        steps += [application.last] if application.last else []
        assert len({s.id for s in steps}) == len(steps)
        stage = STAGES[next(n for n in CANDIDATES if n.lower().replace(" ", ".") in application.id)]
        for step in steps:
            assert step.from_stage_id == stage
            stage = step.to_stage_id
            await self._decided_by_whom_it_takes(step, jobs)
        assert application.stage_id == stage
        assert stage in {s.id for s in jobs[application.job_id].stages}
        kinds = {"hire": "hired", "reject": "rejected", "withdraw": "withdrawn"}
        assert application.status == (kinds.get(steps[-1].kind, "active") if steps else "active")

    async def _decided_by_whom_it_takes(self, step: StageTransition, jobs: dict[str, Job]) -> None:
        """No effect without a decision, and none but the one decided."""
        approval = await self.company.records.get(Approval, step.approval_id)
        assert approval.status is ApprovalStatus.approved
        assert step.id == f"transition:{approval.call_id}"
        assert step.actor_id == approval.asker_id
        to = jobs[step.job_id or ""].stage(step.to_stage_id)
        if to.type in NEEDS_OTHERS and step.kind in ("move", "hire", "reject"):
            assert step.approved_by == approval.decided_by != approval.asker_id
            assert [v.answer for v in approval.votes] == ["yes"]
        else:
            assert approval.decided_by == approval.asker_id

    async def nothing_is_left_undone(self) -> None:
        """Every yes was carried out, or could not be and was said so; every seat that is taken has a hire."""
        records = self.company.records
        assert all(a.applied for a in await self._decided())
        hired = {a.id for a in await records.find(Application, {"status": ApplicationStatus.hired.value})}
        seats = {o.application_id for j in await records.find(Job) for o in j.openings if o.application_id}
        assert seats == hired
        for application in await records.find(Application):
            if application.last:
                assert await records.get(StageTransition, application.last.id)


def test_any_sequence_keeps_every_promise(seeded: Path, redis_url: str) -> None:
    assert "pipeline.move" in catalogue.tools()

    class OfThisRun(Pipeline):
        pass

    OfThisRun.seeded, OfThisRun.redis_url = seeded, redis_url
    few = settings(
        max_examples=8,
        stateful_step_count=25,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a case of a hundred awaits shrinks for ever
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OfThisRun, settings=few)

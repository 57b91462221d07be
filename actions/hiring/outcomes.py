"""What became of a step, for who asked."""

from __future__ import annotations

from actions.hiring.commit import SOURCE
from actions.hiring.steps import Done, Step, approver, target, the_job
from actions.tool import Context, Result
from domain.conversations import Focus
from domain.messages import Card, Fact, Item
from domain.people import Person


class Moved(Result):
    steps: tuple[Done, ...]
    job: str
    to_stage: str
    decided_by: str | None

    def card(self) -> Card:
        moved = [s for s in self.steps if s.problem is None]
        facts = [Fact(label="Job", value=self.job)]
        if len(self.steps) == 1:
            facts.append(Fact(label="Before", value=moved[0].from_stage))
        facts.append(Fact(label="Now", value=self.to_stage))
        if self.decided_by:
            facts.append(Fact(label="Approved by", value=self.decided_by))
        return Card(
            title=self._title(moved),
            tone="success" if len(moved) == len(self.steps) else "warning",
            facts=tuple(facts),
            items=tuple(map(_line, self.steps)) if len(self.steps) > 1 else (),
            source=SOURCE,
        )

    def _title(self, moved: list[Done]) -> str:
        if len(self.steps) == 1:
            return f"{moved[0].candidate} is now in {self.to_stage}"
        people = "person is" if len(moved) == 1 else "people are"
        of = f" of {len(self.steps)}" if len(moved) < len(self.steps) else ""
        return f"{len(moved)}{of} {people} now in {self.to_stage}"

    def focus(self, before: Focus) -> Focus:
        if len(self.steps) > 1:
            return before
        return before.model_copy(update={"candidate_id": self.steps[0].candidate_id})


def _line(step: Done) -> Item:
    if step.problem:
        return Item(title=step.candidate, badge="not moved", subtitle=step.problem)
    return Item(title=step.candidate, badge="moved", subtitle=f"was in {step.from_stage}")


async def outcome(asked: Step, steps: tuple[Done, ...], ctx: Context) -> Moved:
    job = await the_job(asked, ctx)
    decider = await ctx.ports.records.get(Person, approver(ctx) or "")
    return Moved(
        steps=steps,
        job=job.title,
        to_stage=target(asked, job).name,
        decided_by=decider.name if decider else None,
    )

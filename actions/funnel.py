"""How far applications came and how long that took: by stage, and by job, source, recruiter or month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Literal

from actions.advice import FORWARD, Share, Steps
from actions.tool import Result
from domain.hiring import Application, ApplicationStatus, Job, JobStage, StageType
from domain.journeys import Stay, furthest, standing, stays, way_of
from domain.messages import Card, Chart, Series, Table

By = Literal["job", "source", "recruiter", "month"]


class StageNumbers(Result):
    stage: str
    now: int
    """Applications in it at this moment."""
    reached: int
    """Applications that have ever been in it, or went past it."""
    days: float | None
    """Median days that those who have left it stayed, and those still there have stayed so far."""

    def card(self) -> Card:
        return Card(title=self.stage)


class GroupNumbers(Result):
    group: str
    applications: int
    active: int
    interviewed: Share
    """Who was let into an interview or further."""
    hired: Share
    days_to_hire: float | None
    """Median days from the application to the hire."""

    def card(self) -> Card:
        return Card(title=self.group)


@dataclass(frozen=True)
class Way:
    """An application with the stages that it was in, present or past, of its present job."""

    application: Application
    stays: tuple[Stay, ...]
    days_to_hire: float | None

    @property
    def stages(self) -> tuple[JobStage, ...]:
        return tuple(s.stage for s in self.stays if s.job_id == self.application.job_id)

    @property
    def active(self) -> bool:
        return self.application.status is ApplicationStatus.active

    @property
    def hired(self) -> bool:
        return self.application.status is ApplicationStatus.hired


def way(application: Application, steps: Steps, jobs: Mapping[str, Job], now: datetime) -> Way:
    history = steps[application.id]
    hire = next((s for s in reversed(standing(history)) if s.kind == "hire"), None)
    at = hire.at if hire else application.updated_at
    hired = application.status is ApplicationStatus.hired
    took = max((at - application.applied_at).total_seconds() / 86400, 0.0) if hired else None
    return Way(application, tuple(stays(application, history, jobs, now)), took)


def by_stage(ways: Sequence[Way], job: Job | None) -> tuple[StageNumbers, ...]:
    """By the stages of the job, those removed since that somebody has been in included; by kinds of stage over all
    jobs."""
    names = _names(ways, job)
    there: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    stayed: dict[str, list[float]] = {name: [] for name in names}
    for each in ways:
        reached.update(names[: furthest(names, (_name(s, job) for s in each.stages))])
        if each.stays and each.application.status is not ApplicationStatus.rejected:
            there[_name(each.stays[-1].stage, job)] += not _withdrawn(each)
        for stay in each.stays[:-1] if not each.active else each.stays:
            own = job is None or stay.job_id == job.id
            if own and _name(stay.stage, job) in stayed:
                stayed[_name(stay.stage, job)].append(stay.days)
    return tuple(
        StageNumbers(
            stage=name,
            now=there[name],
            reached=reached[name],
            days=round(median(stayed[name]), 1) if stayed[name] else None,
        )
        for name in names
    )


def _withdrawn(each: Way) -> bool:
    return each.application.status is ApplicationStatus.withdrawn


def _names(ways: Sequence[Way], job: Job | None) -> list[str]:
    if job is None:
        return [t.capitalize() for t in StageType if t not in (StageType.archived, StageType.lead)]
    visited = [s for each in ways for s in each.stages]
    return list(dict.fromkeys(s.name for s in way_of(job, visited)))


def _name(stage: JobStage, job: Job | None) -> str:
    return stage.name if job else stage.type.capitalize()


def by_group(ways: Sequence[Way], group_of: Callable[[Application], str]) -> tuple[GroupNumbers, ...]:
    """The largest group first."""
    groups: dict[str, list[Way]] = {}
    for each in ways:
        groups.setdefault(group_of(each.application), []).append(each)
    made = [_group(name, of) for name, of in groups.items()]
    return tuple(sorted(made, key=lambda g: (-g.applications, g.group)))


def _group(name: str, ways: Sequence[Way]) -> GroupNumbers:
    return GroupNumbers(
        group=name,
        applications=len(ways),
        active=sum(each.active for each in ways),
        interviewed=Share(part=sum(map(_interviewed, ways)), whole=len(ways)),
        hired=Share(part=sum(each.hired for each in ways), whole=len(ways)),
        days_to_hire=days_to_hire(ways),
    )


def _interviewed(each: Way) -> bool:
    return any(s.type in FORWARD for s in each.stages)


def days_to_hire(ways: Sequence[Way]) -> float | None:
    took = [each.days_to_hire for each in ways if each.days_to_hire is not None]
    return round(median(took), 1) if took else None


# --- how it is shown ---------------------------------------------------------------------------------------------


def charts(stages: Sequence[StageNumbers]) -> tuple[Chart, ...]:
    """Where applications are and came, how long they stay, and how many go on."""
    funnel = Chart(
        title="Applications by stage",
        labels=tuple(s.stage for s in stages),
        series=(
            Series(name="there now", values=tuple(s.now for s in stages)),
            Series(name="ever got there", values=tuple(s.reached for s in stages)),
        ),
    )
    stayed = [s for s in stages if s.days is not None]
    drawn = [funnel]
    if stayed:
        days = Series(name="median", values=tuple(s.days or 0.0 for s in stayed))
        labels = tuple(s.stage for s in stayed)
        drawn.append(Chart(title="Days in stage", labels=labels, series=(days,), unit="days"))
    if any(a.reached for a in stages[:-1]):
        drawn.append(_conversion(stages))
    return tuple(drawn)


def _conversion(stages: Sequence[StageNumbers]) -> Chart:
    steps = [(a, b) for a, b in pairwise(stages) if a.reached]
    values = tuple(round(100 * b.reached / a.reached, 1) for a, b in steps)
    return Chart(
        title="Went on to the next stage",
        labels=tuple(f"{a.stage} → {b.stage}" for a, b in steps),
        series=(Series(name="share", values=values),),
        unit="%",
    )


def table(by: By, groups: Sequence[GroupNumbers]) -> Table:
    return Table(
        columns=(by.capitalize(), "Applications", "Active", "To interview", "Hired", "Days to hire"),
        rows=tuple(
            (
                g.group,
                str(g.applications),
                str(g.active),
                g.interviewed.told,
                g.hired.told,
                "–" if g.days_to_hire is None else f"{g.days_to_hire:g}",
            )
            for g in groups
        ),
        numeric=(1, 2, 3, 4, 5),
    )

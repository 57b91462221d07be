"""Why applications end, as a short list that HR keeps: what the statistics count and what a candidate may be told."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.ports import Record

ReasonType = Literal["We rejected them", "They rejected us", "None specified"]


class RejectionReason(Record):
    collection: ClassVar[str] = "rejection_reasons"
    indexed: ClassVar[tuple[str, ...]] = ("type",)
    subjects: ClassVar[tuple[str, ...]] = ()

    name: str
    type: ReasonType
    words: tuple[str, ...] = ()
    """Words of a sentence that speak for this reason, in lower case."""
    active: bool = True


OTHER = RejectionReason(id="other", name="Other", type="None specified")
DEFAULTS = (
    RejectionReason(
        id="skills",
        name="Lacks a skill that the job needs",
        type="We rejected them",
        words=("skill", "skills", "lacks", "knowledge", "certificate", "certificates", "german", "english"),
    ),
    RejectionReason(
        id="experience",
        name="Too little or another kind of experience",
        type="We rejected them",
        words=("experience", "junior", "senior", "years", "overqualified"),
    ),
    RejectionReason(
        id="interview",
        name="Interview did not convince us",
        type="We rejected them",
        words=("interview", "interviews", "task", "test", "show", "appear"),
    ),
    RejectionReason(
        id="terms",
        name="Pay or terms do not fit",
        type="We rejected them",
        words=("salary", "pay", "band", "terms", "expectation", "expectations", "permit", "remote"),
    ),
    RejectionReason(
        id="filled",
        name="Position filled or closed",
        type="We rejected them",
        words=("filled", "closed", "hired", "somebody", "someone", "cancelled"),
    ),
    RejectionReason(
        id="other-job",
        name="Took another job",
        type="They rejected us",
        words=("took", "accepted", "elsewhere", "another"),
    ),
    RejectionReason(
        id="withdrew",
        name="No longer interested",
        type="They rejected us",
        words=("withdrew", "interested", "moved", "abroad", "personal"),
    ),
    OTHER,
)


def fitting(reasons: tuple[RejectionReason, ...], said: str) -> RejectionReason:
    """The reason that the words speak for most, or `OTHER`."""
    words = {w.strip(".,;:!?") for w in said.casefold().split()}
    best = max(reasons, key=lambda r: len(words & set(r.words)), default=OTHER)
    return best if words & set(best.words) else next((r for r in reasons if r.id == OTHER.id), OTHER)

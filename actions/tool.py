"""A tool: one thing a person can ask for, declared once and read by every door."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from domain.approvals import WORDS, Answer, Approval, Group
from domain.conversations import Focus
from domain.messages import Address, Card, Option
from domain.people import Actor
from domain.permissions import Permission, scope_of
from domain.ports import Ports


class Args(BaseModel):
    """A tool's arguments: the schema a model sees, the form a person fills, the check both pass.

    Field names starting with `resolved_` are filled by the tool's own `resolve` and never asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Result(BaseModel):
    """What a tool found or did: plain data for programs, `card()` for people."""

    model_config = ConfigDict(frozen=True)

    @abstractmethod
    def card(self) -> Card: ...

    def notices(self) -> Sequence[tuple[str, Card]]:
        """Who else is told in their inbox, by id, and what."""
        return ()

    def accounts(self) -> Mapping[str, object]:
        """What the audit trail keeps of it beside who, when and about whom: ids and hashes, no words of people."""
        return {}

    def asks(self) -> Sequence[str]:
        """Approvals whose buttons the card offers: when one is decided anywhere, they go."""
        return ()

    def outdates(self) -> Sequence[str]:
        """Calls on whose result cards nothing can be pressed any more."""
        return ()

    def changes(self) -> Sequence[tuple[str, Card]]:
        """The asker's older messages whose card this changes, by id, and to what."""
        return ()

    def focus(self, before: Focus) -> Focus:
        """What follow-ups refer to from now on."""
        return before


@dataclass(frozen=True)
class Context:
    """Everything a tool may know: who asks, where, when, and the ports."""

    actor: Actor
    ports: Ports
    now: datetime
    address: Address
    call_id: str
    """Unique for each call and the same when it is repeated after a crash: ids of effects derive from it."""
    focus: Focus = field(default_factory=Focus)
    approval: Approval | None = None
    """The yes under which this call runs, when it needed one."""

    @property
    def today(self) -> date:
        """The asker's own calendar day."""
        return self.now.astimezone(ZoneInfo(self.actor.person.time_zone)).date()

    def under(self, approval: Approval) -> Context:
        return replace(self, approval=approval)


A = TypeVar("A", bound=Args)


@dataclass(frozen=True)
class Approvers:
    """Whose yes counts: `confirm` is the asker's own, `approve` that of `needed` of the others, then of each group of
    `then` in order. One no ends it."""

    kind: Literal["confirm", "approve"]
    ids: tuple[str, ...]
    needed: int = 1
    name: str = ""
    """Of the first group, when there are more."""
    then: tuple[Group, ...] = ()
    reason_for: frozenset[Answer] = frozenset()
    """Answers that count only with a reason."""
    step_up: bool = False
    """A yes counts only from somebody who has just signed in again."""
    permission: Permission | None = None
    """What somebody who decides in an approver's place must hold, too."""

    @property
    def groups(self) -> tuple[Group, ...]:
        return (Group(name=self.name, approver_ids=self.ids, needed=self.needed), *self.then)


@dataclass(frozen=True)
class Approved(Generic[A]):
    """When a tool waits: whose yes counts, what they are shown, and what happens around the waiting.

    `before` runs when the question is stored (a request held in the books), `declined` when the answer is no or the
    question expires. Both derive their ids from the call, so running twice is harmless. `by` is asked again at each
    vote, for the same groups in the same order.
    """

    by: Callable[[A, Context], Awaitable[Approvers]]
    shown: Callable[[A, Context], Awaitable[Card]]
    words: tuple[str, str] = WORDS
    """What an approver's buttons say; a yes to a rejection must not read like a yes to the person."""
    before: Callable[[A, Context], Awaitable[None]] | None = None
    declined: Callable[[A, Context], Awaitable[None]] | None = None
    above: Callable[[A, Context], Awaitable[tuple[str, ...]]] | None = None
    """Who may decide too when the approvers have not answered for days."""
    still: Callable[[A, Context], Awaitable[None]] | None = None
    """Raises `Conflict` with a sentence when what was asked about has changed since (the stage, a version): a yes then
    closes the question instead of counting."""


@dataclass(frozen=True)
class Undo(Generic[A]):
    """How what a tool did is taken back. `run` gets the arguments and the call of the act, and is an act of its own:
    it appends, never deletes, derives its ids from `ctx.call_id`, and raises `Conflict` when something followed from
    the act that cannot be taken back."""

    run: Callable[[A, Context], Awaitable[Result]]
    within: timedelta = timedelta(minutes=10)


@dataclass(frozen=True)
class Tool(Generic[A]):
    name: str
    description: str
    args: type[A]
    permission: Permission
    run: Callable[[A, Context], Awaitable[Result]]
    phrases: tuple[str, ...]
    """How people say it; the first is shown as a suggestion."""
    approval: Approved[A] | None = None
    resolve: Callable[[A, Context], Awaitable[A]] | None = None
    """Check against records and turn words into references. Raises `Unclear` to ask, `BadInput` to refuse."""
    options: Callable[[Context], Awaitable[Mapping[str, tuple[Option, ...]]]] | None = None
    """Choices for form fields that depend on records."""
    each: Callable[[A, Context], Awaitable[tuple[A, ...]]] | None = None
    """Parts a call about several rows into one call a row, each decided by itself; run after `resolve`, and each part
    is resolved again."""
    undo: Undo[A] | None = None
    audited: bool = True
    """False only for what a person reads of their own or of what everybody may read."""
    confidential: bool = False
    """What is entered is shown back to nobody and not kept with the conversation."""
    offered: bool = True
    """Whether help and suggestions name it."""

    @property
    def intent(self) -> str:
        return self.name.replace(".", "_")


@dataclass(frozen=True)
class Unclear(Exception):
    """One argument has several readings, or is missing after all: ask for `field`, offering `options`."""

    field: str
    sentence: str
    options: tuple[Option, ...] = ()


_CATALOGUE: dict[str, Tool[Any]] = {}


def tool(
    name: str,
    *,
    args: type[A],
    permission: Permission,
    phrases: tuple[str, ...],
    approval: Approved[A] | None = None,
    resolve: Callable[[A, Context], Awaitable[A]] | None = None,
    options: Callable[[Context], Awaitable[Mapping[str, tuple[Option, ...]]]] | None = None,
    each: Callable[[A, Context], Awaitable[tuple[A, ...]]] | None = None,
    undo: Undo[A] | None = None,
    audited: bool = True,
    confidential: bool = False,
    offered: bool = True,
) -> Callable[[Callable[[A, Context], Awaitable[Result]]], Tool[A]]:
    """Declare a tool; its docstring is its description. Nobody calls the function itself: see `perform.prepare`."""

    def declare(run: Callable[[A, Context], Awaitable[Result]]) -> Tool[A]:
        declared = Tool(
            name=name,
            description=" ".join((run.__doc__ or "").split()),
            args=args,
            permission=permission,
            run=run,
            phrases=phrases,
            approval=approval,
            resolve=resolve,
            options=options,
            each=each,
            undo=undo,
            audited=audited,
            confidential=confidential,
            offered=offered,
        )
        if name in _CATALOGUE:
            raise ValueError(f"two tools are called {name}")
        _CATALOGUE[name] = declared
        return declared

    return declare


def declared() -> Mapping[str, Tool[Any]]:
    """Every tool by name. Import `actions.catalogue` to be sure that all have been declared."""
    return _CATALOGUE


def open_to(actor: Actor) -> list[Tool[Any]]:
    """The tools that this person's roles permit, in order of name."""
    return [t for _, t in sorted(_CATALOGUE.items()) if scope_of(actor, t.permission) is not None]

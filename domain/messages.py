"""What goes in and out of a conversation: turns in, messages with cards out. No channel is named here but by its word."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.ports import Moment, Record


class Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# --- in --------------------------------------------------------------------------------------------------


class Address(Plain):
    """Where a conversation is held.

    `conversation` is unique within its channel: a web thread id, `TEAM:CHANNEL:THREAD_TS` in Slack. In a shared
    place (a Slack channel) `private` is false and every answer goes to the asker alone.
    """

    channel: Literal["web", "slack", "cli"]
    conversation: str
    private: bool = True

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.conversation}"


class Said(Plain):
    """Free text, with ids of uploaded files if any."""

    kind: Literal["said"] = "said"
    text: str
    uploads: tuple[str, ...] = ()


class Chose(Plain):
    """A button of a card."""

    kind: Literal["chose"] = "chose"
    action: str
    ref: str
    reason: str | None = None


class Filled(Plain):
    """A form of a card, submitted."""

    kind: Literal["filled"] = "filled"
    form_id: str
    values: dict[str, Any]


class Finished(Plain):
    """A background ticket reached its end."""

    kind: Literal["finished"] = "finished"
    ticket_id: str


Content = Annotated[Said | Chose | Filled | Finished, Field(discriminator="kind")]


class Turn(Record):
    """One thing that happened in a conversation. The id comes from the channel, so a redelivery is the same turn."""

    collection: ClassVar[str] = "turns"
    subjects: ClassVar[tuple[str, ...]] = ("speaker_id",)
    indexed: ClassVar[tuple[str, ...]] = ("status", "address_key", "speaker_id", "at")
    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("address_key", "at"),)

    address: Address
    address_key: str
    speaker_id: str
    content: Content
    at: Moment
    status: Literal["accepted", "done", "failed"] = "accepted"


# --- out ---------------------------------------------------------------------------------------------------


class Fact(Plain):
    label: str
    value: str


class Quote(Plain):
    """Words taken unchanged from a document, and which one."""

    text: str
    source: str


class Button(Plain):
    """Something the reader can do; comes back as `Chose(action, ref)`."""

    label: str
    action: str
    ref: str
    style: Literal["default", "primary", "danger"] = "default"
    asks_reason: bool = False
    """Ask for a short reason before sending; it comes back as `Chose.reason`."""
    reason: str | None = None
    """What stands in that question already, to be sent or changed."""
    signs_in: bool = False
    """Counts only with a sign-in of just now, which the web app asks for; elsewhere the answer says where to do it."""


class Chip(Plain):
    """A part of what was understood, which a press takes out; or, with `narrows` ("Skills"), one that a press adds.
    Comes back as `Chose(action, ref)`."""

    label: str
    action: str
    ref: str
    narrows: str | None = None


class Item(Plain):
    """One row of a list worth showing on its own: a candidate, a request, a file."""

    title: str
    subtitle: str | None = None
    badge: str | None = None
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    buttons: tuple[Button, ...] = ()


class Table(Plain):
    """Every row has as many cells as there are columns; `numeric` names the right-aligned columns by position."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


class Series(Plain):
    name: str
    values: tuple[float, ...]


class Chart(Plain):
    """Bars: one group a label, one bar a series. A channel that cannot draw shows the same numbers as a table."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Literal["", "%", "days"] = ""


class Option(Plain):
    value: str
    label: str


class FormField(Plain):
    name: str
    label: str
    kind: Literal["text", "long_text", "date", "number", "choice", "tick"]
    required: bool = True
    value: Any = None
    options: tuple[Option, ...] = ()
    help: str | None = None


class Form(Plain):
    """Missing details, asked for once. `id` names the waiting call."""

    id: str
    fields: tuple[FormField, ...]
    submit: str = "Send"


class Link(Plain):
    """A file of ours for the reader alone: `path` is a path of the HTTP API that wants the reader's own sign-in."""

    label: str
    path: str = Field(pattern=r"^/[^/]")


class Progress(Plain):
    percent: int = Field(ge=0, le=100)
    step: str
    state: Literal["waiting", "running", "completed", "failed"] = "running"


class Source(Plain):
    """Where an answer comes from: `label` ("Leave ledger", "Remote work policy v3 §2"), and as of when."""

    label: str
    as_of: str | None = None


Tone = Literal["plain", "success", "warning", "refusal"]


class Card(Plain):
    """An answer in no channel's dialect. `text` is CommonMark."""

    title: str | None = None
    text: str | None = None
    tone: Tone = "plain"
    chips: tuple[Chip, ...] = ()
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    charts: tuple[Chart, ...] = ()
    items: tuple[Item, ...] = ()
    form: Form | None = None
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()
    progress: Progress | None = None
    source: Source | None = None
    suggestions: tuple[str, ...] = ()
    """Sentences the reader may want to say next."""


class Message(Record):
    """One utterance of the transcript. An assistant's card may be replaced (progress, a decision): `rev` grows.

    `external_ref` is the channel's own id of the posted message (a Slack `ts`), once posted.
    """

    collection: ClassVar[str] = "messages"
    subjects: ClassVar[tuple[str, ...]] = ("owner_id",)
    indexed: ClassVar[tuple[str, ...]] = ("address_key", "turn_id", "at", "owner_id", "delivered")
    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("address_key", "at"),)

    address: Address
    address_key: str
    turn_id: str
    owner_id: str
    """Person whose conversation this is: who may read it."""
    author: Literal["person", "assistant"]
    text: str | None = None
    card: Card | None = None
    at: Moment
    external_ref: str | None = None
    delivered: bool = True
    """False while a channel that must be told has not been; a sweep tries again."""


class Event(Plain):
    """What a conversation's stream carries. Field use by type:

    run_started, run_finished: turn_id · run_error: turn_id, text · status: turn_id, text (what is being done)
    · delta: turn_id, message_id, text (a piece of streamed text) · message: message (new, or the new state of an
    old one: replace by id).
    """

    type: Literal["run_started", "status", "delta", "message", "run_finished", "run_error"]
    turn_id: str | None = None
    message_id: str | None = None
    text: str | None = None
    message: Message | None = None

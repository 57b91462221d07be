"""Somebody at a door: says, reads, presses and fills in what a person could, and nothing else."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

import httpx

from deploy.demo.company import DEMO_PASSWORD
from domain.messages import Button, Card, Form, Message
from domain.people import Person
from tests.servers.slack_people import SlackPeople
from tests.servers.slack_posts import Posted, texts
from tests.stories.world import World

PATIENCE = 20.0
T = TypeVar("T")


class Somebody(Protocol):
    person: Person

    async def says(self, text: str, *files: Path) -> None: ...

    async def goes_on(self, text: str) -> None:
        """Say it in the same conversation: in Slack, in the thread that was begun last."""

    async def reads(self, words: str, seconds: float = PATIENCE) -> str:
        """Wait until these words can be read; returns everything that can be."""

    async def presses(self, label: str, reason: str | None = None) -> None:
        """Press the newest button with this label."""

    async def takes_out(self, condition: str) -> None:
        """Press the newest chip of what a search understood."""

    async def fills(self, **values: Any) -> None:
        """Wait for a form, fill in and send the newest one."""

    async def sees(self) -> str:
        """Everything that can be read now, this conversation and the inbox."""

    async def leave(self) -> None: ...


async def reading(who: Somebody, words: str, seconds: float) -> str:
    try:
        async with asyncio.timeout(seconds):
            while words.lower() not in (seen := await who.sees()).lower():  # noqa: ASYNC110 - as a person would look
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"{who.person.name} never read {words!r}, but:\n{await who.sees()}") from None
    return seen


async def newest(who: Somebody, what: str, find: Callable[[], Awaitable[T | None]]) -> T:
    """What is pressed or filled in, as soon as it is there: the answer with it may still be on its way."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while True:
                if (found := await find()) is not None:
                    return found
                await asyncio.sleep(0.05)
    raise AssertionError(f"{who.person.name} found no {what}, but:\n{await who.sees()}")


# --- web -----------------------------------------------------------------------------------------------------


class OnWeb:
    def __init__(self, person: Person, http: httpx.AsyncClient) -> None:
        self.person = person
        self.http = http
        self.conversation = str(uuid.uuid4())

    async def says(self, text: str, *files: Path) -> None:
        uploads = [await self.uploads(f) for f in files]
        await self.posts("/chat/query", message=text, uploads=uploads)

    async def goes_on(self, text: str) -> None:
        await self.says(text)

    async def uploads(self, path: Path) -> str:
        answer = await self.http.post("/files", files={"file": (path.name, path.read_bytes())})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def posts(self, path: str, **body: Any) -> httpx.Response:
        ids = {"conversation_id": self.conversation, "client_message_id": str(uuid.uuid4())}
        answer = await self.http.post(path, json=ids | body)
        assert answer.status_code == 200, answer.text
        return answer

    async def messages(self) -> list[Message]:
        """Of this conversation and the inbox, oldest first."""
        found = []
        for id in (f"inbox-{self.person.id}", self.conversation):
            answer = (await self.http.get(f"/chat/conversations/{id}/messages")).json()
            found += [Message.model_validate(m) for m in answer.get("items", [])]  # none before it is opened
        return sorted(found, key=lambda m: m.at)

    async def reads(self, words: str, seconds: float = PATIENCE) -> str:
        return await reading(self, words, seconds)

    async def sees(self) -> str:
        told = [m for m in await self.messages() if m.author == "assistant"]
        return "\n".join(words_of(m) for m in told)

    async def presses(self, label: str, reason: str | None = None) -> None:
        async def shown() -> Button | None:
            cards = [m.card for m in await self.messages() if m.card]
            buttons = [b for c in cards for b in (*c.buttons, *(b for i in c.items for b in i.buttons))]
            return next((b for b in reversed(buttons) if b.label == label), None)

        button = await newest(self, f"button {label!r}", shown)
        await self.posts("/chat/choose", action=button.action, ref=button.ref, reason=reason)

    async def takes_out(self, condition: str) -> None:
        cards = [m.card for m in await self.messages() if m.card]
        chips = [c for card in cards for c in card.chips if c.narrows is None]
        chip = next(c for c in reversed(chips) if c.label == condition)
        await self.posts("/chat/choose", action=chip.action, ref=chip.ref)

    async def fills(self, **values: Any) -> None:
        async def shown() -> Form | None:
            forms = [m.card.form for m in await self.messages() if m.card and m.card.form]
            return forms[-1] if forms else None

        form = await newest(self, "form", shown)
        await self.posts("/chat/form", form_id=form.id, values=values)

    async def decides(self, approval_id: str, approve: bool = True) -> None:
        """On the page of approvals, with one's sign-in of just now."""
        answer = await self.http.post(f"/approvals/{approval_id}/decision", json={"approve": approve})
        assert answer.status_code == 200, answer.text

    async def downloads(self, label: str) -> str:
        """The text behind the newest link with this label."""
        links = [
            link for m in await self.messages() if m.card for link in m.card.links if link.label == label
        ]
        assert links, f"no link {label!r}"
        answer = await self.http.get(links[-1].path)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def leave(self) -> None:
        await self.http.aclose()


def words_of(message: Message) -> str:
    return "\n".join([message.text or "", *_texts((message.card or Card()).model_dump(mode="json"))])


def _texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        hidden = ("action", "ref", "id", "suggestions")
        return [t for k, v in part.items() if k not in hidden for t in _texts(v)]
    if isinstance(part, list):
        return [t for one in part for t in _texts(one)]
    return [part] if isinstance(part, str) else []


async def on_web(world: World, name: str) -> Somebody:
    person = await world.person(name)
    http = httpx.AsyncClient(base_url=world.url, timeout=60)
    answer = await http.post("/auth/sign-in", json={"email": person.email, "password": DEMO_PASSWORD})
    assert answer.status_code == 200, answer.text
    http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    return OnWeb(person, http)


# --- Slack ---------------------------------------------------------------------------------------------------


class OnSlack:
    """In a direct message with the assistant. What was there before this person came is not read again."""

    def __init__(self, person: Person, people: SlackPeople) -> None:
        self.person = person
        self.user = person.slack_user_id or ""
        self._people = people
        self._before = {p.ts for p in self._all()}
        self._thread: str | None = None

    def _all(self) -> list[Posted]:
        return [p for p in self._people.slack.posts if p.channel == f"D{self.user}"]

    def _posts(self) -> list[Posted]:
        return [p for p in self._all() if p.ts not in self._before]

    async def says(self, text: str, *files: Path) -> None:
        kept = tuple(self._people.slack.add_file(f.name, f.read_bytes()) for f in files)
        self._thread = await self._people.says(self.user, text, files=kept, deliveries=4)

    async def goes_on(self, text: str) -> None:
        await self._people.says(self.user, text, thread=self._thread, deliveries=4)

    async def reads(self, words: str, seconds: float = PATIENCE) -> str:
        return await reading(self, words, seconds)

    async def sees(self) -> str:
        return "\n".join(p.words for p in self._posts())

    async def presses(self, label: str, reason: str | None = None) -> None:
        post = await self._post_with(label)
        before = set(self._people.slack.views)
        assert await self._people.presses(self.user, post, label, deliveries=4) == [200] * 4
        if reason is not None:
            await self._sends(before, reason=reason)

    async def takes_out(self, condition: str) -> None:
        await self.presses(f"{condition} ✕")

    async def fills(self, **values: Any) -> None:
        before = set(self._people.slack.views)
        post = await self._post_with("Fill in")
        await self._people.presses(self.user, post, "Fill in")
        await self._sends(before, **values)

    async def _post_with(self, label: str) -> Posted:
        async def shown() -> Posted | None:
            return next((p for p in reversed(self._posts()) if label in p.labels), None)

        return await newest(self, f"button {label!r}", shown)

    async def opens_home(self) -> None:
        assert await self._people.opens(self.user, "home") == [200]
        await self._people.slack.until(lambda: self.user in self._people.slack.homes)

    async def home(self) -> str:
        """Everything on the Home tab."""
        return "\n".join(texts(self._people.slack.homes[self.user]["blocks"]))

    def link(self, label: str) -> str:
        """Where the newest button with this label leads."""
        found = [e for p in self._posts() for e in p.elements if e.get("text", {}).get("text") == label]
        return str(found[-1]["url"])

    async def _sends(self, before: set[str], **values: Any) -> None:
        views = self._people.slack.views
        await self._people.slack.until(lambda: set(views) - before)
        (dialog,) = set(views) - before
        await self._people.sends(self.user, dialog, deliveries=4, **values)

    async def leave(self) -> None:
        await self._people.close()


class PeopleOverHttp(SlackPeople):
    """Slack delivers to the running server, over HTTP."""

    def __init__(self, world: World) -> None:
        assert world.slack is not None
        super().__init__(world.slack, None)
        self._http = httpx.AsyncClient(base_url=world.url, timeout=30)


async def on_slack(world: World, name: str) -> Somebody:
    person = await world.person(name)
    assert world.slack is not None
    assert person.slack_user_id
    if person.slack_user_id not in world.slack.users:
        world.slack.add_user(person.slack_user_id)
    return OnSlack(person, PeopleOverHttp(world))

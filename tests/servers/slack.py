"""Slack's Web API, its file store and its Socket Mode on loopback, as far as this product uses them.

What is posted is checked as Slack checks it and kept, so that a test reads what a person would see and presses what
a person would press (`tests/servers/slack_people.py`). Errors are Slack's: HTTP 200 with `ok: false`, or 429.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.servers.slack_posts import Posted
from tests.servers.slack_rules import Json, Refused, check_message, check_view, read_arguments, required

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-loopback", "xapp-loopback", "loopback-signing-secret"
TEAM, BOT_USER, BOT = "T1", "UBOT", "BBOT"


@dataclass
class SlackServer:
    """`async with SlackServer() as slack:`; `slack.api` is the base URL for a client, `slack.url` the server's own."""

    posts: list[Posted] = field(default_factory=list)
    views: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    prompts: list[Json] = field(default_factory=list)
    statuses: list[Json] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    triggers: dict[str, float] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    acks: list[Json] = field(default_factory=list)
    url: str = ""
    api: str = ""
    _limits: Counter[str] = field(default_factory=Counter)
    _failures: dict[str, list[str]] = field(default_factory=dict)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def __aenter__(self) -> SlackServer:
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/files/{id}", self._download)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.api = f"{self.url}/api/"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in self._sockets:
            await socket.close()
        await self._runner.cleanup()

    # --- set up and look -----------------------------------------------------------------------------------

    def add_user(self, user: str) -> str:
        """Returns the id of the direct message between the user and the bot."""
        dm = f"D{user}"
        self.users[user] = dm
        self.members[dm] = {user}
        return dm

    def add_channel(self, channel: str, *users: str) -> str:
        self.members[channel] = set(users)
        return channel

    def add_file(self, name: str, content: bytes, mimetype: str = "application/octet-stream") -> Json:
        """The file object that a message event carries."""
        id = f"F{next(self._numbers)}"
        self.files[id] = content
        url = f"{self.url}/files/{id}"
        return {
            "id": id,
            "name": name,
            "mimetype": mimetype,
            "size": len(content),
            "url_private_download": url,
        }

    def new_ts(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06d}"

    def new_trigger(self) -> str:
        trigger = f"{next(self._numbers)}.trigger"
        self.triggers[trigger] = time.monotonic()
        return trigger

    def limit(self, method: str, times: int = 1) -> None:
        """Answer the next calls with 429 and `Retry-After: 1`."""
        self._limits[method] += times

    def fail(self, method: str, *errors: str) -> None:
        """Refuse the next calls with these errors, one each."""
        self._failures.setdefault(method, []).extend(errors)

    def seen_by(self, user: str) -> list[Posted]:
        """What this user can see: everything in their channels but other people's ephemeral messages."""
        return [p for p in self.posts if user in self.members[p.channel] and p.only_for in (None, user)]

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    async def until(self, reached: Callable[[], object], seconds: float = 5) -> None:
        """Wait for what happens in the background. Raises `TimeoutError`."""
        async with asyncio.timeout(seconds):
            while not reached():  # noqa: ASYNC110 - what is waited for may happen outside this server
                await asyncio.sleep(0.005)

    async def push(self, payload: Json, kind: str) -> None:
        """Send an envelope over the newest socket."""
        envelope = {"type": kind, "envelope_id": f"e{next(self._numbers)}", "payload": payload}
        await self._sockets[-1].send_json(envelope | {"accepts_response_payload": False})

    @property
    def sockets(self) -> int:
        return sum(not socket.closed for socket in self._sockets)

    # --- Web API -------------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if self._limits[method]:
            self._limits[method] -= 1
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
            )
        arguments = await read_arguments(request)
        try:
            self._authorize(method, request)
            if self._failures.get(method):
                raise Refused(self._failures[method].pop(0))
            answer = self._answer(method, arguments)
        except Refused as refused:
            metadata = {"messages": refused.messages}
            return web.json_response({"ok": False, "error": refused.error, "response_metadata": metadata})
        self.calls.append((method, arguments))
        return web.json_response({"ok": True} | answer)

    def _authorize(self, method: str, request: web.Request) -> None:
        token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if "Authorization" not in request.headers:
            raise Refused("not_authed")
        if request.headers["Authorization"] != f"Bearer {token}":
            raise Refused("invalid_auth")

    def _answer(self, method: str, arguments: Json) -> Json:
        answers: dict[str, Callable[[Json], Json]] = {
            "auth.test": lambda _: {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "url": self.url},
            "users.info": self._user,
            "conversations.open": self._open_conversation,
            "chat.postMessage": self._post,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update,
            "chat.startStream": self._start_stream,
            "chat.appendStream": self._append_stream,
            "chat.stopStream": self._append_stream,
            "views.open": self._open_view,
            "views.update": self._update_view,
            "views.publish": self._publish,
            "assistant.threads.setStatus": self._set_status,
            "assistant.threads.setSuggestedPrompts": self._set_prompts,
            "apps.connections.open": lambda _: {"url": f"{self.url.replace('http', 'ws')}/socket"},
        }
        if method not in answers:
            raise Refused("unknown_method")
        return answers[method](arguments)

    def _user(self, arguments: Json) -> Json:
        if arguments.get("user") not in self.users:
            raise Refused("user_not_found")
        return {"user": {"id": arguments["user"], "team_id": TEAM, "is_bot": False}}

    def _open_conversation(self, arguments: Json) -> Json:
        if arguments.get("users") not in self.users:
            raise Refused("user_not_found")
        return {"channel": {"id": self.users[arguments["users"]]}}

    def _post(self, arguments: Json, only_for: str | None = None) -> Json:
        self._channel(arguments)
        blocks = arguments.get("blocks") or []
        check_message(blocks, arguments.get("text"))
        post = Posted(
            ts=self.new_ts(),
            channel=arguments["channel"],
            text=arguments.get("text", ""),
            blocks=blocks,
            thread=arguments.get("thread_ts"),
            only_for=only_for,
        )
        self.posts.append(post)
        return {"channel": post.channel, "ts": post.ts, "message": {"text": post.text, "ts": post.ts}}

    def _post_ephemeral(self, arguments: Json) -> Json:
        self._channel(arguments)
        user = required(arguments, "user")
        if user not in self.members[arguments["channel"]]:
            raise Refused("user_not_in_channel")
        return {"message_ts": self._post(arguments, only_for=user)["ts"]}

    def _update(self, arguments: Json) -> Json:
        post = self._own_post(arguments)
        if post.only_for:
            raise Refused("message_not_found")
        blocks = arguments.get("blocks", post.blocks)
        check_message(blocks, arguments.get("text"))
        post.blocks, post.text, post.changes = blocks, arguments.get("text", ""), post.changes + 1
        return {"channel": post.channel, "ts": post.ts}

    def _start_stream(self, arguments: Json) -> Json:
        required(arguments, "thread_ts")
        if not arguments["channel"].startswith("D"):
            required(arguments, "recipient_user_id")
            required(arguments, "recipient_team_id")
        return self._post(arguments | {"text": arguments.get("markdown_text") or " "})

    def _append_stream(self, arguments: Json) -> Json:
        post = self._own_post(arguments)
        chunks = "".join(chunk.get("text", "") for chunk in arguments.get("chunks") or [])
        post.text += arguments.get("markdown_text") or chunks
        post.blocks = arguments.get("blocks") or post.blocks
        check_message(post.blocks, post.text)
        return {"channel": post.channel, "ts": post.ts}

    def _open_view(self, arguments: Json) -> Json:
        """A trigger is good for one dialog and three seconds."""
        view = required(arguments, "view")
        opened = self.triggers.pop(required(arguments, "trigger_id"), None)
        if opened is None:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - opened > 3:
            raise Refused("expired_trigger_id")
        return self._keep_view(f"V{next(self._numbers)}", view)

    def _update_view(self, arguments: Json) -> Json:
        if arguments.get("view_id") not in self.views:
            raise Refused("not_found")
        return self._keep_view(arguments["view_id"], required(arguments, "view"))

    def _keep_view(self, id: str, view: Json) -> Json:
        check_view(view)
        self.views[id] = view | {"id": id}
        return {"view": self.views[id]}

    def _publish(self, arguments: Json) -> Json:
        view = required(arguments, "view")
        check_view(view)
        self.homes[required(arguments, "user_id")] = view
        return {"view": view}

    def _set_status(self, arguments: Json) -> Json:
        required(arguments, "thread_ts")
        self._channel({"channel": required(arguments, "channel_id")})
        self.statuses.append(arguments)
        return {}

    def _set_prompts(self, arguments: Json) -> Json:
        prompts = required(arguments, "prompts")
        if len(prompts) > 4 or any(set(prompt) != {"title", "message"} for prompt in prompts):
            raise Refused("invalid_arguments")
        self._channel({"channel": required(arguments, "channel_id")})
        self.prompts.append(arguments)
        return {}

    def _channel(self, arguments: Json) -> None:
        if required(arguments, "channel") not in self.members:
            raise Refused("channel_not_found")

    def _own_post(self, arguments: Json) -> Posted:
        self._channel(arguments)
        spot = (arguments["channel"], required(arguments, "ts"))
        found = next((post for post in self.posts if (post.channel, post.ts) == spot), None)
        if found is None:
            raise Refused("message_not_found")
        return found

    # --- files and sockets -----------------------------------------------------------------------------------

    async def _download(self, request: web.Request) -> web.Response:
        """Without the token Slack redirects to its sign-in page."""
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            raise web.HTTPFound(f"{self.url}/signin")
        return web.Response(body=self.files[request.match_info["id"]])

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.acks.append(json.loads(message.data))
        return socket

"""Slack's side of events and interactivity: signed requests to an ASGI app, delivered again if wished."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.servers.slack import BOT_USER, SECRET, TEAM, SlackServer
from tests.servers.slack_posts import Posted
from tests.servers.slack_rules import Json

_numbers = itertools.count(1)


def event_payload(event: Json, event_id: str | None = None) -> Json:
    """The envelope of the Events API."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event_id": event_id or f"Ev{next(_numbers)}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        "event": event,
    }


def signed(body: str, content_type: str, *, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """Headers of a request as Slack signs it (v0)."""
    moment = str(int(at or time.time()))
    mac = hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": moment,
        "x-slack-signature": f"v0={mac}",
    }


class SlackPeople:
    """People in a workspace, and Slack that tells the app what they do. Answers are the HTTP statuses, one a delivery."""

    def __init__(self, slack: SlackServer, asgi: Any, path: str = "/slack/events") -> None:
        self.slack = slack
        self.path = path
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(asgi), base_url="http://app")

    async def close(self) -> None:
        await self._http.aclose()

    # --- events --------------------------------------------------------------------------------------------

    async def event(self, event: Json, *, deliveries: int = 1, event_id: str | None = None) -> list[int]:
        body = json.dumps(event_payload(event, event_id))
        return await self._deliver(body, "application/json", deliveries)

    async def says(
        self,
        user: str,
        text: str,
        *,
        files: tuple[Json, ...] = (),
        thread: str | None = None,
        deliveries: int = 1,
    ) -> str:
        """A direct message to the bot; returns its `ts`."""
        event = self._message(user, self.slack.users[user], text) | {"type": "message", "channel_type": "im"}
        if files:
            event |= {"subtype": "file_share", "files": list(files)}
        if thread:
            event["thread_ts"] = thread
        assert await self.event(event, deliveries=deliveries) == [200] * deliveries
        return str(event["ts"])

    async def mentions(
        self, user: str, channel: str, text: str, *, thread: str | None = None, files: tuple[Json, ...] = ()
    ) -> str:
        """A message to the bot in a channel, with the `message` event that Slack sends beside the mention."""
        event = self._message(user, channel, f"<@{BOT_USER}> {text}")
        if thread:
            event["thread_ts"] = thread
        if files:
            event["files"] = list(files)
        assert await self.event({**event, "type": "app_mention"}) == [200]
        assert await self.event({**event, "type": "message", "channel_type": "channel"}) == [200]
        return str(event["ts"])

    async def opens(self, user: str, tab: str) -> list[int]:
        return await self.event(
            {"type": "app_home_opened", "user": user, "channel": self.slack.users[user], "tab": tab}
        )

    # --- interactivity -------------------------------------------------------------------------------------

    async def presses(self, user: str, post: Posted, label: str, *, deliveries: int = 1) -> list[int]:
        """Press the button with this label."""
        found = next((e for e in post.elements if e.get("text", {}).get("text") == label), None)
        assert found is not None, f"no button {label!r}, but {post.labels}"
        action = {name: found[name] for name in ("type", "action_id", "value", "text")}
        return await self._act(user, post, action, deliveries)

    async def presses_home(self, user: str, label: str) -> list[int]:
        """Press the first button with this label on one's Home tab."""
        rows = [b["elements"] for b in self.slack.homes[user]["blocks"] if b["type"] == "actions"]
        found = next(e for row in rows for e in row if e["text"]["text"] == label)
        action = {name: found[name] for name in ("type", "action_id", "value", "text") if name in found}
        payload = self._view(user, "block_actions", self.slack.homes[user])
        payload["container"] = {"type": "view", "view_id": "VHOME"}
        payload["actions"] = [action | {"action_ts": self.slack.new_ts()}]
        return await self._interact(payload, 1)

    async def rates(self, user: str, post: Posted, rating: str) -> list[int]:
        """Press a thumb: `up` or `down`."""
        thumbs = next(e for e in post.elements if e["type"] == "feedback_buttons")
        side = thumbs["positive_button" if rating == "up" else "negative_button"]
        action = {"type": "feedback_buttons", "action_id": thumbs["action_id"], "value": side["value"]}
        return await self._act(user, post, action, 1)

    async def sends(self, user: str, view_id: str, *, deliveries: int = 1, **entries: Any) -> list[int]:
        """Fill in and send a dialog as soon as it can be sent: texts, numbers and dates as text, options by value,
        ticks as bool."""
        await self.slack.until(lambda: "submit" in self.slack.views[view_id])
        view = self.slack.views[view_id]
        values = {
            block["block_id"]: {
                block["element"]["action_id"]: _entered(block, entries.get(block["block_id"]))
            }
            for block in view["blocks"]
            if block["type"] == "input"
        }
        assert set(entries) <= set(values), f"the dialog asks for {sorted(values)}"
        payload = self._view(user, "view_submission", view | {"state": {"values": values}})
        return await self._interact(payload, deliveries)

    async def closes(self, user: str, view_id: str) -> list[int]:
        return await self._interact(self._view(user, "view_closed", self.slack.views[view_id]), 1)

    # --- requests ------------------------------------------------------------------------------------------

    async def request(self, body: str | bytes, headers: Mapping[str, str]) -> int:
        """One request as it stands; for forgeries."""
        latin = httpx.Headers(dict(headers), encoding="latin-1")
        return (await self._http.post(self.path, content=body, headers=latin)).status_code

    async def _act(self, user: str, post: Posted, action: Json, deliveries: int) -> list[int]:
        container: Json = {"type": "message", "message_ts": post.ts, "channel_id": post.channel}
        container["is_ephemeral"] = post.only_for is not None
        if post.thread:
            container["thread_ts"] = post.thread
        payload = {
            "type": "block_actions",
            "user": {"id": user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": "A1",
            "trigger_id": self.slack.new_trigger(),
            "container": container,
            "channel": {"id": post.channel},
            "actions": [action | {"action_ts": self.slack.new_ts()}],
        }
        return await self._interact(payload, deliveries)

    def _view(self, user: str, kind: str, view: Json) -> Json:
        return {
            "type": kind,
            "user": {"id": user},
            "team": {"id": TEAM},
            "api_app_id": "A1",
            "trigger_id": self.slack.new_trigger(),
            "view": view,
        }

    def _message(self, user: str, channel: str, text: str) -> Json:
        return {"user": user, "channel": channel, "text": text, "ts": self.slack.new_ts(), "team": TEAM}

    async def _interact(self, payload: Json, deliveries: int) -> list[int]:
        body = urlencode({"payload": json.dumps(payload)})
        return await self._deliver(body, "application/x-www-form-urlencoded", deliveries)

    async def _deliver(self, body: str, content_type: str, deliveries: int) -> list[int]:
        statuses = []
        for retry in range(deliveries):
            again = {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"} if retry else {}
            statuses.append(await self.request(body, signed(body, content_type) | again))
        return statuses


def _entered(block: Json, entry: Any) -> Json:
    """State of one input, as the client would send it. It does not let anybody send a required one empty."""
    element = block["element"]
    kind = element["type"]
    if entry is None:
        entry = element.get("initial_date") or element.get("initial_value")
        entry = entry or (element.get("initial_option") or {}).get("value")
    assert entry or block.get("optional"), f"{block['block_id']} is required"
    match kind:
        case "datepicker":
            return {"type": kind, "selected_date": entry}
        case "static_select":
            return {"type": kind, "selected_option": _option(element, entry) if entry else None}
        case "checkboxes":
            return {"type": kind, "selected_options": element["options"] if entry else []}
        case _:
            return {"type": kind, "value": None if entry is None else str(entry)}


def _option(element: Json, value: str) -> Json:
    found: Json = next(option for option in element["options"] if option["value"] == value)
    return found

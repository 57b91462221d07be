"""Files that people drop into a direct message."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.wire import Json
from domain.errors import BadFile, Unavailable
from knowledge import bundles

_PATIENCE = ClientTimeout(total=300, sock_read=30)


async def download(client: AsyncWebClient, file: Json) -> bytes:
    """A file's content, fetched with the bot's token, which goes to Slack alone.

    Raises `BadFile` for a file kept elsewhere, `TooLarge`, and `Unavailable` when Slack does not hand it out.
    """
    name = str(file.get("name") or "The file")
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not _with_slack(url, client.base_url):
        raise BadFile(f"{name} is only linked, not uploaded. Please upload the file itself.")
    if int(file.get("size") or 0) > bundles.largest(name):
        raise bundles.too_large(name)
    try:
        return await _read(url, str(client.token), name, str(file.get("mimetype") or ""))
    except (ClientError, TimeoutError) as error:
        raise Unavailable(f"{name} could not be fetched from Slack. Please send it again.") from error


async def _read(url: str, token: str, name: str, kind: str) -> bytes:
    """No more than may be kept is read into memory. Without the `files:read` scope Slack answers with its sign-in page, or a redirect to it."""
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        ClientSession(timeout=_PATIENCE, headers=headers) as session,
        session.get(url, allow_redirects=False) as answer,
    ):
        page = answer.content_type == "text/html" and kind != "text/html"
        if answer.status != 200 or page:
            raise Unavailable(f"Slack did not hand out {name}. Please tell whoever looks after this app.")
        content, most = bytearray(), bundles.largest(name)
        while chunk := await answer.content.read(most + 1 - len(content)):
            content += chunk
        if len(content) > most:
            raise bundles.too_large(name)
        return bytes(content)


def _with_slack(url: str, base_url: str) -> bool:
    there, api = urlsplit(url), urlsplit(base_url)
    if (there.scheme, there.netloc) == (api.scheme, api.netloc):
        return True
    return there.scheme == "https" and (there.hostname or "").endswith(".slack.com")

"""The chat model that a setting names."""

from __future__ import annotations

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from domain.errors import BadInput

TIMEOUT = 20.0
"""Seconds an attempt may take."""
ATTEMPTS = 3
"""The first try and two more, after 1 and 2 seconds and some jitter, on 408, 429, 5xx and broken connections."""


def chat_model(url: str | None, api_key: str | None, base_url: str | None = None) -> BaseChatModel | None:
    """The model named by `gemini:<model name>`; None when `url` is None or empty: rules answer alone.

    `base_url` replaces Google's address (a proxy, a test server). Raises `BadInput` on another provider or without a
    key. Calls of the model raise, once the attempts are used up, `langchain_core.exceptions.ModelError`: its
    `ModelRateLimitError` after 429, its `ModelAPIError` after 5xx, others at once where trying again is useless (401,
    403, 404, too long a context). When nobody answers: `aiohttp.ClientError`, or `TimeoutError` without a second try
    (from the synchronous calls `httpx.TransportError`). Of an answer read `.text`: `.content` is a list when it came in several parts.
    """
    if not url:
        return None
    provider, _, name = url.partition(":")
    if provider != "gemini" or not name:
        raise BadInput(f"The chat model {url!r} is not supported. Use gemini:<model name>, or none at all.")
    if not api_key:
        raise BadInput(f"The chat model {url} needs an API key.")
    from langchain_google_genai import (
        ChatGoogleGenerativeAI,
    )  # deferred: 2 s of import where no model is used

    return ChatGoogleGenerativeAI(
        model=name,
        api_key=SecretStr(api_key),
        base_url=base_url,
        timeout=TIMEOUT,
        max_retries=ATTEMPTS,
    )

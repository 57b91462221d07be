"""Every setting, from the environment or `.env`, read once. One URL per port picks its adapter."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import BadInput


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PEOPLEDESK_", env_file=".env", extra="ignore")

    environment: Literal["development", "production"] = "development"
    data: Path = Path(".data")
    """Folder of everything embedded: records, files, index, Redis, keys."""
    demo: bool = False
    """Offer the demo company's people on the sign-in page. Never in production."""

    host: str = "127.0.0.1"
    port: int = 8321
    public_url: str = ""
    """Where people reach the web chat, for links and CORS; `http://host:port` when empty."""
    workers: int = Field(2, ge=1, le=64)
    """Worker processes that `up` starts."""

    records_url: str = ""
    """`mongodb://host/database`; empty: SQLite in the data folder."""
    redis_url: str = ""
    """`redis://host:port/0`; empty: a server of our own in the data folder."""
    model: str = ""
    """`gemini:gemini-2.5-flash`; empty: no language model, rules alone."""
    larger_model: str = ""
    """`gemini:gemini-2.5-pro`: reads again the resumes of a match that `model` leaves unclear; empty: nothing does."""
    gemini_api_key: SecretStr = SecretStr("")
    gemini_base_url: str = ""
    embeddings: str = ""
    """`gemini:gemini-embedding-001` (with the key above); empty: MiniLM on this machine. A change asks for a new index."""
    files_url: str = ""
    """`gs://bucket` in Google Cloud Storage; empty: a folder in the data folder."""
    vectors: str = ""
    """`pinecone:<host of the index>`; empty: the embedded index. Words stay in the data folder either way."""
    pinecone_api_key: SecretStr = SecretStr("")
    clamd_url: str = ""
    """`tcp://host:3310`; empty: files are not scanned for viruses."""
    identity: str = "local"
    """`local`, or `firebase:<project id>`."""

    demographics_key: SecretStr = SecretStr("")
    """Makes the keys under which voluntary demographic answers are kept; the same on every machine. Empty: one made in
    the data folder, for an installation on one machine."""

    slack_bot_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    """Set for Socket Mode; without it Slack must reach `/slack/events` by HTTP."""
    slack_base_url: str = ""

    requests_per_minute: int = 120
    """Chat requests and batches of resumes a person may send."""

    @model_validator(mode="after")
    def _production_is_not_embedded(self) -> Self:
        if self.environment == "production" and (self.identity == "local" or self.demo):
            raise ValueError(
                "Production needs PEOPLEDESK_IDENTITY=firebase:<project> and no PEOPLEDESK_DEMO."
            )
        return self

    @property
    def slack(self) -> bool:
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def url(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"

    def broker_url(self) -> str:
        """Celery's name for the Redis server. Raises `BadInput` when none is known."""
        if not self.redis_url:
            raise BadInput("No Redis is known: run `peopledesk up`, or set PEOPLEDESK_REDIS_URL.")
        if self.redis_url.startswith("unix://"):
            path = self.redis_url.removeprefix("unix://").split("?")[0]
            return f"redis+socket://{path}?virtual_host=1"
        return self.redis_url


@lru_cache
def settings() -> Settings:
    return Settings()

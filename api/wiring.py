"""The one place that chooses adapters and puts the product together."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from adapters.celery import CeleryQueue, celery_app
from adapters.checkpoints import Saver, SaverThreads, checkpointer
from adapters.clamd import scanner
from adapters.demographics import ApartDemographics
from adapters.embedding_cache import CachedEmbedder
from adapters.embeddings import embedder
from adapters.files import FolderFiles
from adapters.identity import LocalIdentity
from adapters.models import chat_model, reader
from adapters.redis import RedisSignals
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from api.settings import Settings
from bot.channel import Channel
from bot.conversation import Engine
from bot.outbox import Outbox
from bot.slack.channel import SlackChannel, connect
from bot.understanding.classifier import Classifier
from bot.web.channel import CliChannel, WebChannel
from domain.errors import BadInput
from domain.identity import TokenVerifier
from domain.ports import Embedder, Files, Ports, Records, SearchIndex
from graphs.mind import Mind


@dataclass(frozen=True)
class Product:
    """Everything wired, for a door to use."""

    settings: Settings
    ports: Ports
    engine: Engine
    identity: TokenVerifier
    local: LocalIdentity | None
    """The local sign-in, when identity is local."""


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def wired(settings: Settings, *, answering: bool = True) -> AsyncIterator[Product]:
    """The product on the adapters that the settings name; closed at the end. What only works and never answers, a
    worker, needs no mind."""
    async with AsyncExitStack() as stack:
        saver = await stack.enter_async_context(checkpointer(_checkpoints_url(settings)))
        ports = await _ports(settings, saver, stack)
        mind = _mind(settings, saver) if answering else None
        engine = Engine(ports, Outbox(ports, _channels(settings)), mind)
        local = LocalIdentity(secret(settings.data), ports.records) if settings.identity == "local" else None
        yield Product(settings, ports, engine, local or _firebase(settings), local)


def _mind(settings: Settings, saver: Saver) -> Mind:
    model = chat_model(*_model(settings))
    understanding = Classifier.load(settings.data / "understanding")
    return Mind(understanding, model, saver)


async def _ports(settings: Settings, saver: Saver, stack: AsyncExitStack) -> Ports:
    embeds = _embedder(settings)
    records = _records(settings)
    stack.push_async_callback(records.close)
    signals = RedisSignals(settings.redis_url)
    stack.push_async_callback(signals.close)
    index = search_index(settings, embeds.dimensions)
    stack.push_async_callback(index.close)
    key = settings.demographics_key.get_secret_value().encode() or secret(settings.data)
    apart = ApartDemographics(_apart(settings), key)
    stack.push_async_callback(apart.close)
    return Ports(
        records=records,
        files=_files(settings),
        index=index,
        embedder=CachedEmbedder(embeds, settings.redis_url),
        queue=CeleryQueue(celery_app(settings.broker_url())),
        signals=signals,
        clock=now,
        demographics=apart,
        reader=reader(*_model(settings)),
        second_reader=reader(settings.larger_model, *_model(settings)[1:]) if settings.model else None,
        scanner=scanner(settings.clamd_url),
        threads=SaverThreads(saver),
    )


def _model(settings: Settings) -> tuple[str, str, str]:
    return settings.model, settings.gemini_api_key.get_secret_value(), settings.gemini_base_url


def _embedder(settings: Settings) -> Embedder:
    if not settings.embeddings:
        return embedder()
    from adapters.gemini_embeddings import GeminiEmbedder  # only loaded where it is used

    model = _named(settings.embeddings, "gemini:", "gemini:<embedding model>")
    return GeminiEmbedder(model, settings.gemini_api_key.get_secret_value(), settings.gemini_base_url)


def _files(settings: Settings) -> Files:
    if not settings.files_url:
        return FolderFiles(settings.data / "files")
    from adapters.bucket import BucketFiles  # only loaded where it is used

    return BucketFiles(_named(settings.files_url, "gs://", "gs://<bucket>"))


def search_index(settings: Settings, dimensions: int) -> SearchIndex:
    """Raises `BadInput` for settings that name none."""
    if not settings.vectors:
        return SqliteIndex(settings.data / "index.db", dimensions)
    from adapters.pinecone_index import PineconeIndex  # only loaded where it is used

    host = settings.vectors.removeprefix("pinecone:").strip("/")
    if not settings.vectors.startswith("pinecone:") or not host:
        raise BadInput(
            f"{settings.vectors!r} is not supported here. Use pinecone:<host of the index>, or nothing."
        )
    key = settings.pinecone_api_key.get_secret_value()
    if not key:
        raise BadInput("Vectors in Pinecone need PEOPLEDESK_PINECONE_API_KEY.")
    return PineconeIndex(SqliteIndex(settings.data / "words.db", dimensions), host, key, dimensions)


def _named(url: str, start: str, form: str) -> str:
    """What follows `start`. Raises `BadInput` on another adapter or without a name."""
    name = url.removeprefix(start).strip("/")
    if not url.startswith(start) or not name:
        raise BadInput(f"{url!r} is not supported here. Use {form}, or nothing for the embedded part.")
    return name


def _records(settings: Settings) -> Records:
    if not settings.records_url:
        return SqliteRecords(settings.data / "records.db")
    from adapters.mongo import MongoRecords  # pymongo is only loaded where it is used

    return MongoRecords(settings.records_url, _database(settings.records_url))


def _apart(settings: Settings) -> Records:
    """A store of its own for demographic answers: no tool is given it."""
    if not settings.records_url:
        return SqliteRecords(settings.data / "demographics.db")
    from adapters.mongo import MongoRecords

    return MongoRecords(settings.records_url, f"{_database(settings.records_url)}_demographics")


def _database(url: str) -> str:
    return urlsplit(url).path.strip("/") or "peopledesk"


def _checkpoints_url(settings: Settings) -> str:
    return settings.records_url or f"sqlite:///{settings.data / 'checkpoints.db'}"


def _channels(settings: Settings) -> Sequence[Channel]:
    web: list[Channel] = [WebChannel(), CliChannel()]
    if not settings.slack:
        return web
    client = connect(settings.slack_bot_token.get_secret_value(), settings.slack_base_url or None)
    return [*web, SlackChannel(client, settings.url)]


def _firebase(settings: Settings) -> TokenVerifier:
    from adapters.firebase import (  # firebase-admin is only loaded where it is used
        FirebaseIdentity,
        refuse_emulator_in_production,
    )

    refuse_emulator_in_production(production=settings.environment == "production")
    return FirebaseIdentity(settings.identity.removeprefix("firebase:"))


def secret(data: Path) -> bytes:
    """The key that signs local tokens; made at first start, readable by this user alone."""
    path = data / "secret"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_bytes(32))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            fresh.unlink()
    return path.read_bytes()

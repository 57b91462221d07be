"""Local sign-in: the same answer after the same time, whoever asks."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

import jwt
import pytest

from adapters.identity import ALGORITHM, LocalIdentity, hash_password
from adapters.sqlite import SqliteRecords
from domain.errors import Unauthenticated
from domain.people import Account

SECRET = b"0123456789abcdef0123456789abcdef"


@pytest.fixture
async def identity(tmp_path: Path) -> AsyncIterator[LocalIdentity]:
    records = SqliteRecords(tmp_path / "records.db")
    await records.insert(Account(id="acc1", email="asha@example.com", password_hash=hash_password("sesame")))
    yield LocalIdentity(SECRET, records)
    await records.close()


async def refusal(identity: LocalIdentity, email: str, password: str) -> str:
    with pytest.raises(Unauthenticated) as caught:
        await identity.sign_in(email, password)
    return caught.value.sentence


async def test_address_in_any_case(identity: LocalIdentity) -> None:
    token = await identity.sign_in("  Asha@Example.com ", "sesame")
    assert (await identity.verify(token)).email == "asha@example.com"


async def test_token_holds_twelve_hours_and_no_address(identity: LocalIdentity) -> None:
    claims = jwt.decode(
        await identity.sign_in("asha@example.com", "sesame"), SECRET, [ALGORITHM], audience="peopledesk"
    )
    assert claims["exp"] - claims["iat"] == 12 * 3600
    assert set(claims) == {"iss", "aud", "sub", "iat", "exp"}
    assert claims["sub"] == "acc1"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("asha@example.com", "wrong"),
        ("asha@example.com", ""),
        ("asha@example.com", "\ud800"),
        ("nobody@example.com", "sesame"),
        ("", ""),
    ],
)
async def test_one_sentence_for_every_failure(identity: LocalIdentity, email: str, password: str) -> None:
    assert await refusal(identity, email, password) == "The e-mail address or the password is wrong."


async def test_unknown_address_takes_as_long(identity: LocalIdentity) -> None:
    async def median(email: str) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            await refusal(identity, email, "guess")
            times.append(time.process_time() - start)
        return statistics.median(times)

    known, unknown = await median("asha@example.com"), await median("nobody@example.com")
    assert 0.5 < unknown / known < 2


async def test_many_at_once(identity: LocalIdentity) -> None:
    tokens = await asyncio.gather(*(identity.sign_in("asha@example.com", "sesame") for _ in range(8)))
    assert [(await identity.verify(token)).email for token in tokens] == ["asha@example.com"] * 8


def test_hashes_are_salted_and_argon2id() -> None:
    first, second = hash_password("sesame"), hash_password("sesame")
    assert first != second
    assert first.startswith("$argon2id$")


def test_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        LocalIdentity(b"short", SqliteRecords(tmp_path / "records.db"))

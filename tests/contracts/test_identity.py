"""What every `TokenVerifier` promises."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import firebase_admin._token_gen
import firebase_admin._user_mgt
import jwt
import pytest

from adapters.firebase import FirebaseIdentity
from adapters.identity import ALGORITHM, LocalIdentity, hash_password
from adapters.sqlite import SqliteRecords
from domain.errors import Unauthenticated
from domain.identity import TokenVerifier
from domain.people import Account
from tests.servers.firebase import FirebaseServer

ASHA = "asha@example.com"
SECRET = b"a secret of this test, 32 bytes+"


class Issuer(Protocol):
    """A sign-in service and our verifier of its tokens."""

    verifier: TokenVerifier

    async def token(self, **changes: Any) -> str:
        """A token of Asha, with changed claims."""

    async def foreign(self) -> str:
        """The same of another installation that shares our signing key."""

    async def remove(self) -> None:
        """Delete Asha's account."""


@dataclass
class Local:
    records: SqliteRecords

    def __post_init__(self) -> None:
        self.verifier: TokenVerifier = LocalIdentity(SECRET, self.records)

    async def token(self, **changes: Any) -> str:
        signed = await LocalIdentity(SECRET, self.records).sign_in(ASHA, "open sesame")
        claims = jwt.decode(signed, SECRET, [ALGORITHM], audience="peopledesk")
        return jwt.encode(claims | changes, SECRET, ALGORITHM)

    async def foreign(self) -> str:
        return await self.token(aud="another", iss="another")

    async def remove(self) -> None:
        await self.records.delete(Account, "acc1")


@dataclass
class Firebase:
    server: FirebaseServer
    uid: str

    def __post_init__(self) -> None:
        self.verifier: TokenVerifier = FirebaseIdentity(self.server.project)

    async def token(self, **changes: Any) -> str:
        return self.server.token(self.uid, **changes)

    async def foreign(self) -> str:
        return await self.token(aud="another", iss="https://securetoken.google.com/another")

    async def remove(self) -> None:
        self.server.call("delete", {"localId": self.uid})


@pytest.fixture
def firebase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Firebase]:
    """As in production: signed tokens, a service account; only Google's addresses are ours."""
    with FirebaseServer("people-test", signed=True) as server:
        (tmp_path / "account.json").write_text(json.dumps(server.service_account()))
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "account.json"))
        monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)
        monkeypatch.setattr(firebase_admin._token_gen, "ID_TOKEN_CERT_URI", f"{server.url}/certs")
        monkeypatch.setattr(firebase_admin._user_mgt.UserManager, "ID_TOOLKIT_URL", f"{server.url}/v1")
        yield Firebase(server, _asha(server))


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Firebase]:
    with FirebaseServer("people-test") as server:
        monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", server.host)
        yield Firebase(server, _asha(server))


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[Local]:
    records = SqliteRecords(tmp_path / "records.db")
    await records.insert(Account(id="acc1", email=ASHA, password_hash=hash_password("open sesame")))
    yield Local(records)
    await records.close()


def _asha(server: FirebaseServer) -> str:
    uid: str = server.call("signUp", {"email": ASHA, "password": "open sesame"})["localId"]
    server.call("update", {"localId": uid, "emailVerified": True})
    return uid


@pytest.fixture(params=["local", "firebase"])
def issuer(request: pytest.FixtureRequest) -> Issuer:
    chosen: Issuer = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(params=["local", "firebase", "emulator"])
def any_issuer(request: pytest.FixtureRequest) -> Issuer:
    chosen: Issuer = request.getfixturevalue(request.param)
    return chosen


async def refused(issuer: Issuer, token: str) -> str:
    with pytest.raises(Unauthenticated) as caught:
        await issuer.verifier.verify(token)
    return caught.value.sentence


async def test_good(any_issuer: Issuer) -> None:
    assert (await any_issuer.verifier.verify(await any_issuer.token())).email == ASHA


async def test_when_they_signed_in(any_issuer: Issuer) -> None:
    """The password given just now, not the token made just now."""
    now = time.time()
    fresh = await any_issuer.verifier.verify(await any_issuer.token())
    assert abs(fresh.signed_in_at.timestamp() - now) < 5
    old = int(now) - 1800
    earlier = {"iat": old} if isinstance(any_issuer, Local) else {"auth_time": old}
    assert (
        await any_issuer.verifier.verify(await any_issuer.token(**earlier))
    ).signed_in_at.timestamp() == old


async def test_another_audience(any_issuer: Issuer) -> None:
    await refused(any_issuer, await any_issuer.foreign())


async def test_deleted_account(any_issuer: Issuer) -> None:
    token = await any_issuer.token()
    await any_issuer.verifier.verify(token)
    await any_issuer.remove()
    await refused(any_issuer, token)


async def test_expired(issuer: Issuer) -> None:
    past = int(time.time()) - 60
    assert "expired" in await refused(issuer, await issuer.token(exp=past, iat=past - 60))


async def test_without_expiry(issuer: Issuer) -> None:
    claims = jwt.decode(await issuer.token(), options={"verify_signature": False})
    unsigned = jwt.encode({key: claims[key] for key in claims if key != "exp"}, None, algorithm="none")
    await refused(issuer, unsigned)


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


async def test_altered_claims(issuer: Issuer) -> None:
    header, claims, signature = (await issuer.token()).split(".")
    decoded = json.loads(base64.urlsafe_b64decode(claims + "=="))
    await refused(issuer, f"{header}.{_part(decoded | {'sub': 'uid2'})}.{signature}")


async def test_altered_signature(issuer: Issuer) -> None:
    head, _, signature = (await issuer.token()).rpartition(".")
    turned = ("A" if signature[5] != "A" else "B").join([signature[:5], signature[6:]])
    await refused(issuer, f"{head}.{turned}")


async def test_unsigned(issuer: Issuer) -> None:
    claims = jwt.decode(await issuer.token(), options={"verify_signature": False})
    await refused(issuer, jwt.encode(claims, None, algorithm="none"))


async def test_signed_with_another_key(issuer: Issuer) -> None:
    claims = jwt.decode(await issuer.token(), options={"verify_signature": False})
    await refused(issuer, jwt.encode(claims, b"guess" * 8, "HS256", {"kid": "key-1"}))


@pytest.mark.parametrize(
    "garbage",
    ["", " ", "garbage", "a.b.c", "..", "é.ü.ö", "e30.e30.", "\0", "x" * 100_000],
    ids=["empty", "blank", "word", "dots", "only dots", "not ascii", "empty json", "nul", "long"],
)
async def test_garbage(any_issuer: Issuer, garbage: str) -> None:
    await refused(any_issuer, garbage)


@pytest.mark.parametrize("depth", [5_000, 200_000])
async def test_deeply_nested_header(any_issuer: Issuer, depth: int) -> None:
    nested = base64.urlsafe_b64encode(b'{"a":' + b"[" * depth).decode().rstrip("=")
    await refused(any_issuer, f"{nested}.{nested}.x")


@pytest.mark.parametrize("claims", [[], "text", {"sub": 7}, {"sub": None}, {"exp": "soon"}, {"exp": 1e400}])
async def test_strange_claims(any_issuer: Issuer, claims: object) -> None:
    header = (await any_issuer.token()).split(".")[0]
    await refused(any_issuer, f"{header}.{_part(claims)}.x")

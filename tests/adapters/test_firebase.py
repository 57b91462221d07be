"""Firebase's own cases, against a loopback server that speaks its REST format."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from adapters.firebase import FirebaseIdentity, refuse_emulator_in_production
from domain.errors import Refused, Unauthenticated, Unavailable
from tests.servers.firebase import FirebaseServer

PASSWORD = {"password": "open sesame", "returnSecureToken": True}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FirebaseServer]:
    with FirebaseServer("people-test") as server:
        monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", server.host)
        yield server


async def rest(server: FirebaseServer, method: str, body: dict[str, object]) -> httpx.Response:
    async with httpx.AsyncClient(base_url=f"{server.url}/identitytoolkit.googleapis.com/v1") as client:
        return await client.post(f"/accounts:{method}?key=any", json=body)


async def signed_up(server: FirebaseServer, email: str = "asha@example.com") -> str:
    response = await rest(server, "signUp", {"email": email, **PASSWORD})
    uid: str = response.raise_for_status().json()["localId"]
    server.call("update", {"localId": uid, "emailVerified": True})
    return uid


async def test_sign_in_over_rest(server: FirebaseServer) -> None:
    await signed_up(server, "Asha@Example.com")
    response = await rest(server, "signInWithPassword", {"email": "Asha@Example.com", **PASSWORD})
    proof = await FirebaseIdentity("people-test").verify(response.json()["idToken"])
    assert proof.email == "asha@example.com"


async def test_revoked(server: FirebaseServer) -> None:
    uid = await signed_up(server)
    token, identity = server.token(uid), FirebaseIdentity("people-test")
    await identity.verify(token)
    server.call("update", {"localId": uid, "validSince": str(int(time.time()) + 1)})
    with pytest.raises(Unauthenticated, match="expired"):
        await identity.verify(token)
    assert server.lookups == 2


async def test_disabled(server: FirebaseServer) -> None:
    uid = await signed_up(server)
    server.call("update", {"localId": uid, "disableUser": True})
    with pytest.raises(Unauthenticated):
        await FirebaseIdentity("people-test").verify(server.token(uid))


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"email_verified": False}, "confirm"),
        ({"email_verified": "true"}, "confirm"),
        ({"email": None}, "no e-mail"),
    ],
)
async def test_only_confirmed_addresses(
    server: FirebaseServer, claims: dict[str, object], words: str
) -> None:
    uid = await signed_up(server)
    with pytest.raises(Unauthenticated, match=words):
        await FirebaseIdentity("people-test").verify(server.token(uid, **claims))


async def test_firebase_does_not_answer(server: FirebaseServer) -> None:
    uid = await signed_up(server)
    identity = FirebaseIdentity("people-test")
    server.__exit__()
    with pytest.raises(Unavailable, match="try again"):
        await identity.verify(server.token(uid))


def test_without_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "absent.json"))
    with pytest.raises(Unavailable, match="service account"):
        FirebaseIdentity("people-test")


def test_production_refuses_the_emulator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)
    refuse_emulator_in_production(True)
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", "127.0.0.1:9099")
    refuse_emulator_in_production(False)
    with pytest.raises(Refused, match="FIREBASE_AUTH_EMULATOR_HOST"):
        refuse_emulator_in_production(True)

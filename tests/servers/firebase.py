"""Firebase Auth on loopback: the part of the Identity Toolkit REST API that sign-in and token checks use.

https://cloud.google.com/identity-platform/docs/reference/rest/v1/accounts. As the Firebase emulator it issues
`alg: none` tokens (point `FIREBASE_AUTH_EMULATOR_HOST` at `host`); with `signed=True` it issues RS256 tokens like
production and also serves the certificates (`/certs`) and a service account's OAuth tokens (`/token`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.servers.loopback import Asked, Loopback

KEY_ID = "key-1"
ACCOUNTS = re.compile(r"(?:/identitytoolkit\.googleapis\.com)?/v1/(?:projects/[^/]+/)?accounts:(\w+)")


class ApiError(Exception):
    """`str(error)` is a code such as `EMAIL_NOT_FOUND`."""


class FirebaseServer(Loopback):
    def __init__(self, project: str, *, signed: bool = False) -> None:
        self.project = project
        self.users: dict[str, dict[str, Any]] = {}
        self.lookups = 0
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048) if signed else None
        super().__init__(_handler(self))

    def token(self, uid: str, **changes: Any) -> str:
        """An ID token of that user; `changes` overrides claims."""
        user, now = self.users[uid], int(time.time())
        claims = {
            "iss": f"https://securetoken.google.com/{self.project}",
            "aud": self.project,
            "sub": uid,
            "user_id": uid,
            "auth_time": now,
            "iat": now,
            "exp": now + 3600,
            "email": user.get("email"),
            "email_verified": user.get("emailVerified", False),
            "firebase": {"sign_in_provider": "password", "identities": {}},
            **changes,
        }
        if self.key is None:
            return jwt.encode(claims, None, algorithm="none")
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})

    def service_account(self) -> dict[str, str]:
        """What `GOOGLE_APPLICATION_CREDENTIALS` names a file of."""
        return {
            "type": "service_account",
            "project_id": self.project,
            "private_key_id": "1",
            "private_key": _pem(self._signing_key()),
            "client_email": f"server@{self.project}.iam.gserviceaccount.com",
            "token_uri": f"{self.url}/token",
        }

    def certificates(self) -> dict[str, str]:
        key, now = self._signing_key(), dt.datetime.now(dt.UTC)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "securetoken")])
        builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(1))
        certificate = builder.sign(key, hashes.SHA256())
        return {KEY_ID: certificate.public_bytes(serialization.Encoding.PEM).decode()}

    def call(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        known = {
            "signUp": self._sign_up,
            "signInWithPassword": self._sign_in,
            "lookup": self._lookup,
            "update": self._update,
            "delete": self._delete,
        }
        if method not in known:
            raise ApiError("NOT_FOUND")
        return known[method](body)

    def _signing_key(self) -> rsa.RSAPrivateKey:
        if self.key is None:
            raise ValueError("the emulator signs nothing")
        return self.key

    def _sign_up(self, body: dict[str, Any]) -> dict[str, Any]:
        if any(user.get("email") == body.get("email") for user in self.users.values()):
            raise ApiError("EMAIL_EXISTS")
        uid = f"uid{len(self.users) + 1}"
        kept = {key: body[key] for key in ("email", "password") if key in body}
        self.users[uid] = {"localId": uid, "emailVerified": False, "validSince": "0", **kept}
        return self._signed_in(uid)

    def _sign_in(self, body: dict[str, Any]) -> dict[str, Any]:
        for uid, user in self.users.items():
            if user.get("email") == body["email"]:
                if user["password"] != body["password"]:
                    raise ApiError("INVALID_PASSWORD")
                return self._signed_in(uid)
        raise ApiError("EMAIL_NOT_FOUND")

    def _signed_in(self, uid: str) -> dict[str, Any]:
        user = self.users[uid]
        return {"localId": uid, "email": user.get("email"), "idToken": self.token(uid), "expiresIn": "3600"}

    def _lookup(self, body: dict[str, Any]) -> dict[str, Any]:
        self.lookups += 1
        found = [self.users[uid] for uid in body.get("localId", ()) if uid in self.users]
        shown = [{key: user[key] for key in user if key != "password"} for user in found]
        return {"kind": "identitytoolkit#GetAccountInfoResponse", **({"users": shown} if shown else {})}

    def _update(self, body: dict[str, Any]) -> dict[str, Any]:
        """`validSince` (seconds) revokes earlier tokens, `disableUser` locks the account."""
        user = self.users.get(body["localId"])
        if user is None:
            raise ApiError("USER_NOT_FOUND")
        changes = {key: body[key] for key in ("email", "emailVerified", "validSince") if key in body}
        user.update(changes, disabled=body.get("disableUser", user.get("disabled", False)))
        return {"localId": body["localId"]}

    def _delete(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.users.pop(body["localId"], None) is None:
            raise ApiError("USER_NOT_FOUND")
        return {}


def _pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _handler(server: FirebaseServer) -> type[Asked]:
    class Handler(Asked):
        def do_GET(self) -> None:
            self.json(*((200, server.certificates()) if self.path == "/certs" else (404, {})))

        def do_POST(self) -> None:
            raw = self.body()
            if self.path == "/token":
                self.json(200, {"access_token": "a", "expires_in": 3600, "token_type": "Bearer"})
                return
            asked = ACCOUNTS.match(self.path)
            try:
                self.json(200, server.call(asked[1] if asked else "", json.loads(raw)))
            except ApiError as error:
                self.json(400, {"error": {"code": 400, "message": str(error)}})

    return Handler

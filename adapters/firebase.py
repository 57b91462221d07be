"""Sign-in through Firebase Auth. Import where it is used: the vendor's library takes a while."""

from __future__ import annotations

import asyncio
import os
import secrets
from datetime import UTC, datetime
from typing import Any

import firebase_admin
from firebase_admin import auth
from firebase_admin.exceptions import FirebaseError
from google.auth.exceptions import GoogleAuthError

from domain.errors import Refused, Unauthenticated, Unavailable
from domain.identity import Proof

EMULATOR = "FIREBASE_AUTH_EMULATOR_HOST"
"""Read by firebase-admin itself: the host of an emulator, whose unsigned tokens are then believed."""
TIMEOUT = 10
"""Seconds to wait for Firebase."""
CLOCK_SKEW = 10
"""Seconds by which Google's clock and ours may differ."""


class FirebaseIdentity:
    """`TokenVerifier` of a project's ID tokens; each is checked with Firebase for revocation.

    Needs application default credentials (`GOOGLE_APPLICATION_CREDENTIALS` names a service account's file) unless the
    emulator is used; raises `Unavailable` without.
    """

    def __init__(self, project_id: str) -> None:
        options = {"projectId": project_id, "httpTimeout": TIMEOUT}
        self._app = firebase_admin.initialize_app(options=options, name=secrets.token_hex())
        if EMULATOR not in os.environ:
            self._require_credentials()

    async def verify(self, token: str) -> Proof:
        claims = await asyncio.to_thread(self._claims, token)
        email = claims.get("email")
        if not isinstance(email, str) or not email:
            raise Unauthenticated("This account has no e-mail address. Please sign in with one that has.")
        if claims.get("email_verified") is not True:
            raise Unauthenticated("Please confirm your e-mail address first, then sign in again.")
        return Proof(email.lower(), datetime.fromtimestamp(claims.get("auth_time", 0), UTC))

    def _require_credentials(self) -> None:
        try:
            self._app.credential.get_credential()
        except GoogleAuthError as error:
            raise Unavailable(
                "Firebase needs a service account: let GOOGLE_APPLICATION_CREDENTIALS name its file."
            ) from error

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = auth.verify_id_token(
                token, self._app, check_revoked=True, clock_skew_seconds=CLOCK_SKEW
            )
        except (auth.ExpiredIdTokenError, auth.RevokedIdTokenError) as error:
            raise Unauthenticated("Your sign-in has expired. Please sign in again.") from error
        except (auth.InvalidIdTokenError, auth.UserDisabledError, auth.UserNotFoundError) as error:
            raise Unauthenticated("Please sign in.") from error
        except (FirebaseError, GoogleAuthError) as error:
            raise Unavailable("Sign-in cannot be checked just now. Please try again in a minute.") from error
        except (ValueError, RecursionError) as error:
            raise Unauthenticated("Please sign in.") from error
        return claims


def refuse_emulator_in_production(production: bool) -> None:
    """The emulator's tokens are unsigned: whoever can write one is anybody. Raises `Refused`."""
    if production and os.environ.get(EMULATOR):
        raise Refused(
            f"{EMULATOR} is set, so that unsigned sign-ins would be believed. Remove it to start in production."
        )

"""Signing in, and who I am."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.auth import SignedIn, Wired, person_of
from api.demo import demo_people
from api.limits import Limiter
from domain.errors import NotFound, TooMany, Unauthenticated
from domain.people import Person, Role

router = APIRouter(tags=["sign-in"])


class SignIn(BaseModel):
    email: str
    password: str


class Me(BaseModel):
    id: str
    name: str
    email: str
    title: str | None
    roles: list[Role]

    @classmethod
    def of(cls, person: Person) -> Me:
        return cls(
            id=person.id, name=person.name, email=person.email, title=person.title, roles=sorted(person.roles)
        )


class Session(BaseModel):
    token: str
    person: Me


@router.get("/auth/options")
async def options(wired: Wired) -> dict[str, Any]:
    """How to sign in here; in the demo, as whom."""
    demo = await demo_people(wired.ports.records) if wired.settings.demo else None
    return {"identity": wired.settings.identity.split(":")[0], "demo": demo}


@router.post("/auth/sign-in")
async def sign_in(given: SignIn, wired: Wired, request: Request) -> Session:
    """Sign in with a local account. With Firebase, bring its ID token instead."""
    if wired.local is None:
        raise NotFound("There are no local accounts here; please sign in through your company's sign-in.")
    limiter: Limiter = request.app.state.limiter
    if not await limiter.may_sign_in(given.email):
        raise TooMany("That password was wrong too often. Please wait a minute and try again.")
    try:
        token = await wired.local.sign_in(given.email, given.password)
    except Unauthenticated:
        await limiter.wrong_password(given.email)
        raise
    actor = await person_of(token, wired)
    return Session(token=token, person=Me.of(actor.person))


@router.get("/me")
async def me(actor: SignedIn) -> Me:
    return Me.of(actor.person)

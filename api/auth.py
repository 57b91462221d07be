"""Who is calling: the bearer token's e-mail, looked up in the directory at every request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Request

from api.wiring import Product
from domain.errors import TooMany, Unauthenticated
from domain.identity import Proof
from domain.people import Actor, Person

SIGN_IN = "Please sign in again."


def product(request: Request) -> Product:
    wired: Product = request.app.state.product
    return wired


Wired = Annotated[Product, Depends(product)]


async def person_of(token: str, wired: Product) -> Actor:
    """Raises `Unauthenticated` for a bad token or somebody the directory does not know."""
    return await _known(await wired.identity.verify(token), wired)


async def _known(proof: Proof, wired: Product) -> Actor:
    found = await wired.ports.records.find(Person, {"email": proof.email.lower()}, limit=1)
    if not found:
        raise Unauthenticated("You are signed in, but not in this company's directory. Please ask HR.")
    return Actor(person=found[0])


async def proven(wired: Wired, authorization: Annotated[str | None, Header()] = None) -> Proof:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated(SIGN_IN)
    return await wired.identity.verify(token)


Proven = Annotated[Proof, Depends(proven)]


async def signed_in(wired: Wired, proof: Proven) -> Actor:
    return await _known(proof, wired)


SignedIn = Annotated[Actor, Depends(signed_in)]


async def within_limits(request: Request, actor: SignedIn, wired: Wired) -> None:
    """Raises `TooMany` beyond the person's share of a minute."""
    if not await request.app.state.limiter.allow(actor.id):
        raise TooMany("That was a lot at once. Please wait a minute and go on.")


async def within_files(request: Request, actor: SignedIn) -> None:
    """Raises `TooMany` beyond the files of a minute, which count apart from what is asked."""
    if not await request.app.state.limiter.allow_file(actor.id):
        raise TooMany(
            "Those were a thousand files within a minute. Please wait a minute, or pack them into a zip."
        )


Limited = Depends(within_limits)
FilesLimited = Depends(within_files)

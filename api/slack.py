"""Slack's place in the HTTP application: nothing when Slack is not configured."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.settings import Settings
from api.wiring import Product


def mount(app: FastAPI, settings: Settings) -> None:
    return None


@asynccontextmanager
async def listening(product: Product) -> AsyncIterator[None]:
    yield

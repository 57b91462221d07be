"""Errors as RFC 9457 problem details: the sentence for the person stands in `detail`."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from domain.errors import PeopledeskError


def problem(status: int, title: str, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def ours_to_mend() -> JSONResponse:
    """For what nobody foresaw: its insides stand in the log and nowhere else."""
    return problem(
        500, "Something went wrong", "The fault is ours. Please try again, or tell your administrator."
    )


def install(app: FastAPI) -> None:
    @app.exception_handler(PeopledeskError)
    async def ours(request: Request, error: PeopledeskError) -> JSONResponse:
        return problem(error.status, error.title, error.sentence)

    @app.exception_handler(RequestValidationError)
    async def wrong_shape(request: Request, error: RequestValidationError) -> JSONResponse:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return problem(422, "The request is not as documented", wrong[:1000])

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail))

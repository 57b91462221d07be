"""The web chat's files: the built client of `bot/web/client`, with the headers that a browser needs to be strict."""

from __future__ import annotations

import secrets
from os import PathLike, stat_result
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Scope

DIST = Path(__file__).parent / "client" / "dist"
NONCE_MARK = "CSP_NONCE"
"""The word that the build leaves where a nonce goes (`html.cspNonce` in vite.config.ts)."""
NOT_BUILT = (
    "The web chat has not been built yet. Run `make demo` in the project's folder, then reload this page.\n"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Assets(StaticFiles):
    """Files with a hash of their content in their name: kept for good."""

    async def check_config(self) -> None:
        """An absent folder is a client not built yet: its files are simply not found."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update({"Cache-Control": "public, max-age=31536000, immutable", **HEADERS})
        return response


def content_security_policy(nonce: str) -> str:
    """Everything from our own origin, nothing inline but the style elements that carry this page's nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def page_response(dist: Path) -> Response:
    """The client's one page, or how to get it (503) when it has not been built. Never cached: it names the assets."""
    nonce = secrets.token_urlsafe(16)
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": content_security_policy(nonce),
        **HEADERS,
    }
    try:
        page = (dist / "index.html").read_text(encoding="utf-8")
    except FileNotFoundError:
        return PlainTextResponse(NOT_BUILT, 503, headers)
    return HTMLResponse(page.replace(NONCE_MARK, nonce), headers=headers)


def mount(app: FastAPI, dist: Path = DIST) -> None:
    """Serve the web chat at `/`, its assets under `/assets/`. The conversation is named in the page's fragment."""

    @app.get("/", include_in_schema=False)
    def page() -> Response:
        return page_response(dist)

    assets = Assets(directory=dist / "assets", check_dir=False)
    app.mount("/assets", GZipMiddleware(assets, minimum_size=1024), name="assets")

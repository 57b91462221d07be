from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.web import static

PAGE = '<link rel="stylesheet" nonce="CSP_NONCE"><meta property="csp-nonce" nonce="CSP_NONCE">'


@pytest.fixture
def built(tmp_path: Path) -> TestClient:
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (assets / "index-abc123.js").write_text("let a = 1;\n" * 500)
    return client_of(tmp_path)


def client_of(dist: Path) -> TestClient:
    app = FastAPI()

    @app.get("/chat/conversations")
    def elsewhere() -> str:
        return "untouched"

    static.mount(app, dist)
    return TestClient(app)


def test_page_is_never_kept_and_allows_nothing_foreign(built: TestClient) -> None:
    response = built.get("/")
    policy = response.headers["content-security-policy"]
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_nonce_is_fresh_and_the_same_in_page_and_policy(built: TestClient) -> None:
    first, second = built.get("/"), built.get("/")
    nonces = [re.findall(r'nonce="([^"]+)"', response.text) for response in (first, second)]
    assert len(set(nonces[0])) == 1
    assert nonces[0] != nonces[1]
    assert f"'nonce-{nonces[0][0]}'" in first.headers["content-security-policy"]
    assert static.NONCE_MARK not in first.text


def test_hashed_assets_are_kept_for_good_and_compressed(built: TestClient) -> None:
    response = built.get("/assets/index-abc123.js")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.text.startswith("let a")


@pytest.mark.parametrize("path", ["/assets/absent.js", "/assets/../index.html", "/assets/%2e%2e/index.html"])
def test_nothing_but_assets_is_served_under_assets(built: TestClient, path: str) -> None:
    response = built.get(path)
    assert response.status_code == 404
    assert "immutable" not in response.headers.get("cache-control", "")


def test_other_routes_are_left_alone(built: TestClient) -> None:
    assert built.get("/chat/conversations").json() == "untouched"
    assert built.get("/nowhere").status_code == 404


def test_unbuilt_client_says_what_to_do(tmp_path: Path) -> None:
    client = client_of(tmp_path / "dist")
    response = client.get("/")
    assert response.status_code == 503
    assert "make demo" in response.text
    assert response.headers["content-type"].startswith("text/plain")
    assert client.get("/assets/index-abc123.js").status_code == 404


def test_client_built_after_the_start_is_served(tmp_path: Path) -> None:
    client = client_of(tmp_path / "dist")
    assert client.get("/").status_code == 503
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text(PAGE)
    assert client.get("/").status_code == 200

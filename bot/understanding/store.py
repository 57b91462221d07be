"""Trained models on disk: arrays only, never a pickle, so that a file can be damaged but can do no harm."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from bot.understanding.linear import LinearModel
from bot.understanding.phrases import Phrases
from bot.understanding.spans import SpanFinder, Taggers

HERE = Path(__file__).parent


class Models(NamedTuple):
    """Everything that training leaves behind. `known`: the words that the intent model tells apart."""

    intents: LinearModel
    known: frozenset[str]
    spans: Taggers
    phrases: Phrases


def key() -> str:
    """Changes with the training data, this package's code, and the libraries that compute the models."""
    digest = hashlib.sha256(f"numpy {version('numpy')} scikit-learn {version('scikit-learn')}".encode())
    for path in sorted([*HERE.glob("nlu/*.yml"), *HERE.glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def load(path: Path) -> Models | None:
    """The stored models; None when there are none, or the file is damaged."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return _models(arrays)
    except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
        return None


def save(models: Models, path: Path) -> None:
    """Written beside and moved into place, so that a reader sees a whole file or none."""
    words = {
        "known": sorted(models.known),
        "span_known": sorted(models.spans.others.known),
        "leave_span_known": sorted(models.spans.leave.known),
        "synonyms": models.phrases.synonyms,
    }
    arrays = models.intents.arrays("intents") | models.spans.others.model.arrays("spans")
    arrays |= models.spans.leave.model.arrays("leave_spans")
    arrays["words"] = np.frombuffer(orjson.dumps(words), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _models(arrays: Mapping[str, NDArray[np.generic]]) -> Models:
    words = orjson.loads(arrays["words"].tobytes())
    finders = [
        SpanFinder(LinearModel.from_arrays(name, arrays), frozenset(words[known]))
        for name, known in (("spans", "span_known"), ("leave_spans", "leave_span_known"))
    ]
    intents = LinearModel.from_arrays("intents", arrays)
    return Models(intents, frozenset(words["known"]), Taggers(*finders), Phrases(words["synonyms"]))

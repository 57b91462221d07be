"""A linear model over named features: what training leaves behind, kept as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LinearModel:
    """`weights` (features, labels), `scale` (features,): IDF or ones, `bias` (labels,)."""

    vocabulary: Mapping[str, int]
    labels: tuple[str, ...]
    weights: Floats
    scale: Floats
    bias: Floats

    def probabilities(self, features: Iterable[str]) -> Floats:
        """Softmax over labels. Features are counted, damped by 1 + log(count), scaled, and brought to length 1."""
        ids = [self.vocabulary[f] for f in features if f in self.vocabulary]
        if not ids:
            return softmax(self.bias)
        columns, counts = np.unique(np.array(ids, dtype=np.intp), return_counts=True)
        values = (1 + np.log(counts)) * self.scale[columns]
        values /= np.sqrt(values @ values)
        return softmax(values.astype(np.float32) @ self.weights[columns] + self.bias)

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        """For `numpy.savez`; `from_arrays` reads them back."""
        return {
            f"{name}.vocabulary": _packed(self.vocabulary),
            f"{name}.labels": _packed(self.labels),
            f"{name}.weights": self.weights,
            f"{name}.scale": self.scale,
            f"{name}.bias": self.bias,
        }

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, NDArray[np.generic]]) -> LinearModel:
        """Raises `KeyError` or `ValueError` when the arrays do not belong together."""
        features = _unpacked(arrays[f"{name}.vocabulary"])
        labels = _unpacked(arrays[f"{name}.labels"])
        weights, scale, bias = (arrays[f"{name}.{part}"].astype(np.float32) for part in _PARTS)
        if weights.shape != (len(features), len(labels)) or scale.shape != (len(features),):
            raise ValueError(f"the stored {name} model is damaged")
        return cls({f: i for i, f in enumerate(features)}, labels, weights, scale, bias)


_PARTS = ("weights", "scale", "bias")


def softmax(scores: Floats) -> Floats:
    exp = np.exp(scores - scores.max())
    return np.asarray(exp / exp.sum(), dtype=np.float32)


def _packed(names: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _unpacked(array: NDArray[np.generic]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split("\n"))

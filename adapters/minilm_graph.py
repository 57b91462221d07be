"""all-MiniLM-L6-v2 as an ONNX graph, written from the published architecture (BERT, mean pooling, length 1).

The graph holds no weights: each initialiser points at its bytes inside `model.safetensors`, which onnxruntime maps
into memory. So nothing is converted, written to disk or shared through a cache, and building takes milliseconds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, HEAD_SIZE, HIDDEN = 6, 12, 32, 384
EPSILON = 1e-12
MASKED = -10_000.0
OPSET, IR_VERSION = 20, 9


class _Graph:
    """Nodes and initialisers as they are added; each method returns the name of the value it adds."""

    def __init__(self, weights: Path) -> None:
        self.nodes: list[Any] = []
        self.initialisers: dict[str, Any] = {}
        self._file = weights.name
        with weights.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            self._header = json.loads(file.read(size))
        self._first_byte = 8 + size

    def node(self, op: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        name = output or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], **attributes))
        return name

    def integers(self, *values: int) -> str:
        return self._constant(np.array(values, np.int64))

    def integer(self, value: int) -> str:
        return self._constant(np.array(value, np.int64))

    def number(self, value: float) -> str:
        return self._constant(np.array(value, np.float32))

    def _constant(self, array: np.ndarray[Any, Any]) -> str:
        name = f"{array.dtype}:{array.tolist()}"
        self.initialisers[name] = numpy_helper.from_array(array, name)
        return name

    def weight(self, name: str) -> str:
        entry = self._header[name]
        start, end = entry["data_offsets"]
        tensor = TensorProto(
            name=name, data_type=TensorProto.FLOAT, dims=entry["shape"], data_location=TensorProto.EXTERNAL
        )
        place = {"location": self._file, "offset": self._first_byte + start, "length": end - start}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        self.initialisers[name] = tensor
        return name

    def linear(self, x: str, part: str) -> str:
        return self.node("Gemm", x, self.weight(part + ".weight"), self.weight(part + ".bias"), transB=1)

    def normal(self, x: str, part: str) -> str:
        weight, bias = self.weight(part + ".weight"), self.weight(part + ".bias")
        return self.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=EPSILON)


def minilm(weights: Path) -> bytes:
    """The serialised model; run it with the folder of `weights` (the safetensors file) as external data folder.

    Inputs `input_ids`, `attention_mask` int64 [batch, tokens]; output `embedding` float32 [batch, 384], length 1.
    """
    g = _Graph(weights)
    batch = _Batch(g)
    x = _embedded(g, batch)
    for layer in range(LAYERS):
        x = _layer(g, x, batch, f"encoder.layer.{layer}.")
    _pooled(g, x, batch)
    return _serialised(g)


class _Batch:
    """Texts of unequal length: between the attentions a row for each token that counts, and none for the padding."""

    def __init__(self, g: _Graph) -> None:
        self._g = g
        self.shape = g.node("Shape", "input_ids")
        self.mask = g.node("Cast", "attention_mask", to=TensorProto.FLOAT)
        hidden = g.node("Sub", g.number(1), g.node("Unsqueeze", self.mask, g.integers(1, 2)))
        self.bias = g.node("Mul", hidden, g.number(MASKED))
        flat = g.node("Reshape", "attention_mask", g.integers(-1))
        self._counting = g.node("Squeeze", g.node("NonZero", flat), g.integers(0))
        before = g.node("Sub", g.node("CumSum", flat, g.integer(0)), g.integers(1))
        self._rows = g.node("Max", before, g.integers(0))

    def dense(self, x: str) -> str:
        """Of rows for every position, those of tokens that count."""
        return self._g.node("Gather", x, self._counting)

    def padded(self, x: str) -> str:
        """The row of every position; where padding stands, that of some token."""
        return self._g.node("Gather", x, self._rows)

    def split(self, *last: int) -> str:
        """A shape: batch, tokens, and what a token's row is split into."""
        return self._g.node("Concat", self.shape, self._g.integers(*last), axis=0)


def _embedded(g: _Graph, batch: _Batch) -> str:
    """Words + positions + sentence type, normalised; one row a token."""
    length = g.node("Slice", batch.shape, g.integers(1), g.integers(2))
    words = g.node("Gather", g.weight("embeddings.word_embeddings.weight"), "input_ids")
    positions = g.node(
        "Slice", g.weight("embeddings.position_embeddings.weight"), g.integers(0), length, g.integers(0)
    )
    types = g.weight("embeddings.token_type_embeddings.weight")
    first = g.node("Slice", types, g.integers(0), g.integers(1), g.integers(0))
    together = g.node("Add", g.node("Add", words, positions), first)
    rows = batch.dense(g.node("Reshape", together, g.integers(-1, HIDDEN)))
    return g.normal(rows, "embeddings.LayerNorm")


def _layer(g: _Graph, x: str, batch: _Batch, part: str) -> str:
    attended = g.linear(_attention(g, x, batch, part), part + "attention.output.dense")
    x = g.normal(g.node("Add", attended, x), part + "attention.output.LayerNorm")
    inner = g.node("Gelu", g.linear(x, part + "intermediate.dense"))
    return g.normal(g.node("Add", g.linear(inner, part + "output.dense"), x), part + "output.LayerNorm")


def _attention(g: _Graph, x: str, batch: _Batch, part: str) -> str:
    split = batch.split(HEADS, HEAD_SIZE)

    def heads(name: str, *order: int) -> str:
        projected = batch.padded(g.linear(x, f"{part}attention.self.{name}"))
        return g.node("Transpose", g.node("Reshape", projected, split), perm=order)

    query, value = heads("query", 0, 2, 1, 3), heads("value", 0, 2, 1, 3)
    scores = g.node("MatMul", query, heads("key", 0, 2, 3, 1))
    scaled = g.node("Mul", scores, g.number(HEAD_SIZE**-0.5))
    context = g.node("MatMul", g.node("Softmax", g.node("Add", scaled, batch.bias), axis=-1), value)
    joined = g.node("Transpose", context, perm=[0, 2, 1, 3])
    return batch.dense(g.node("Reshape", joined, g.integers(-1, HIDDEN)))


def _pooled(g: _Graph, x: str, batch: _Batch) -> None:
    """Mean over the tokens that count, scaled to length 1."""
    rows, mask = g.node("Reshape", batch.padded(x), batch.split(HIDDEN)), batch.mask
    weighted = g.node("Mul", rows, g.node("Unsqueeze", mask, g.integers(2)))
    total = g.node("ReduceSum", weighted, g.integers(1), keepdims=0)
    mean = g.node("Div", total, g.node("ReduceSum", mask, g.integers(1), keepdims=1))
    g.node("Div", mean, g.node("ReduceL2", mean, g.integers(1), keepdims=1), output="embedding")


def _serialised(g: _Graph) -> bytes:
    tokens = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    vectors = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])
    graph = helper.make_graph(g.nodes, "minilm", tokens, [vectors], list(g.initialisers.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    return bytes(model.SerializeToString())

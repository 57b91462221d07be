"""Trains the two models from examples: `python -m bot.understanding.training FILE`. The only module that imports
scikit-learn."""

from __future__ import annotations

import fcntl
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.understanding.linear import LinearModel
from bot.understanding.phrases import Phrases
from bot.understanding.spans import (
    KINDS,
    OUTSIDE,
    SpanFinder,
    Taggers,
    about_leave,
    cased,
    masked,
    plain,
    token_features,
    tokens,
)
from bot.understanding.store import HERE, Models, load, save
from bot.understanding.training_data import Example, Mention, TrainingData, read_files
from bot.understanding.words import ngrams, words

INTENT_COPIES = 2
SPAN_COPIES = 6
"""Variants made of each example that names something the lookups know."""


NAMES = KINDS | {"colleague": "person"}
"""What stands for any name to the intents. Colleagues stand in so few places that patterns find them (`handing.py`), and
the tagger, which finds candidates anywhere, is better off without those sentences."""


def train() -> Models:
    """Everything from `nlu/*.yml`; takes some seconds."""
    data = read_files((HERE / "nlu").glob("*.yml"))
    intents, known = train_intents(data)
    spans = Taggers(*(train_spans(data, leave=leave) for leave in (False, True)))
    return Models(intents, known, spans, Phrases(data.synonyms))


def train_intents(data: TrainingData) -> tuple[LinearModel, frozenset[str]]:
    """The intent model, and the words it tells apart (those that occur in two examples outside names)."""
    known = _common(words(_without_names(e)) for e in data.examples)
    examples = varied(data, INTENT_COPIES)
    rows = [ngrams(e.text, known) for e in examples]
    return fit(rows, [e.intent for e in examples], inverse_strength=30.0, rare=2, idf=True), known


def train_spans(data: TrainingData, *, leave: bool) -> SpanFinder:
    """Of the intents about leave, or of all others: what is said of one area must not blur the names of another.
    Who is away is said in so many ways that both learn from it."""
    told = [
        e
        for e in data.examples
        if any(m.entity in KINDS for m in e.mentions)
        and (about_leave(e.intent) is leave or e.intent == "leave_away")
    ]
    known = _common([plain(t) for t in tokens(_without_names(e))] for e in told)
    rows, labels = [], []
    for example in varied(TrainingData(told, lookups=data.lookups), SPAN_COPIES):
        gold = tags(example)
        said, cases = masked(tokens(example.text), known), cased(tokens(example.text))
        for at, label in enumerate(gold):
            rows.append(token_features(said, cases, at, gold[at - 1] if at else OUTSIDE, example.intent))
            labels.append(label)
    return SpanFinder(fit(rows, labels, inverse_strength=3.0, rare=1, idf=False), known)


def tags(example: Example) -> list[str]:
    """A label for each token: `B-job` begins a name, `I-job` goes on, `O` is outside."""
    labels = []
    for token in tokens(example.text):
        inside = next((m for m in example.mentions if m.start <= token.start < m.end), None)
        if inside is None or inside.entity not in KINDS:
            labels.append(OUTSIDE)
        else:
            labels.append(f"{'B' if token.start == inside.start else 'I'}-{KINDS[inside.entity]}")
    return labels


def varied(data: TrainingData, copies_each: int) -> list[Example]:
    """The examples, and copies with other names, jobs, skills and places, some in lower case. Always the same."""
    copies = [variant(e, data.lookups, n) for e in data.examples for n in range(copies_each)]
    return list(dict.fromkeys([*data.examples, *copies]))


def variant(example: Example, lookups: dict[str, list[str]], number: int) -> Example:
    """`example` with what the lookups know replaced by another of its kind; chance depends on nothing else, so that
    one more example changes no other's variants."""
    chance = random.Random(f"{number} {example.text}")
    text, mentions, at = "", [], 0
    for mention in sorted(example.mentions, key=lambda m: m.start):
        inside = example.text[mention.start : mention.end]
        other = _other(mention.entity, inside, lookups, chance)
        text += example.text[at : mention.start]
        mentions.append(Mention(mention.entity, len(text), len(text) + len(other)))
        text += other
        at = mention.end
    return Example(text + example.text[at:], example.intent, tuple(mentions))


def _other(entity: str, inside: str, lookups: dict[str, list[str]], chance: random.Random) -> str:
    kind = NAMES.get(entity)
    if kind and kind in lookups and not inside.casefold().startswith(("the ", "my ", "number", "#")):
        other = chance.choice(lookups[kind])
        return other.lower() if chance.random() < 0.5 else other
    for listed in ("skill", "city"):
        values = {v.casefold() for v in lookups.get(listed, ())}
        inside = " ".join(
            chance.choice(lookups[listed]) if w.casefold() in values else w for w in inside.split(" ")
        )
    return inside


def fit(
    rows: Sequence[Sequence[str]], labels: Sequence[str], *, inverse_strength: float, rare: int, idf: bool
) -> LinearModel:
    """Multinomial logistic regression over features that occur in at least `rare` rows."""
    spread = Counter(f for row in rows for f in set(row))
    vocabulary = {f: i for i, f in enumerate(f for f, n in spread.items() if n >= rare)}
    counts = np.array([spread[f] for f in vocabulary])
    # The smoothed IDF of scikit-learn's TfidfTransformer.
    scale = np.log((1 + len(rows)) / (1 + counts)) + 1 if idf else np.ones(len(vocabulary))
    model = LogisticRegression(C=inverse_strength, max_iter=300, tol=1e-3)
    model.fit(_matrix(rows, vocabulary, scale), labels)
    return LinearModel(
        vocabulary,
        tuple(str(label) for label in model.classes_),
        model.coef_.T.astype(np.float32),
        scale.astype(np.float32),
        model.intercept_.astype(np.float32),
    )


def _matrix(
    rows: Sequence[Sequence[str]],
    vocabulary: dict[str, int],
    scale: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> csr_matrix:
    """The same values as `LinearModel.probabilities` computes for one sentence."""
    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for row in rows:
        counts = Counter(vocabulary[f] for f in row if f in vocabulary)
        values = np.array([(1 + np.log(n)) * scale[c] for c, n in counts.items()])
        data += list(values / np.sqrt(values @ values)) if len(values) else []
        columns += counts
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(rows), len(vocabulary)), dtype=np.float32)


def _without_names(example: Example) -> str:
    """The sentence with what is named cut out: the words that surround it."""
    text = example.text
    for mention in sorted(example.mentions, key=lambda m: -m.start):
        if mention.entity in (*NAMES, "query"):
            text = text[: mention.start] + text[mention.end :]
    return text


def _common(sentences: Iterable[Iterable[str]]) -> frozenset[str]:
    seen = Counter(word for sentence in sentences for word in set(sentence))
    return frozenset(word for word, n in seen.items() if n >= 2)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(
        parents=True, exist_ok=True
    )  # a folder that cannot be is said before the long work, not after
    folder = os.open(target.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # of two processes that start at once, one trains
    if load(target) is None:
        save(train(), target)

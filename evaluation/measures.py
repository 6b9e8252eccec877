"""How good readings are, against labels. Plain Python.

A label on which two labellers differed stands as "one|other"; either counts as right, and "-" means nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

Pair = tuple[str, str]
_BINS = 10


def agrees(label: str, read: str) -> bool:
    """Whether a reading is right by its label."""
    return (read or "-") in {part or "-" for part in label.split("|")}


def share(truths: Iterable[bool]) -> float:
    """The share that is true, from 0 to 1; 0 where there are none."""
    counted = [bool(truth) for truth in truths]
    return sum(counted) / len(counted) if counted else 0.0


def right_where_said(pairs: Iterable[Pair]) -> float:
    """Of the labels that say something, the share read rightly. A pair is a label and what was read."""
    return share(agrees(label, read) for label, read in pairs if label.strip("-|"))


def read_where_unsaid(pairs: Iterable[Pair]) -> float:
    """Of the labels that say nothing, the share in which something was read all the same."""
    return share(bool(read) for label, read in pairs if not label.strip("-|"))


def calibration_error(confidences: Sequence[float], rights: Sequence[bool]) -> float:
    """How far confidence and truth lie apart, over ten bins weighed by their messages, from 0 to 1."""
    return sum(
        len(bin_) / len(confidences) * abs(share(right for _, right in bin_) - sum(one for one, _ in bin_) / len(bin_))
        for bin_ in _bins(confidences, rights)
        if bin_
    )


def reliability(confidences: Sequence[float], rights: Sequence[bool]) -> list[tuple[int, float, float]]:
    """For each bin with messages in it: how many, their mean confidence, the share that was right."""
    return [
        (len(bin_), sum(one for one, _ in bin_) / len(bin_), share(right for _, right in bin_))
        for bin_ in _bins(confidences, rights)
        if bin_
    ]


def confusions(pairs: Iterable[Pair], shown: int) -> list[tuple[str, str, int]]:
    """The commonest mistakes: what it was, what was read, how often."""
    counted = Counter((label, read) for label, read in pairs if not agrees(label, read))
    return [(label, read, times) for (label, read), times in counted.most_common(shown)]


def _bins(confidences: Sequence[float], rights: Sequence[bool]) -> list[list[tuple[float, bool]]]:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in zip(confidences, rights, strict=True):
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    return bins

"""What the field's tools say of the same teasers: exact hash, rensa and datasketch."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from transforms.text import words

_PERMUTATIONS = 128
_THRESHOLD = 0.7
_BANDS = 16


@dataclass(frozen=True, slots=True)
class Rival:
    """A way to know a teaser again: a signature, the likeness of two (0 to 1), an index over many, bytes a story."""

    name: str
    sign: Callable[[str], Any]
    alike: Callable[[Any, Any], float]
    index: Callable[[Sequence[Any]], list[tuple[int, int]]]
    size: Callable[[Any], int]
    threshold: float = _THRESHOLD

    def same(self, a: str, b: str) -> bool:
        return self.alike(self.sign(a), self.sign(b)) >= self.threshold


def rivals() -> list[Rival]:
    """Those that are installed (`pip install '.[bench]'`); the exact hash always is."""
    found = [Rival("exact hash", _digest, lambda a, b: float(a == b), _equal, len, 1.0)]
    try:
        import rensa

        found.append(Rival("rensa", _rensa, lambda a, b: a.jaccard(b), _rensa_index, lambda signature: len(pickle.dumps(signature))))
        assert rensa
    except ImportError:
        pass
    try:
        import datasketch

        found.append(
            Rival("datasketch", _datasketch, lambda a, b: a.jaccard(b), _datasketch_index, lambda signature: len(pickle.dumps(signature)))
        )
        assert datasketch
    except ImportError:
        pass
    return found


def shingles(text: str) -> list[str]:
    """Runs of three words."""
    found = words(text)
    return [" ".join(run) for run in zip(found, found[1:], found[2:], strict=False)] or found


def _digest(text: str) -> bytes:
    return blake2b(" ".join(words(text)).encode(), digest_size=9).digest()


def _equal(signatures: Sequence[bytes]) -> list[tuple[int, int]]:
    first: dict[bytes, int] = {}
    return [(first[one], number) for number, one in enumerate(signatures) if first.setdefault(one, number) != number]


def _rensa(text: str) -> Any:
    from rensa import RMinHash

    signature = RMinHash(num_perm=_PERMUTATIONS, seed=42)
    signature.update(shingles(text))
    return signature


def _rensa_index(signatures: Sequence[Any]) -> list[tuple[int, int]]:
    from rensa import RMinHashLSH

    index = RMinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    found = []
    for number, signature in enumerate(signatures):
        found += [(other, number) for other in index.query(signature) if signatures[other].jaccard(signature) >= _THRESHOLD]
        index.insert(number, signature)
    return found


def _datasketch(text: str) -> Any:
    from datasketch import MinHash

    signature = MinHash(num_perm=_PERMUTATIONS)
    signature.update_batch([shingle.encode() for shingle in shingles(text)])
    return signature


def _datasketch_index(signatures: Sequence[Any]) -> list[tuple[int, int]]:
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    found = []
    for number, signature in enumerate(signatures):
        found += [(other, number) for other in index.query(signature) if signatures[other].jaccard(signature) >= _THRESHOLD]
        index.insert(number, signature)
    return found

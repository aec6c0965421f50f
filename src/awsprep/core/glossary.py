"""Terms and their other names, and the keys under which words are found in an answer.

The key of a word is its stem, the key of words that belong together is their stems with blanks between. A term is
found under its own key whatever it is called (`SG`, `security groups`), and under the keys of what it is a kind of,
which is how its name ends: an `ALB` is a `load balancer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.stems import stem
from awsprep.core.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.core.pattern import Atom

_OPPOSITES = {
    stem(one): stem(other)
    for pair in (
        "stateful stateless",
        "public private",
        "synchronous asynchronous",
        "encrypted unencrypted",
        "mutable immutable",
        "available unavailable",
        "ordered unordered",
        "consistent inconsistent",
        "possible impossible",
        "healthy unhealthy",
        "managed unmanaged",
        "limited unlimited",
    )
    for one, other in (pair.split(), pair.split()[::-1])
}
"""Stems of which one says the same as the negation of the other: what is not public is private."""


_NO_KIND = frozenset(
    stem(word) for word in ("service", "management", "code", "delivery", "integration", "live", "network", "kit")
)
"""Last words of terms of which the term is no kind that anybody would mean: KMS is not just any `service`."""


class Key(NamedTuple):
    """Where an atom is looked up: under `text`, or as a `run` of stems, whose last is a prefix where `open`.

    `joined` is the stem of a run that is written as one word.
    """

    text: str
    run: tuple[str, ...] = ()
    open: bool = False
    joined: str = ""


class Alias(NamedTuple):
    """A name as stems, and the keys under which it counts."""

    name: tuple[str, ...]
    keys: tuple[str, ...]


class Glossary:
    """The terms of a bank, ready for use."""

    __slots__ = ("_keys", "aliases", "names", "words")

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        self.aliases: dict[str, list[Alias]] = {}
        self.names: dict[tuple[str, ...], str] = {}
        self.words: set[str] = set()
        self._keys: dict[Atom, Key] = {}
        for term, others in terms.items():
            own = self._stems(term)
            kinds = len(own) - (own[-1] in _NO_KIND and len(own) > 1)
            keys = tuple(" ".join(own[cut:]) for cut in range(kinds))
            for name in (own, *map(self._stems, others)):
                if name and name not in self.names:
                    self.names[name] = keys[0]
                    self.aliases.setdefault(name[0], []).append(Alias(name, keys))

    def _stems(self, name: str) -> tuple[str, ...]:
        texts = [word.text for word in words(name)]
        self.words.update(texts)
        return tuple(stem(text) for text in texts)

    def key(self, atom: Atom) -> Key:
        """The key of an atom."""
        if atom not in self._keys:
            self._keys[atom] = self._key(atom)
        return self._keys[atom]

    def _key(self, atom: Atom) -> Key:
        texts = [word.text for part in atom.words for word in words(part)]
        if atom.open:
            *front, last = texts
            run = (*map(stem, front), last)
            return Key(" ".join(run) + "*", run if front else (), open=True)
        run = tuple(stem(text) for text in texts)
        term = self.names.get(run)
        if term is not None:
            return Key(term)
        return Key(" ".join(run), run, joined=stem("".join(texts))) if len(run) > 1 else Key(" ".join(run))


def opposite(key: str) -> str | None:
    """The stem that says the same as the negation of a stem, if there is one."""
    return _OPPOSITES.get(key)

"""The settings that there are: their kind, range, default, environment variable and meaning."""

from __future__ import annotations

import os
from typing import Any, NamedTuple, assert_never

from awsprep.core.bank import Level

Value = str | int | float | bool | tuple[str, ...]


class Words(NamedTuple):
    """One of some words; with `several`, a list of them, or `all`."""

    legal: tuple[str, ...]
    several: bool = False

    def __str__(self) -> str:
        return f"{', '.join(self.legal)}{', several with commas between, or all' if self.several else ''}"


class Number(NamedTuple):
    """A number from `least` to `most`; with `whole`, without a fraction."""

    least: float
    most: float
    whole: bool = True

    def __str__(self) -> str:
        return f"a {'whole ' if self.whole else ''}number from {self.least} to {self.most}"


class Flag(NamedTuple):
    """True or false."""

    def __str__(self) -> str:
        return "true or false"


class Folders(NamedTuple):
    """A list of files or folders."""

    def __str__(self) -> str:
        return f"a list of paths; as text with {os.pathsep} between"


class Text(NamedTuple):
    """Any line of text."""

    def __str__(self) -> str:
        return "a line of text"


class Address(NamedTuple):
    """The address of a service, or nothing."""

    def __str__(self) -> str:
        return "an address that begins with https://, or with http:// for this machine or a private network"


class Variable(NamedTuple):
    """The name of an environment variable, or nothing."""

    def __str__(self) -> str:
        return "the NAME of an environment variable"


Kind = Words | Number | Flag | Folders | Text | Address | Variable


class Key(NamedTuple):
    """One setting."""

    name: str
    kind: Kind
    default: Value
    variable: str
    help: str
    example: str = ""  # where the default is none


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("level", Words(tuple(Level), several=True), "mid", "AWSPREP_LEVEL", "The level to be asked at."),
        Key("count", Number(1, 1000), 10, "AWSPREP_COUNT", "Questions in a quiz."),
        Key("minutes", Number(1, 600), 15, "AWSPREP_MINUTES", "Minutes of a review."),
        Key("banks", Folders(), (), "AWSPREP_BANK", "Your own question files and folders."),
        Key("retention", Number(0.7, 0.97, whole=False), 0.9, "AWSPREP_RETENTION", "How surely to recall a due card."),
        Key("type", Flag(), True, "AWSPREP_TYPE", "Answer open questions in writing."),  # noqa: FBT003
        Key("color", Words(("auto", "always", "never")), "auto", "AWSPREP_COLOR", "When to use colour."),
        Key("plain", Flag(), False, "AWSPREP_PLAIN", "Line by line, without a full screen."),  # noqa: FBT003
        Key("editor", Text(), "", "AWSPREP_EDITOR", "Editor for question files, else VISUAL, EDITOR or vi."),
        Key(
            "grader.base_url",
            Address(),
            "",
            "AWSPREP_GRADER_BASE_URL",
            "Chat API for a second opinion; none: off.",
            example="http://localhost:11434/v1",
        ),
        Key("grader.model", Text(), "", "AWSPREP_GRADER_MODEL", "Its model.", example="llama3.1:8b"),
        Key(
            "grader.api_key_env",
            Variable(),
            "",
            "AWSPREP_GRADER_API_KEY_ENV",
            "The variable that holds its key.",
            example="OPENAI_API_KEY",
        ),
    )
}
_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off", "")
_OTHER_NAMES = {"fresher": "junior"}


def from_text(key: Key, text: str) -> Value:
    """The value that a person typed, or set in the environment. ValueError, in words, where it is not one."""
    match key.kind:
        case Number(whole=whole):
            try:
                return accept(key, int(text) if whole else float(text))
            except ValueError:
                raise ValueError(f"{text!r} is not {key.kind}") from None
        case Flag():
            word = text.strip().lower()
            if word not in _TRUE + _FALSE:
                raise ValueError(f"{text!r} is not {key.kind}")
            return word in _TRUE
        case Folders():
            return accept(key, [part for part in text.split(os.pathsep) if part])
        case Words() | Text() | Address() | Variable():
            return accept(key, text)
    assert_never(key.kind)


def accept(key: Key, value: Any) -> Value:
    """A value of the settings file as it is used. ValueError, in words, for another type or out of range."""
    wrong = ValueError(f"{value!r} is not {key.kind}")
    match key.kind:
        case Number(least, most, whole):
            if type(value) is not int and (whole or type(value) is not float):
                raise wrong
            if not least <= value <= most:
                raise wrong
            return value if whole else float(value)
        case Flag():
            if type(value) is not bool:
                raise wrong
            return value
        case Words(legal, several):
            return _words(value, legal, several, wrong)
        case Folders():
            if type(value) is not list or not all(type(each) is str and each.isprintable() and each for each in value):
                raise wrong
            return tuple(value)
        case Text():
            if type(value) is not str or not value.isprintable():
                raise wrong
            return value
        case Address():
            return _address(value, wrong)
        case Variable():
            if type(value) is not str or (value and not (value.isascii() and value.isidentifier())):
                # Whoever puts the key itself here must not find it on the screen or in a log.
                raise ValueError(f"what is given there is not {key.kind}")
            return value
    assert_never(key.kind)


def shown(value: Value) -> str:
    """A value as `from_text` takes it."""
    if type(value) is tuple:
        return os.pathsep.join(value)
    return str(value).lower() if type(value) is bool else str(value)


def _address(value: Any, wrong: ValueError) -> str:
    if type(value) is not str:
        raise wrong
    address = value.strip()
    if address:
        from awsprep.core.endpoint import endpoint

        endpoint(address)
    return address


def _words(value: Any, legal: tuple[str, ...], several: bool, wrong: ValueError) -> str:  # noqa: FBT001
    listed = several and type(value) is list and all(type(each) is str for each in value)
    text = ",".join(value) if listed else value
    if type(text) is not str:
        raise wrong
    words = [word.strip().lower() for word in text.split(",")] if several else [text.strip().lower()]
    words = [_OTHER_NAMES.get(word, word) if several else word for word in words]
    if not set(words) <= {*legal, *(("all",) if several else ())}:
        raise wrong
    return "all" if "all" in words else ",".join(dict.fromkeys(words))

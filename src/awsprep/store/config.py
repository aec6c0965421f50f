"""What the user has set, and where: environment over file over default. An option of a command goes over all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.problem import AwsprepError
from awsprep.store import config_file
from awsprep.store.keys import KEYS, Folders, Key, Value, accept, from_text, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.store.paths import Paths

DEFAULT = "default"


class Setting(NamedTuple):
    """A value and where it comes from: `default`, an environment variable's name, or `path:line`."""

    value: Value
    origin: str


class Settings:
    """Every setting by its name, and what to tell the user about the file."""

    __slots__ = ("found", "warnings")

    def __init__(self, found: Mapping[str, Setting], warnings: tuple[str, ...] = ()) -> None:
        self.found = found
        self.warnings = warnings

    def __getitem__(self, name: str) -> Setting:
        return self.found[name]


def settings(environ: Mapping[str, str], paths: Paths) -> Settings:
    """All settings. AwsprepError (2) for a value that is not one, and for a file that is not TOML; it says where."""
    file = config_file.load(paths.settings)
    warnings = tuple(_unknown(file, name) for name in file.values if name not in KEYS)
    return Settings({key.name: _setting(key, environ, file) for key in KEYS.values()}, warnings)


def set_value(paths: Paths, name: str, text: str) -> Value:
    """Set one setting in the file, from what a person typed. AwsprepError (2) for a wrong name or value."""
    key = known(name)
    try:
        value = from_text(key, text)
    except ValueError as error:
        raise _refused(f"{name} was not changed: {error}.", key) from error
    if isinstance(value, tuple):
        value = tuple(os.path.abspath(each) for each in value)
    file = config_file.load(paths.settings)
    config_file.save(paths.settings, config_file.assign(file, name, value))
    return value


def known(name: str) -> Key:
    """The setting with this name. AwsprepError (2) where there is none."""
    if name not in KEYS:
        from awsprep.core.text import did_you_mean

        raise AwsprepError(f"There is no setting {name}.", hint=did_you_mean(name, KEYS).capitalize(), exit_code=2)
    return KEYS[name]


def _unknown(file: config_file.ConfigFile, name: str) -> str:
    from awsprep.core.text import clean, did_you_mean

    return f"{file.place(name)}: there is no setting {clean(name)}; {did_you_mean(name, KEYS)}"


def _setting(key: Key, environ: Mapping[str, str], file: config_file.ConfigFile) -> Setting:
    given = environ.get(key.variable)
    if given is not None and given.strip():
        try:
            return Setting(_resolved(key, from_text(key, given), os.getcwd()), key.variable)
        except ValueError as error:
            raise _refused(f"{key.variable}: {error}.", key) from error
    if key.name not in file.values:
        return Setting(key.default, DEFAULT)
    place = file.place(key.name)
    try:
        return Setting(_resolved(key, accept(key, file.values[key.name]), os.path.dirname(file.path)), place)
    except ValueError as error:
        raise _refused(f"{place}: {key.name}: {error}.", key) from error


def _resolved(key: Key, value: Value, folder: str) -> Value:
    """Paths are meant from the folder of whoever named them."""
    if isinstance(key.kind, Folders) and isinstance(value, tuple):
        return tuple(os.path.normpath(os.path.join(folder, os.path.expanduser(each))) for each in value)
    return value


def _refused(message: str, key: Key) -> AwsprepError:
    example = key.example or shown(key.default) or "/path/to/it"
    return AwsprepError(message, hint=f"{key.name} is {key.kind}, for example {example}.", exit_code=2)

"""A scorecard as JSON and back: what the files in the folder of scorecards hold, and what `--json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from awsprep.core.bank import Level
from awsprep.core.competency import COMPETENCIES, OTHER, competency_name
from awsprep.core.problem import AwsprepError
from awsprep.core.rating import ANCHORS, FLOORS, Verdict
from awsprep.core.scorecard import INTERVIEW, INTERVIEWER, Asked, Decision, Overall, Rated, Scorecard
from awsprep.core.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

SCHEMA = 1


def dump(card: Scorecard) -> dict[str, Any]:
    """The scorecard as plain JSON values; null where there is no figure."""
    assessed = len(card.assessed)
    return {
        "schema": SCHEMA,
        "source": card.source,
        "id": card.id,
        "made": card.made,
        "tz": card.tz,
        "level": card.level,
        "seconds": round(card.seconds, 1),
        "name": card.name,
        "overall": None if card.overall is None else _rounded(card.overall._asdict()),
        "decisions": [
            {**_rounded(each._asdict()), "floor": FLOORS[each.level].words(assessed)} for each in card.decisions
        ],
        "decided": card.decided,
        "untouched": card.untouched,
        "competencies": [{"name": competency_name(each.competency), **_rounded(each._asdict())} for each in card.rated],
        "questions": [
            {
                **_rounded(each._asdict()),
                "missed": list(each.missed),
                "flags": list(each.flags),
                "said": [{"point": point, "words": words} for point, words in each.said],
                "proofs": list(each.proofs),
            }
            for each in card.asked
        ],
        "study": [{"command": command, "why": why} for command, why in card.study],
        "notes": card.notes,
        "anchors": {str(rating): text for rating, text in ANCHORS.items()},
    }


def load(value: Any) -> Scorecard:
    """The scorecard that JSON holds. Raises AwsprepError (4) where it is none, or one of a later version.

    Texts are cleaned, for files come from other machines as well.
    """
    try:
        return _card(value)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise AwsprepError(
            "This is not a scorecard that this version of awsprep can read.",
            "Upgrade awsprep, or take the file out of the folder of scorecards.",
        ) from error


def _card(value: Any) -> Scorecard:
    if value["schema"] != SCHEMA:
        raise ValueError
    found = value["overall"]
    overall = None
    if found is not None:
        bounds = (_number(found["mean"]), _number(found["low"]), _number(found["high"]))
        overall = Overall(*bounds, Level(found["level"]), _share(found["chance"]))
    return Scorecard(
        _one_of(value["source"], (INTERVIEW, INTERVIEWER)),
        _text(value["id"]),
        _whole(value["made"]),
        _whole(value["tz"]),
        Level(value["level"]).value,
        _number(value["seconds"]),
        _text(value["name"]),
        tuple(_asked(each) for each in value["questions"]),
        tuple(_rated(each) for each in value["competencies"]),
        tuple(
            Decision(
                Level(each["level"]).value,
                None if each["verdict"] is None else Verdict(each["verdict"]),
                _maybe(_share, each["chance"]),
                _maybe(Verdict, each.get("unflagged")),
            )
            for each in value["decisions"]
        ),
        overall,
        tuple((_text(each["command"]), _text(each["why"])) for each in value["study"]),
        _text(value["decided"]),
        _text(value["notes"]),
        _maybe(Verdict, value.get("untouched")),
    )


def _asked(value: Any) -> Asked:
    return Asked(
        _text(value["id"]),
        _one_of(value["competency"], (*COMPETENCIES, OTHER)),
        Level(value["level"]).value,
        _text(value["kind"]),
        _text(value["title"]),
        _text(value["result"]),
        _maybe(_share, value["score"]),
        _maybe(_rating, value["rating"]),
        tuple(map(_text, value["missed"])),
        tuple(map(_text, value["flags"])),
        _text(value["note"]),
        tuple((_text(each["point"]), _text(each["words"])) for each in value.get("said", ())),
        tuple(map(_text, value.get("proofs", ()))),
    )


def _rated(value: Any) -> Rated:
    return Rated(
        _one_of(value["competency"], (*COMPETENCIES, OTHER)),
        _maybe(_rating, value["rating"]),
        _maybe(_rating, value["low"]),
        _maybe(_rating, value["high"]),
        _maybe(_number, value["mean"]),
        _maybe(_number, value["sd"]),
        value["capped"] is True,
    )


def _rounded(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in fields.items()}


def _maybe(read: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else read(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return clean(value)


def _number(value: Any) -> float:
    if type(value) not in {int, float} or not abs(value) < 1e9:
        raise TypeError
    return float(value)


def _whole(value: Any) -> int:
    if type(value) is not int or not abs(value) < 1 << 48:
        raise TypeError
    return value


def _share(value: Any) -> float:
    number = _number(value)
    if not 0 <= number <= 1:
        raise ValueError
    return number


def _rating(value: Any) -> int:
    number = _whole(value)
    if number not in ANCHORS:
        raise ValueError
    return number


def _one_of(value: Any, legal: tuple[str, ...]) -> str:
    if value not in legal:
        raise ValueError
    return str(value)

"""One question with its answer, and what the journal says of its cards, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from awsprep.core.day import iso, study_day
from awsprep.core.exercise import Arrange, Pick, Say
from awsprep.core.memory import Learned, Rating, retrievability
from awsprep.core.replay import was_right

if TYPE_CHECKING:
    from awsprep.core.exercise import Exercise
    from awsprep.ui.card import Shown


def as_json(shown: Shown) -> dict[str, Any]:
    """The page of `show` for `--json`; null where there is no figure."""
    question, heading = shown.question, shown.heading
    return {
        "schema": 1,
        "id": question.id,
        "topic": question.topic,
        "level": question.level,
        "difficulty": question.difficulty,
        "category": question.category,
        "pillar": question.pillar,
        "kind": heading.kind,
        "tags": list(question.tags),
        "title": heading.title,
        "answer": question.answer,
        "key_points": [{"id": p.id, "text": p.text, "must": p.must} for p in question.key_points],
        "red_flags": [{"id": f.id, "text": f.text, "critical": f.critical} for f in question.red_flags],
        "follow_ups": [{"ask": f.ask, "answer": f.answer} for f in question.follow_ups],
        "refs": list(question.refs),
        "as_of": question.as_of,
        "seed": shown.seed if heading.kind == "lab" else None,
        "path": heading.path,
        "line": heading.line,
        "cards": [
            {"card": e.card, "ask": e.prompt, **_task_json(e), **_card_json(shown, e.card)} for e in shown.exercises()
        ],
    }


def _task_json(exercise: Exercise) -> dict[str, Any]:
    match exercise.task:
        case Pick(options, whys, _, right):
            listed = [
                {"text": o, "right": i in right, "why": w} for i, (o, w) in enumerate(zip(options, whys, strict=True))
            ]
            return {"options": listed}
        case Arrange(pieces, _, right_order, slots):
            if not slots:
                return {"order": [pieces[i] for i in right_order]}
            pairs = [[slot, pieces[i]] for slot, i in zip(slots, right_order, strict=True)]
            return {"pairs": pairs, "extra": list(pieces[len(pairs) :])}
        case Say(accept, _, drill):
            if drill is not None:
                from awsprep.labs.iam_trial import document

                tried = [{"request": str(probe), "allowed": probe.allowed} for probe in drill.probes]
                return {"model": document(drill.model), "why": drill.why, "requests": tried}
            return {"accept": list(accept)} if accept else {}
        case other:
            assert_never(other)


def _card_json(shown: Shown, card: str) -> dict[str, Any]:
    known = shown.progress.card(card)
    memory = known.memory if isinstance(known.memory, Learned) else None
    recall = None if memory is None else retrievability(memory, shown.day + 1, shown.progress.model)
    written = shown.written(card)
    return {
        "due": None if memory is None else iso(memory.due),
        "stability": None if memory is None else float(f"{memory.stability:.6g}"),
        "difficulty": None if memory is None else float(f"{memory.difficulty:.6g}"),
        "recall": None if recall is None else round(recall, 6),
        "reps": 0 if memory is None else memory.reps,
        "lapses": 0 if memory is None else memory.lapses,
        "seen": known.seen,
        "right": known.right,
        "seconds": round(known.spent / 1000, 3),
        "leech": memory is not None and memory.leech,
        "suspended": known.suspended,
        "flagged": known.flagged,
        "notes": known.notes,
        "typed": None if written is None else written["given"],
        "own_words": {point: own for point, own in known.own.items() if own},
        "history": [
            {
                "day": iso(study_day(record["t"], record["tz"])),
                "mode": record["mode"],
                "right": was_right(record),
                "score": record["score"],
                "rating": Rating(record["rating"]).name.lower(),
                "guess": record["guess"],
                "over": record["over"],
                "seconds": round(record["ms"] / 1000, 3),
            }
            for record in shown.reviews.get(card, ())
        ],
    }

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.core import replay as module
from awsprep.core.day import DAY_MS
from awsprep.core.memory import DEFAULT_MODEL, Learned, New, Rating, remember
from awsprep.core.progress import MOST_READING, READING_SECONDS, Card, Progress, Sitting
from awsprep.core.record import order
from awsprep.core.replay import KEPT_SITTINGS, fold, follow, replay, was_right
from awsprep.core.undo import effective
from tests.core.lines import DAY, NOON, Writer

if TYPE_CHECKING:
    from awsprep.core.record import Record

CARDS = ["vpc-endpoint", "iam-deny", "s3-locks#1", "s3-locks#2", "old-name"]
ALIASES = {"old-name": "new-name"}


@pytest.fixture
def journal() -> Writer:
    return Writer()


def memory_of(progress: Progress, card: str = "vpc-endpoint") -> Learned:
    memory = progress.cards[card].memory
    assert isinstance(memory, Learned)
    return memory


@st.composite
def journals(draw: st.DrawFn) -> list[Record]:
    """What two devices wrote over some days: reviews, things set by hand, undos and amendments of anything."""
    writers = [Writer("7f3a91c2", tz=60), Writer("01ab23cd", tz=-480)]
    written: list[Record] = []
    day = DAY
    for _ in range(draw(st.integers(0, 25))):
        day += draw(st.integers(0, 3))
        writer = draw(st.sampled_from(writers))
        card = draw(st.sampled_from(CARDS))
        kind = draw(
            st.sampled_from(
                ["review"] * 6
                + ["suspend", "bury", "flag", "note", "reset", "param", "session", "answer", "undo", "amend"]
            )
        )
        name = draw(st.sampled_from(["5e1f03aa", "77777777"]))
        fields: dict[str, Any]
        match kind:
            case "review":
                mode = draw(st.sampled_from(["quiz", "review", "cram"]))
                rating = draw(st.integers(1, 4))
                written.append(
                    writer.review(
                        card, rating, day, mode=mode, session=name, guess=draw(st.booleans()), ms=rating * 1000
                    )
                )
                continue
            case "suspend" | "flag":
                fields = {"card": card, "on": draw(st.booleans())}
            case "bury":
                fields = {"card": card, "until": day + 1}
            case "note":
                fields = {"card": card, "text": draw(st.text("ab", max_size=1))}
                fields |= draw(st.sampled_from([{}, {"error": True}, {"point": "p"}, {"point": "p", "on": False}]))
            case "reset":
                fields = {"card": card}
            case "param":
                fields = draw(
                    st.sampled_from(
                        [
                            {"name": "retention", "value": 0.85},
                            {"name": "weights", "value": None},
                            {"name": "x", "value": 1},
                        ]
                    )
                )
            case "session":
                event = draw(st.sampled_from(["start", "end"]))
                fields = {"session": name, "event": event, "mode": "quiz", "cards": CARDS, "seed": 7}
            case "answer":
                fields = {"session": name, "card": card, "given": [1]}
            case _:
                if not written:
                    continue
                fields = {"target": draw(st.sampled_from(written))["id"]}
                if kind == "amend":
                    fields["set"] = {"rating": draw(st.integers(1, 4)), "guess": draw(st.booleans())}
        written.append(writer.write(kind, day=day, **fields))
    return written


class TestReplay:
    @settings(max_examples=200, deadline=None)
    @given(journals(), st.randoms())
    def test_the_order_of_the_lines_does_not_matter(self, lines: list[Record], rng: Any) -> None:
        mixed = list(lines)
        rng.shuffle(mixed)
        before = deepcopy(mixed)
        assert replay(mixed, ALIASES) == replay(lines, ALIASES)
        assert mixed == before

    @settings(max_examples=300, deadline=None)
    @given(journals(), st.integers(0, 25))
    def test_folding_a_tail_gives_the_same_or_refuses(self, lines: list[Record], cut: int) -> None:
        in_order = sorted(lines, key=order)
        head, tail = in_order[:cut], in_order[cut:]
        progress = replay(head, ALIASES)
        if fold(progress, reversed(tail), ALIASES):
            assert progress == replay(in_order, ALIASES)
        else:
            concerned = {"undo", "amend", "param"} & {r["type"] for r in tail}
            awaited = {r["id"] for r in tail} & {r.get("target") for r in head}
            assert concerned or awaited, "only what reaches back, or was reached for, is refused"

    def test_a_line_older_than_what_was_folded_is_refused(self, journal: Writer) -> None:
        old = journal.review(day=DAY)
        new = journal.review(day=DAY + 1)
        progress = replay([new], {})
        assert not fold(progress, [old], {})
        assert fold(progress, [], {})

    def test_folding_new_weights_is_refused(self, journal: Writer) -> None:
        progress = replay([journal.review()], {})
        assert not fold(progress, [journal.write("param", name="weights", value=None)], {})

    def test_a_long_one_tells_how_far_it_is(self, journal: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "LONG", 2)
        told: list[tuple[int, int]] = []
        replay([journal.review() for _ in range(5)], {}, advance=lambda done, total: told.append((done, total)))
        assert told == [(2, 5), (4, 5)]

    def test_nothing_gives_nothing(self) -> None:
        assert replay([], {}) == Progress()

    @settings(max_examples=100, deadline=None)
    @given(journals())
    def test_narrowed_to_a_card_it_has_the_same_memory_as_the_whole(self, lines: list[Record]) -> None:
        whole = replay(lines, ALIASES)
        narrow = replay(lines, ALIASES, lambda card: card == "new-name")
        assert narrow.cards == {name: card for name, card in whole.cards.items() if name == "new-name"}
        assert narrow.reviews == sum(card.seen for card in narrow.cards.values())


class TestReview:
    def test_one_counts_for_its_card_and_its_day(self, journal: Writer) -> None:
        progress = replay([journal.review(rating=3, ms=40_000), journal.review(rating=1, ms=10_000, day=DAY + 1)], {})
        card = progress.cards["vpc-endpoint"]
        assert (card.seen, card.right, card.missed) == (2, 1, True)
        assert (card.ms, card.spent, card.answered) == (10_000, 50_000, DAY + 1)
        assert (progress.days[DAY].reviews, progress.days[DAY].right, progress.days[DAY].ms) == (1, 1, 40_000)
        assert (progress.days[DAY + 1].reviews, progress.days[DAY + 1].right) == (1, 0)
        assert progress.reviews == 2

    def test_the_memory_is_that_of_the_same_step_that_a_sitting_takes(self, journal: Writer) -> None:
        progress = replay(
            [journal.review(rating=4, due=DAY + 9), journal.review(rating=2, day=DAY + 9, due=DAY + 20)], {}
        )
        first = remember(New(), Rating.EASY, DAY, DAY + 9)
        assert memory_of(progress) == remember(first, Rating.HARD, DAY + 9, DAY + 20)

    def test_the_due_day_is_the_stored_one(self, journal: Writer) -> None:
        assert memory_of(replay([journal.review(due=DAY + 123)], {})).due == DAY + 123

    def test_cramming_is_counted_and_moves_no_memory(self, journal: Writer) -> None:
        learned = journal.review(rating=3)
        crammed = journal.review(rating=1, day=DAY + 7, mode="cram")
        progress = replay([learned, crammed], {})
        assert memory_of(progress) == memory_of(replay([learned], {}))
        assert progress.cards["vpc-endpoint"].seen == 2
        assert progress.days[DAY + 7].reviews == 1
        assert progress.days[DAY + 7].tested == 0

    def test_cramming_a_new_card_leaves_it_new(self, journal: Writer) -> None:
        assert replay([journal.review(mode="cram")], {}).cards["vpc-endpoint"].memory == New()

    def test_guesses_are_counted_apart(self, journal: Writer) -> None:
        lines = [
            journal.review("a", 3),
            journal.review("b", 1),
            journal.review("c", 2, guess=True),
            journal.review("d", 1, guess=True),
            journal.review("e", 1, guess=True),
        ]
        count = replay(lines, {}).days[DAY]
        assert (count.sure, count.sure_right, count.guessed, count.guessed_right) == (2, 1, 3, 1)

    def test_a_device_that_travels_west_does_not_go_back_a_day(self, journal: Writer) -> None:
        morning = DAY * DAY_MS
        in_tokyo = journal.review("a", t=morning, tz=540)
        in_hawaii = journal.review("b", t=morning + 3_600_000, tz=-600)
        progress = replay([in_tokyo, in_hawaii], {})
        assert progress.cards["a"].answered == progress.cards["b"].answered == DAY
        assert replay([in_hawaii], {}).cards["b"].answered == DAY - 1
        narrow = replay([in_tokyo, in_hawaii], {}, lambda card: card == "b")
        assert narrow.cards["b"].answered == DAY, "narrowing to a topic does not move the days"

    def test_another_device_has_its_own_day(self) -> None:
        here, there = Writer("7f3a91c2", tz=540), Writer("01ab23cd", tz=-600)
        morning = DAY * DAY_MS
        progress = replay([here.review("a", t=morning), there.review("b", t=morning + 1)], {})
        assert (progress.cards["a"].answered, progress.cards["b"].answered) == (DAY, DAY - 1)


class TestRight:
    def test_an_exact_answer_is_right_whatever_the_rating(self) -> None:
        assert was_right({"score": 1, "auto": 3, "rating": 1, "guess": False})
        assert not was_right({"score": 0.99, "auto": 1, "rating": 4, "guess": False})

    def test_a_ticked_answer_is_right_from_good_on(self) -> None:
        points = {"points": {"auto": [], "final": ["a"]}}
        assert was_right({**points, "score": 0.1, "auto": 1, "rating": 3, "guess": False})
        assert not was_right({**points, "score": 0.9, "auto": 3, "rating": 2, "guess": False})
        assert was_right({**points, "score": 0.8, "auto": 2, "rating": 2, "guess": True})
        assert not was_right({**points, "score": 0.6, "auto": 2, "rating": 2, "guess": True})


class TestMarking:
    @pytest.mark.parametrize(
        ("given", "points", "flags", "typed", "changed"),
        [
            ("It is.", {"auto": ["a"], "final": ["a"]}, {"auto": [], "final": []}, 1, 0),
            ("It is.", {"auto": ["a"], "final": ["b"]}, {"auto": [], "final": []}, 1, 1),
            ("It is.", {"auto": [], "final": []}, {"auto": ["x"], "final": []}, 1, 1),
            ("It is.", {"auto": ["a"], "final": ["b"]}, {"auto": ["x"], "final": []}, 1, 1),
            ("It is.", {"auto": None, "final": ["b"]}, {"auto": None, "final": []}, 0, 0),
            ("", {"auto": [], "final": ["b"]}, {"auto": [], "final": []}, 0, 0),
            ("It is.", {}, {}, 0, 0),
        ],
    )
    def test_typed_answers_count_and_those_whose_marks_were_changed(
        self, journal: Writer, given: str, points: Any, flags: Any, typed: int, changed: int
    ) -> None:
        card = replay([journal.review("a", given=given, points=points, flags=flags)], {}).cards["a"]
        assert (card.typed, card.changed) == (typed, changed)

    def test_other_answers_do_not_count(self, journal: Writer) -> None:
        assert replay([journal.review("a", given="deny")], {}).cards["a"].typed == 0


class TestTrueRetention:
    def test_it_counts_due_cards_at_their_first_answer_of_a_day(self, journal: Writer) -> None:
        lines = [
            journal.review("a", 3, due=DAY + 3),
            journal.review("b", 3, due=DAY + 3),
            journal.review("c", 3, due=DAY + 30),
            journal.review("a", 1, day=DAY + 3, due=DAY + 4),  # due, forgotten
            journal.review("a", 3, day=DAY + 3, due=DAY + 5),  # again on that day
            journal.review("b", 2, day=DAY + 4, due=DAY + 9),  # overdue, recalled
            journal.review("c", 3, day=DAY + 4, due=DAY + 40),  # not due
            journal.review("d", 3, day=DAY + 4, due=DAY + 9),  # new
        ]
        days = replay(lines, {}).days
        assert [(day.tested, day.recalled) for _, day in sorted(days.items())] == [(0, 0), (1, 0), (1, 1)]


class TestUndo:
    def test_an_undone_review_never_happened(self, journal: Writer) -> None:
        first = journal.review(rating=3)
        wrong = journal.review(rating=1, day=DAY + 1)
        undo = journal.write("undo", day=DAY + 1, target=wrong["id"])
        progress = replay([first, wrong, undo], {})
        assert memory_of(progress) == memory_of(replay([first], {}))
        assert DAY + 1 not in progress.days

    def test_undoing_an_undo_brings_it_back(self, journal: Writer) -> None:
        review = journal.review()
        undo = journal.write("undo", target=review["id"])
        redo = journal.write("undo", target=undo["id"])
        again = journal.write("undo", target=redo["id"])
        assert replay([review, undo, redo], {}).reviews == 1
        assert replay([review, undo, redo, again], {}).reviews == 0

    def test_an_undo_counts_unless_it_is_undone_even_by_a_device_whose_clock_is_behind(self, journal: Writer) -> None:
        review = journal.review()
        undo = journal.write("undo", target=review["id"])
        behind = Writer("01ab23cd")
        redo = behind.write("undo", day=DAY - 1, target=undo["id"])
        again = behind.write("undo", day=DAY - 1, target=redo["id"])
        assert order(redo) < order(again) < order(review)
        assert replay([review, undo, redo], {}).reviews == 1
        assert replay([review, undo, redo, again], {}).reviews == 0

    def test_two_undos_of_a_line_are_both_to_be_undone(self, journal: Writer) -> None:
        review = journal.review()
        first, second = (journal.write("undo", target=review["id"]) for _ in range(2))
        redos = [journal.write("undo", target=undo["id"]) for undo in (first, second)]
        assert replay([review, first, second, redos[0]], {}).reviews == 0
        assert replay([review, first, second, *redos], {}).reviews == 1

    def test_undos_in_a_circle_do_nothing(self, journal: Writer) -> None:
        review = journal.review()
        one = journal.write("undo", target="two")
        two = {**journal.write("undo", target=one["id"]), "id": "two"}
        three = journal.write("undo", target=one["id"])
        assert replay([review, one, two], {}).reviews == 1
        assert replay([review, one, two, three], {}).reviews == 1

    def test_a_line_whose_undo_came_first_is_not_folded(self, journal: Writer) -> None:
        behind = Writer("01ab23cd")
        review = journal.review()
        undo = behind.write("undo", day=DAY - 1, target=review["id"])
        progress = replay([undo], {})
        assert progress.awaited == {review["id"]}
        assert not fold(progress, [review], {})
        assert not replay([undo, review], {}).awaited

    def test_what_was_set_by_hand_can_be_undone(self, journal: Writer) -> None:
        learned = journal.review()
        reset = journal.write("reset", card="vpc-endpoint")
        suspended = journal.write("suspend", card="vpc-endpoint", on=True)
        undos = [journal.write("undo", target=line["id"]) for line in (reset, suspended)]
        card = replay([learned, reset, suspended, *undos], {}).cards["vpc-endpoint"]
        assert isinstance(card.memory, Learned)
        assert not card.suspended

    def test_of_something_unknown_it_does_nothing(self, journal: Writer) -> None:
        lines = [journal.review(), journal.write("undo", target="nothing")]
        assert replay(lines, {}).reviews == 1

    def test_a_tail_may_undo_its_own(self, journal: Writer) -> None:
        first = journal.review(rating=3)
        wrong = journal.review(rating=1, day=DAY + 1)
        tail = [wrong, journal.write("undo", day=DAY + 1, target=wrong["id"])]
        progress = replay([first], {})
        assert fold(progress, tail, {})
        assert progress == replay([first, *tail], {})


class TestAmend:
    def test_it_replaces_fields_of_an_earlier_line(self, journal: Writer) -> None:
        review = journal.review(rating=3, due=DAY + 7)
        amend = journal.write("amend", target=review["id"], set={"rating": 1, "score": 0, "due": DAY + 1})
        amended = replay([review, amend], {})
        assert amended.cards == replay([{**review, "rating": 1, "score": 0, "due": DAY + 1}], {}).cards

    def test_the_last_one_wins_and_an_undone_one_is_gone(self, journal: Writer) -> None:
        review = journal.review(rating=3)
        first = journal.write("amend", target=review["id"], set={"rating": 1})
        second = journal.write("amend", target=review["id"], set={"rating": 4})
        undo = journal.write("undo", target=second["id"])
        told = effective(sorted([review, first, second], key=order))
        assert told[0]["rating"] == 4
        assert effective(sorted([review, first, second, undo], key=order))[0]["rating"] == 1

    def test_in_a_tail_with_its_target_it_is_folded(self, journal: Writer) -> None:
        review = journal.review(rating=3)
        amend = journal.write("amend", target=review["id"], set={"rating": 1})
        progress = replay([], {})
        assert fold(progress, [review, amend], {})
        assert progress == replay([review, amend], {})

    @pytest.mark.parametrize(
        ("kind", "fields", "change"),
        [
            ("session", {"session": "s", "event": "start", "mode": "quiz", "cards": ["a"]}, {"cards": 5}),
            ("session", {"session": "s", "event": "start", "mode": "quiz"}, {"options": 5}),
            ("param", {"name": "retention", "value": 0.9}, {"value": "much"}),
            ("param", {"name": "interview", "value": "2026-12-12"}, {"name": ["interview"]}),
            ("note", {"card": "a", "text": "Endpoints are free.", "point": "p"}, {"point": []}),
            ("bury", {"card": "a", "until": DAY + 2}, {"until": "soon"}),
        ],
    )
    def test_one_that_leaves_no_well_formed_line_does_nothing(
        self, journal: Writer, kind: str, fields: dict[str, Any], change: dict[str, Any]
    ) -> None:
        target = journal.write(kind, **fields)
        amend = journal.write("amend", target=target["id"], set=change)
        assert effective([target, amend])[0] == target
        told = replay([target, amend], {})
        assert (told.cards, told.params) == (replay([target], {}).cards, replay([target], {}).params)


class TestFollow:
    def test_it_says_what_a_replay_says_of_a_line_that_comes_last(self, journal: Writer) -> None:
        first, second = journal.review(rating=1), journal.review(rating=3)
        progress = replay([first], {})
        follow(progress, second)
        assert progress == replay([first, second], {})

    def test_a_line_counts_though_another_device_has_a_later_one(self, journal: Writer) -> None:
        ahead = Writer("ffffffff").review("iam-role", day=DAY + 1)
        progress, own = replay([ahead], {}), journal.review()
        follow(progress, own)
        assert progress.cards == replay([ahead, own], {}).cards
        assert progress.latest == order(ahead)


class TestByHand:
    def test_cards_are_suspended_buried_flagged_and_noted(self, journal: Writer) -> None:
        lines = [
            journal.write("suspend", card="a", on=True),
            journal.write("bury", card="b", until=DAY + 2),
            journal.write("flag", card="c", on=True),
            journal.write("note", card="c", text="one"),
            journal.write("note", card="c", text="two"),
        ]
        cards = replay(lines, {}).cards
        assert cards["a"].resting(DAY)
        assert (cards["b"].resting(DAY + 2), cards["b"].resting(DAY + 3)) == (True, False)
        assert cards["c"].flagged
        assert cards["c"].notes == ["one", "two"]
        off = [journal.write("suspend", card="a", on=False), journal.write("flag", card="c", on=False)]
        cards = replay([*lines, *off], {}).cards
        assert not cards["a"].suspended
        assert not cards["c"].flagged

    def test_own_words_for_a_point_are_kept_once_and_given_up(self, journal: Writer) -> None:
        lines = [
            journal.write("note", card="a", text="they hop in", point="assume", on=True),
            journal.write("note", card="a", text="others wear it", point="assume"),
            journal.write("note", card="a", text="they hop in", point="assume", on=True),
            journal.write("note", card="a", text="gone in an hour", point="short"),
            journal.write("note", card="a", text="never kept", point="short", on=False),
        ]
        card = replay(lines, {}).cards["a"]
        assert card.own == {"assume": ["others wear it", "they hop in"], "short": ["gone in an hour"]}
        assert (card.notes, card.errors) == ([], [])
        off = journal.write("note", card="a", text="they hop in", point="assume", on=False)
        assert replay([*lines, off], {}).cards["a"].own["assume"] == ["others wear it"]
        undone = journal.write("undo", target=off["id"])
        assert replay([*lines, off, undone], {}).cards["a"].own == card.own

    def test_a_reset_card_is_new_and_keeps_its_history(self, journal: Writer) -> None:
        progress = replay([journal.review(), journal.write("reset", card="vpc-endpoint")], {})
        card = progress.cards["vpc-endpoint"]
        assert card.memory == New()
        assert card.seen == 1

    def test_a_line_of_another_kind_that_names_a_card_changes_nothing_of_it(self, journal: Writer) -> None:
        progress = replay([journal.write("head", min_reader=1, card="vpc-endpoint")], {})
        assert progress.card("vpc-endpoint") == Card()

    def test_lines_that_concern_no_card_are_left_alone(self, journal: Writer) -> None:
        lines = [journal.write("head", min_reader=1), journal.write("import"), journal.review()]
        progress = replay(lines, {})
        assert list(progress.cards) == ["vpc-endpoint"]


class TestParam:
    def test_retention_and_weights_make_the_model(self, journal: Writer) -> None:
        import fsrs.scheduler

        weights = [round(w * 1.02, 4) for w in fsrs.scheduler.DEFAULT_PARAMETERS]
        lines = [
            journal.review(),
            journal.write("param", name="retention", value=0.85),
            journal.write("param", name="weights", value=weights),
            journal.write("param", name="interview", value="2026-12-12"),
        ]
        progress = replay(lines, {})
        assert progress.model.retention == 0.85
        assert progress.model.weights == tuple(weights)
        assert progress.params["interview"] == "2026-12-12"
        assert memory_of(progress).stability != memory_of(replay(lines[:1], {})).stability
        assert memory_of(progress).due == memory_of(replay(lines[:1], {})).due

    def test_weights_that_fsrs_refuses_change_nothing(self, journal: Writer) -> None:
        lines = [journal.review(), journal.write("param", name="weights", value=[1.0, 2.0])]
        assert replay(lines, {}).model == DEFAULT_MODEL

    def test_weights_are_taken_back_by_null_and_by_undo(self, journal: Writer) -> None:
        import fsrs.scheduler

        param = journal.write("param", name="weights", value=list(fsrs.scheduler.DEFAULT_PARAMETERS))
        null = journal.write("param", name="weights", value=None)
        assert replay([param], {}).model.weights
        assert not replay([param, null], {}).model.weights
        assert not replay([param, journal.write("undo", target=param["id"])], {}).model.weights


class TestSittings:
    def start(self, journal: Writer, name: str = "5e1f03aa", cards: list[str] | None = None) -> Record:
        return journal.write(
            "session",
            session=name,
            event="start",
            mode="quiz",
            seed=9,
            cards=["a", "b"] if cards is None else cards,
            options={"level": "mid"},
        )

    def test_one_knows_its_cards_and_what_was_asked(self, journal: Writer) -> None:
        lines = [self.start(journal), journal.review("a", 3)]
        sitting = replay(lines, {}).sittings["5e1f03aa"]
        t, last = (line["t"] for line in lines)
        told = Sitting(
            "5e1f03aa", "quiz", t, 9, ["a", "b"], {"level": "mid"}, ["a"], {}, 1, ms=40_000, last=last, day=DAY
        )
        assert sitting == told
        assert sitting.resumable
        done = [*lines, journal.review("b", 1)]
        assert not replay(done, {}).sittings["5e1f03aa"].resumable

    def test_what_lies_between_its_answers_was_read_but_for_a_coffee(self, journal: Writer) -> None:
        start = self.start(journal)["t"]
        ends = [start + 50_000]  # nobody knows what was read before the first
        ends.append(ends[-1] + 40_000 + 25_000)
        ends.append(ends[-1] + 40_000 + 900_000)
        ends.append(ends[-1] + 30_000)  # clocks of two kinds: answering took longer than what lies between
        lines = [*journal.lines, *(journal.review("a", 3, t=end) for end in ends)]
        (count,) = replay(lines, {}).days.values()
        assert count.reading == (READING_SECONDS + 25 + MOST_READING + 0) * 1000
        assert count.ms == 160_000

    def test_an_ended_one_is_not_resumed(self, journal: Writer) -> None:
        end = [self.start(journal), journal.write("session", session="5e1f03aa", event="end", mode="quiz")]
        assert not replay(end, {}).sittings["5e1f03aa"].resumable

    def test_the_end_of_an_unknown_one_is_ignored(self, journal: Writer) -> None:
        assert not replay([journal.write("session", session="x", event="end", mode="quiz")], {}).sittings

    def test_an_exam_keeps_the_last_answer_to_each_card(self, journal: Writer) -> None:
        lines = [
            self.start(journal),
            journal.write("answer", session="5e1f03aa", card="a", given=[0]),
            journal.write("answer", session="5e1f03aa", card="a", given=[2]),
            journal.write("answer", session="gone", card="a", given=[1]),
        ]
        sitting = replay(lines, {}).sittings["5e1f03aa"]
        assert {card: answer["given"] for card, answer in sitting.answers.items()} == {"a": [2]}

    def test_only_the_latest_are_kept(self, journal: Writer) -> None:
        lines = [self.start(journal, f"s{i}") for i in range(KEPT_SITTINGS + 5)]
        kept = list(replay(lines, {}).sittings)
        assert kept == [f"s{i}" for i in range(5, KEPT_SITTINGS + 5)]


class TestAliases:
    def test_a_renamed_question_keeps_its_history(self, journal: Writer) -> None:
        lines = [
            journal.write("session", session="5e1f03aa", event="start", mode="quiz", cards=["old-name#1"]),
            journal.review("old-name#1", 3),
            journal.review("new-name#1", 3, day=DAY + 7),
            journal.write("flag", card="old-name#1", on=True),
        ]
        progress = replay(lines, ALIASES)
        assert list(progress.cards) == ["new-name#1"]
        assert memory_of(progress, "new-name#1").reps == 2
        assert progress.cards["new-name#1"].flagged
        assert progress.sittings["5e1f03aa"].cards == ["new-name#1"]

    def test_keeping_is_by_the_name_of_today(self, journal: Writer) -> None:
        progress = replay([journal.review("old-name")], ALIASES, lambda card: card == "new-name")
        assert list(progress.cards) == ["new-name"]


def test_noon_is_inside_its_study_day() -> None:
    record = Writer().review(day=DAY)
    assert record["t"] == DAY * DAY_MS + NOON
    assert replay([record], {}).cards["vpc-endpoint"].answered == DAY

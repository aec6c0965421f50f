from __future__ import annotations

import json

import pytest

from tests.bank.writing import bank, choice, put
from tests.cli.learner import Learner, learner
from tests.core.lines import DAY

__all__ = ["learner"]


class TestShow:
    def test_a_question_is_shown_with_its_history(self, learner: Learner) -> None:
        first = learner.journal.review("vpc-what-is", 3, DAY - 9, due=DAY + 2)
        wrong = learner.journal.review("vpc-what-is", 1, DAY - 8)
        learner.journal.write("undo", day=DAY - 8, target=wrong["id"])
        learner.journal.write("amend", day=DAY - 8, target=first["id"], set={"guess": True})
        learner.save()
        told = learner.calls("show", "vpc-what-is")
        assert (told.code, told.err) == (0, "")
        assert "Due in 2 days (2026-11-23)." in told.out
        assert "2026-11-12, quiz, right, Good, 40 s, guessed" in told.out
        assert "wrong, Again" not in told.out

    def test_json_has_the_same(self, learner: Learner) -> None:
        learner.journal.review("vpc-what-is", 3, DAY - 9, due=DAY + 2)
        learner.save()
        told = json.loads(learner.calls("show", "vpc-what-is", "--json").out)
        assert (told["schema"], told["id"]) == (1, "vpc-what-is")
        assert told["cards"][0]["due"] == "2026-11-23"

    @pytest.mark.parametrize("name", ["own/new-id", "own/old-id", "OWN/NEW-ID", "own/new-id#1"])
    def test_it_is_found_by_old_ids_cards_and_capitals(self, learner: Learner, name: str) -> None:
        put(learner.home, own=bank(choice("new-id", more="    aliases: [old-id]\n"), own="own"))
        learner.journal.review("own/old-id", 3, DAY - 9)
        learner.save()
        told = learner.calls("show", name, "--bank", "own.yaml")
        assert told.code == 0, told.err
        assert told.out.startswith(" own/new-id ")
        assert "Right 1 of 1" in told.out

    def test_a_card_that_it_does_not_have_names_those_that_it_has(self, learner: Learner) -> None:
        told = learner.calls("show", "iam-role-anatomy#9")
        assert (told.code, told.out) == (3, "")
        assert 'There is no card "iam-role-anatomy#9".' in told.err
        assert "iam-role-anatomy has 2 cards: iam-role-anatomy#1, iam-role-anatomy#2" in told.err
        assert learner.calls("show", "iam-role-anatomy#2").code == 0
        assert "vpc-what-is has 1 card: vpc-what-is" in learner.calls("show", "vpc-what-is#2").err

    def test_an_unknown_id_is_guessed_at(self, learner: Learner) -> None:
        told = learner.calls("show", "vpc-what-iz")
        assert told.code == 3
        assert 'There is no question "vpc-what-iz".\nDid you mean "vpc-what-is"?\n' in told.err
        far = learner.calls("show", "\x1b[31mqqqqqqqqqq")
        assert far.code == 3
        assert "\x1b" not in far.err
        assert "awsprep search" in far.err


class TestRelease:
    def test_what_was_set_aside_is_asked_again(self, learner: Learner) -> None:
        for n in range(9):
            learner.journal.review("vpc-what-is", 1, DAY - 30 + 2 * n)
        learner.journal.write("suspend", day=DAY - 2, card="vpc-what-is", on=True)
        learner.journal.write("bury", day=DAY, card="vpc-what-is", until=DAY)
        learner.save()
        assert "A leech: set aside until --release" in learner.calls("show", "vpc-what-is").out
        told = learner.calls("show", "vpc-what-is", "--release")
        assert (told.code, told.out) == (0, "vpc-what-is will be asked again.\n")
        after = learner.calls("show", "vpc-what-is").out
        assert not [word for word in ("leech", "Suspended", "Buried") if word in after]
        assert learner.calls("show", "vpc-what-is", "--release").out == "vpc-what-is is not set aside.\n"

    def test_an_unknown_id_is_told(self, learner: Learner) -> None:
        assert learner.calls("show", "vpc-what-iz", "--release").code == 3

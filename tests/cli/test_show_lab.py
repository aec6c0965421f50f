"""`awsprep show LAB --seed N`: the instance of a lab that a seed makes, and a quiz of labs."""

from __future__ import annotations

import json

from tests.cli.learner import Learner, learner

__all__ = ["learner"]

LAB = "vpc-lab-subnet-size"


def test_a_seed_shows_the_same_instance_each_time_and_another_seed_another(learner: Learner) -> None:
    told = learner.calls("show", LAB, "--seed", "7")
    assert told.code == 0, told.err
    assert told.out.startswith(f" {LAB} · VPC · junior · easy · lab, choose one · seed 7\n")
    assert told.out == learner.calls("show", LAB, "--seed", "7").out
    assert "You create a subnet with a /25 IPv4 block." in told.out
    assert " Why       2^(32 - 25) - 5 = 128 - 5 = 123 addresses\n" in told.out
    assert len({learner.calls("show", LAB, "--seed", str(seed)).out for seed in range(12)}) == 12


def test_json_says_which_instance_it_is_and_other_questions_have_none(learner: Learner) -> None:
    told = json.loads(learner.calls("show", LAB, "--seed", "7", "--json").out)
    assert (told["kind"], told["seed"]) == ("lab", 7)
    assert told["title"] == "How many addresses of a subnet are yours to use?"
    (card,) = told["cards"]
    assert [option["text"] for option in card["options"] if option["right"]] == ["123 addresses"]
    assert json.loads(learner.calls("show", "vpc-what-is", "--json").out)["seed"] is None


def test_labs_are_found_by_their_kind(learner: Learner) -> None:
    told = learner.calls("search", "--kind", "lab", "--topic", "vpc")
    assert told.code == 0
    assert LAB in told.out
    assert "vpc-what-is" not in told.out

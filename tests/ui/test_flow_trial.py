"""A scenario under trial: broken, changed, mended, and all of it taken back."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address

from awsprep.aws.vpc_fault import FAULTS, Damage, Unfit
from awsprep.ui.flow_guess import Score, places, told
from awsprep.ui.flow_trial import Trial
from tests.ui.flow_desk import NAMES, scenario


def trial(name: str = "internet-to-instance") -> Trial:
    return Trial(scenario(name))


def test_several_faults_are_made_and_taken_back_one_by_one() -> None:
    tried = trial()
    assert tried.verdict.delivered
    assert tried.toggle(8) == "8 blackhole: the route's target was deleted."
    assert (
        tried.toggle(4)
        == "4 ephemeral ports: the ACL opens the service's port for the reply, which goes to the client's."
    )
    assert (tried.state.faults, tried.verdict.at) == ((8, 4), "web-acl")
    assert tried.toggle(4) == "4 ephemeral ports: taken back."
    assert (tried.state.faults, tried.verdict.at) == ((8,), "public")
    assert tried.toggle(8) == "8 blackhole: taken back."
    assert tried.verdict.delivered
    assert not tried.touched


def test_a_fault_that_does_not_apply_says_why_and_changes_nothing() -> None:
    tried = trial()
    assert tried.toggle(6) == "6 NAT subnet does not apply here. There is no NAT gateway on this way."
    assert not tried.touched
    assert tried.undo() == "There is nothing to take back."


def test_the_outlook_on_a_fault_is_what_it_does_or_would_do() -> None:
    tried = trial()
    assert isinstance(tried.outlook(3), Damage)
    assert isinstance(tried.outlook(7), Unfit)
    tried.toggle(3)
    assert tried.outlook(3) == tried.made["ACL order"]


def test_a_change_by_hand_takes_the_faults_with_it() -> None:
    tried = trial()
    tried.toggle(4)
    flow = replace(tried.flow, source=ip_address("198.51.100.9"))
    tried.change(replace(tried.now, flow=flow), "~ flow from 198.51.100.9")
    assert tried.state.faults == ()
    assert tried.state.changes == ("~ web-acl outbound rule 100 allow tcp 443 to 0.0.0.0/0", "~ flow from 198.51.100.9")
    assert str(tried.ends.packet.source) == "198.51.100.9"
    assert tried.verdict.at == "web-acl"
    assert tried.undo() == "Taken back."
    assert tried.state[1:] == ((), (4,))


def test_it_is_mended_by_the_smallest_change() -> None:
    tried = trial("reply-blocked")
    assert tried.mend() == "Mended: + tight outbound rule 110 allow tcp 1024-65535 to 0.0.0.0/0"
    assert tried.verdict.delivered
    assert tried.mend() == "There is nothing to mend: the request and its reply both arrive."
    assert tried.state.changes == ("+ tight outbound rule 110 allow tcp 1024-65535 to 0.0.0.0/0",)


def test_what_no_small_change_mends_is_left() -> None:
    tried = Trial(replace(scenario(), flow=replace(scenario().flow, source=ip_address("192.168.1.1"))))
    assert tried.fix() is None
    assert tried.mend() == "No small change lets it through. Change a rule yourself: v"
    assert not tried.touched


def test_everything_goes_back_to_what_the_file_says_and_that_can_be_taken_back() -> None:
    tried = trial()
    assert tried.reset() == "Everything is as it was."
    tried.toggle(1)
    assert tried.reset() == "Everything is as it was. u takes that back."
    assert tried.verdict.delivered
    tried.undo()
    assert tried.state.faults == (1,)


class TestPredictions:
    def test_a_right_one_and_a_wrong_one_are_told_with_the_reason(self) -> None:
        tried = trial("acl-order")
        steps = tried.steps
        reason = "The request is stopped at guarded inbound: rule 90 deny tcp 443 from 198.51.100.0/24."
        assert told(tried.verdict, steps, 1) == (True, f"Right. {reason}")
        assert told(tried.verdict, steps, None) == (False, f"Not so: you said that it arrives. {reason}")
        assert told(tried.verdict, steps, 0) == (
            False, f"Not so: you said igw public IP. Blocked it is, but later. {reason}",
        )  # fmt: skip
        assert told(tried.verdict, steps, 3) == (
            False, f"Not so: you said guarded outbound on the way back. Blocked it is, but earlier. {reason}",
        )  # fmt: skip

    def test_what_arrives_is_right_where_that_was_said(self) -> None:
        tried = trial()
        assert told(tried.verdict, tried.steps, None) == (True, "Right. The request and its reply both arrive.")
        assert told(tried.verdict, tried.steps, 1) == (
            False, "Not so: you said web-acl inbound. The request and its reply both arrive.",
        )  # fmt: skip

    def test_a_way_that_ends_early_is_drawn_on_so_that_its_end_gives_nothing_away(self) -> None:
        tried = trial("no-public-address")
        fix = tried.fix()
        assert fix is not None
        mended = Trial(replace(tried.now, network=fix.network)).verdict
        known = places(tried.verdict, fix, mended)
        assert len(known) == len(mended.trace) > len(tried.steps)
        assert known[: len(tried.steps)] == tried.steps
        assert places(tried.verdict, None, None) == tried.steps

    def test_the_place_where_it_stops_is_always_among_the_answers(self) -> None:
        for name in NAMES:
            tried = trial(name)
            fix = tried.fix()
            mended = Trial(replace(tried.now, network=fix.network)).verdict if fix else None
            known = places(tried.verdict, fix, mended)
            at = None if tried.verdict.delivered else known.index(tried.verdict.trace[-1])
            assert told(tried.verdict, known, at).right

    def test_a_route_that_is_found_dead_is_one_place(self) -> None:
        tried = trial("blackhole-route")
        known = places(tried.verdict, None, None)
        assert [f"{step.where} {step.check}" for step in known] == ["app egress", "default outbound", "public route"]
        assert told(tried.verdict, known, 2).right

    def test_the_score_is_counted(self) -> None:
        assert str(Score(3, 4)) == "right 3 of 4"


def test_every_fault_has_a_digit() -> None:
    assert len(FAULTS) == 9

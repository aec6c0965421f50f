"""What an answer claims, and what it denies, supposes or only mentions."""

from __future__ import annotations

import pytest

from awsprep.core.phrases import mark_answer
from tests.core.marked import SIDES, TERMS, flagged, question, quoted


class TestNegation:
    @pytest.mark.parametrize(
        ("phrase", "text"),
        [
            ("move colder_class", "Rarely read data move to a colder class"),
            ("suffix", "avoid hot keys by adding a suffix"),
            ("encrypt* role", "it is not enough to encrypt the data, a role is needed as well"),
            ("encrypt*", "It isn't sufficient that you encrypt it"),
            ("leave", "that does not stop data from leaving, they leave"),
            ("cached", "send no-store when it must not be stored, the rest is cached"),
            ("health*", "unlike a broken one, a healthy one gets requests"),
        ],
    )
    def test_it_ends_before_what_is_claimed(self, phrase: str, text: str) -> None:
        assert quoted(text, phrase) is not None

    @pytest.mark.parametrize(
        "text",
        ["nobody pays", "it rarely pays", "without pay", "we do not have to pay"],
    )
    def test_what_it_reaches_is_not_claimed(self, text: str) -> None:
        assert quoted(text, "pay|pays") is None

    def test_a_name_that_begins_with_no_negates_nothing(self) -> None:
        assert quoted("no-store keeps it out of the cache", "keep* out") == "keeps it out"

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("It never expires", "never expires"),
            ("There are no rules at all, it does not expire", "not expire"),
            ("It expires", None),
        ],
    )
    def test_it_may_stand_among_alternatives(self, text: str, found: str | None) -> None:
        assert quoted(text, "not|never|without expire|expires") == found

    def test_a_word_with_an_opposite_may_be_found_by_it(self) -> None:
        assert quoted("keep it private", "!public keep|make") is not None
        assert quoted("not private, keep it so", "public keep") is not None
        assert quoted("keep it private", "public keep") is None

    def test_an_opposite_is_not_found_where_a_negation_is_among_the_words(self) -> None:
        assert quoted("only healthy ones, no others", "unhealthy no|without") is None


class TestOneWordOrTwo:
    @pytest.mark.parametrize("text", ["a timeout", "a time out", "a time-out", "a TimeOut"])
    def test_joined_words_are_one(self, text: str) -> None:
        assert quoted(text, "time_out") is not None

    @pytest.mark.parametrize(
        ("looked_for", "written"),
        [
            ("http", "https"),
            ("https", "http"),
            ("region", "regional"),
            ("regional", "regions"),
            ("identity", "identical"),
            ("identical", "identity"),
            ("fixed", "fix"),
            ("fix", "fixed"),
            ("commitment", "commit"),
        ],
    )
    def test_words_of_one_root_may_mean_different_things(self, looked_for: str, written: str) -> None:
        assert quoted(f"it says {written} here", looked_for) is None

    def test_the_name_of_a_kind_is_no_part_of_a_name(self) -> None:
        assert quoted("one AZ for all", "one_zone") == "one AZ"


class TestRedFlags:
    FLAG = "bucket public"

    @pytest.mark.parametrize(
        "text",
        [
            "It is wrong to say that the bucket is public.",
            "It is a myth that the bucket must be public.",
            "It is not true that the bucket is public.",
            "Many people believe that a public bucket is fine, which is wrong.",
            "The bucket is public. That is a mistake.",
            "I would never say that the bucket is public.",
            "Nobody should claim that the bucket is public.",
            "I disagree that the bucket should be public.",
            "A common misconception is that the bucket is public.",
            '"The bucket is public" is wrong.',
            "The bucket is public? No, that would be a mistake.",
            "Saying that the bucket is public is a red flag.",
            "A public bucket is not an option.",
            "Public buckets are never a solution.",
            "Making the bucket public does not help.",
            "If the bucket is public, strangers can read it.",
            "Check whether the bucket is public",
            "I get an alarm if a bucket is public.",
            "No public bucket, please",
            "A public bucket never.",
            "There is no bucket that is public.",
            "A public bucket would be the bottleneck.",
        ],
    )
    def test_who_contradicts_is_not_accused(self, text: str) -> None:
        assert flagged(text, self.FLAG) is None

    @pytest.mark.parametrize(
        "text",
        [
            "A public bucket is not harmful.",
            "A public bucket does not hurt.",
            "It is not wrong to make the bucket public.",
            "If users complain I make the bucket public.",
            "If users complain then a public bucket is the answer.",
            "When they all need it, a public bucket is fine",
            "With many readers, I would make the bucket public.",
            "The bucket, which is public, holds the files",
            "I make the bucket public and I never look back.",
        ],
    )
    def test_who_claims_it_is(self, text: str) -> None:
        assert flagged(text, self.FLAG) is not None

    def test_more_than_just_that_is_not_just_that(self) -> None:
        assert flagged("AWS is more than just servers", "aws just servers") is None
        assert flagged("AWS is more than servers, just think of S3", "more than servers") is not None
        assert flagged("AWS is just servers", "aws just servers") is not None

    def test_what_somebody_does_is_not_what_the_writer_does(self) -> None:
        assert flagged("Somebody made the bucket public", "bucket public") is None
        assert flagged("We made the bucket public", "bucket public") is not None

    def test_a_sentence_that_begins_with_wrong_calls_the_one_before_it_so(self) -> None:
        assert flagged("One makes the bucket public. Wrong, it stays closed.", "bucket > public") is None
        assert flagged("One makes the bucket public. Then it is open.", "bucket > public") is not None

    def test_nothing_denies_the_verb_before_it(self) -> None:
        assert flagged("An SCP grants nothing", "scp grants") is None
        assert flagged("An SCP gives no one access", "scp gives") is None
        assert flagged("An SCP gives nobody access", "scp gives") is None
        assert flagged("An SCP grants access", "scp grants") is not None
        assert flagged("Users notice nothing", "users notice_nothing") is not None

    @pytest.mark.parametrize("because", [" so", ", so", " because", ", since", ", hence"])
    def test_a_cause_and_its_effect_are_one_statement(self, because: str) -> None:
        assert flagged(f"We have replicas{because} backups are needless", "replicas needless") == (
            f"replicas{because} backups are needless"
        )

    def test_after_a_semicolon_something_new_is_stated(self) -> None:
        assert flagged("We have replicas; so backups are needless", "replicas needless") is None

    def test_a_negated_flag_is_not_denied_by_its_own_word(self) -> None:
        assert flagged("With two copies, we need no backup.", "copies no|without backup") is not None
        assert flagged("The rule is no backup", "rule no backup") == "rule is no backup"

    def test_one_that_is_met_by_half_spoils_nothing(self) -> None:
        both = question("bucket", flag=("bucket public & encrypt*",))
        assert mark_answer(both, "A public bucket.", {}).points[0].found
        whole = mark_answer(both, "A public bucket. We encrypt it.", {})
        assert whole.flags[0].found
        assert not whole.points[0].found


class TestSides:
    def test_a_side_keeps_its_place_in_the_order(self) -> None:
        """The name of a side at the beginning of a phrase is no wish to see it somewhere."""
        assert quoted("SG first, then the instance", "sg > instance", contrast=SIDES) is not None
        assert quoted("the instance before the SG", "sg > instance", contrast=SIDES) is None

    @pytest.mark.parametrize("text", ["SGs are not stateless", "Security groups aren't stateless, NACLs are"])
    def test_a_correct_counter_claim_is_no_swap(self, text: str) -> None:
        assert flagged(text, "stateless", about="sg", contrast=SIDES) is None

    @pytest.mark.parametrize(
        "text",
        [
            "Unlike NACLs, which are stateless, SGs remember connections",
            "SGs remember connections, unlike NACL rules where all is stateless.",
            "SGs remember connections, unlike NACLs which are stateless.",
        ],
    )
    def test_what_is_named_aside_may_be_described(self, text: str) -> None:
        assert quoted(text, "stateless", about="nacl", contrast=SIDES) == "stateless"
        assert quoted(text, "stateless", about="sg", contrast=SIDES) is None
        assert quoted(text, "remember", about="sg", contrast=SIDES) == "remember"

    def test_the_former_may_stand_aside_as_well(self) -> None:
        text = "SGs and NACLs: the latter, unlike the former, which we use, are stateless"
        assert quoted(text, "stateless", about="nacl", contrast=SIDES) == "stateless"

    def test_a_pause_ends_it(self) -> None:
        text = "SGs, unlike the NACLs, are stateful, which helps"
        assert quoted(text, "stateful", about="sg", contrast=SIDES) == "stateful"
        assert quoted(text, "stateful", about="nacl", contrast=SIDES) is None
        assert quoted("It is stateful unlike a NACL", "stateful", about="nacl", contrast=SIDES) is None

    def test_terms_are_known(self) -> None:
        assert "security group" in TERMS

"""What a typed answer is found to say, on one question made for it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.core.glossary import Glossary
from awsprep.core.phrases import Found, Marked, Prepared, mark_answer
from tests.core.marked import SIDES, TERMS, flagged, question, quoted


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("remember* connection", "It keeps in mind (remembers) each connection."),
        ("remember* connection", "connections are remembered"),
        ("reply|response allow*", "responses are allowed"),
        ("read_replica", "use read replicas"),
        ("read_replica", "use read-replicas"),
        ("read_replica", "use ReadReplica"),
        ("auto_scaling", "autoscaling does it"),
        ("autoscaling", "auto-scaling does it"),
        ("failover", "it will fail over"),
        ("number > first", "by number, the first wins"),
        ("a_fire*", "a firewall"),
        ("not rule", "you need no rule"),
        ("not rule reply", "replies do not need any rule"),
        ("not rule", "works w/o a rule"),
        ("no rule", "without rules"),
        ("never delete", "we don't delete it"),
        ("security_group", "use an SG"),
        ("sg", "use security groups"),
        ("load_balancer", "put an ALB in front"),
        ("alb", "an Application Load Balancer"),
        ("zone", "in two AZs"),
        ("highly_available", "for HA"),
        ("4 copies", "it needs four copies"),
        ("10.0.0.0/16", "the range is 10.0.0.0/16."),
        ("eu-west-1", "runs in eu-west-1"),
        ("1000", "1,000 of them"),
        ("public", "it is not private"),
        ("not public", "a private bucket"),
        ("multi-az", "with Multi-AZ"),
        ("expir* marker & noncurrent", "Expiry adds a marker. Noncurrent versions stay."),
        ("table !scan", "query the table"),
        ("version", "Don't forget the old versions"),
        ("storage", "It is not only storage"),
        ("rule need*", "a rule isn't all that is needed, a rule is needed"),
        ("gateway free", "Gateway:\n- free\n- simple"),
        ("gateway simple", "Gateway\n- free\n- simple"),
        ("changed", "What changed?"),
        ("authorization", "authorisation"),
        ("behavior", "the behaviour"),
        ("cache", "ｃａｃｈｅ"),
        ("resume", "re\u0301sume\u0301 resume"),
        ("queue", "vs. the queue"),
        ("database", "take a DB or a database"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    found = quoted(text, phrase)
    assert found is not None
    assert found in text


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("remember* connection", "It remembers. Each connection counts."),
        ("number > first", "the first number wins"),
        ("read_replica", "read the replica"),
        ("rule", "there is no rule"),
        ("rule", "it works without a rule"),
        ("root", "instead of root"),
        ("not rule", "there is a rule"),
        ("not rule > reply", "A reply needs no rule."),
        ("4 copies", "it needs five copies"),
        ("10.0.0.0/16", "the range is 10.0.0.0/24"),
        ("eu-west-1", "runs in eu-west-2"),
        ("table !scan", "scan the table"),
        ("expir* marker & noncurrent", "Expiry adds a marker."),
        ("public", "is it public?"),
        ("public", "is it private"),
        ("storage", "not just is there no storage"),
        ("public", "It is a mistake to make it public"),
        ("group", "an ALB"),
        ("standby read*", "There is a standby. Reading is fine."),
        ("gateway free", "Gateway:\n- simple\n\nThe other is free."),
        ("one two three four", "one two three"),
        ("begin end", "begin " + "and so on " * 9 + "end"),
        ("joins|reports", "no joins, filters, or reports"),
        ("word word", "one word"),
        ("not rule reply", "there is no reply and there is not a rule"),
        ("a_fire*", "a field"),
        ("sg", "a security policy"),
        ("read_replica", "it is read, replica or not"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert quoted(text, phrase) is None


def test_the_words_that_show_a_point_are_quoted_as_they_were_typed() -> None:
    assert quoted("Well: SGs don’t need  A Rule, ever", "not need rule") == "don’t need  A Rule"
    assert quoted("Well: the “Reply” is ALLOWED, ever", "reply allow*") == "Reply” is ALLOWED"


def test_of_a_phrase_in_two_parts_the_first_is_quoted() -> None:
    assert quoted("Expiry adds a marker. Noncurrent versions stay.", "marker & noncurrent") == "marker"


def test_a_negation_is_part_of_the_quotation() -> None:
    assert quoted("Replies need no extra rule.", "not rule") == "no extra rule"


@pytest.mark.parametrize(
    "text",
    [
        "make the bucket public",
        "I would make the bucket public.",
        "To serve it fast, make the bucket public",
        "don't just encrypt the bucket; the bucket is public",
        "It's not wrong to make the bucket public",
        "People think it is hard, but the bucket is public",
        "The bucket is not private",
        "Slow is bad so the bucket is public",
        "if it is slow then the bucket is public",
    ],
)
def test_a_red_flag_is_found(text: str) -> None:
    found = flagged(text, "bucket public")
    assert found is not None
    assert found in text


@pytest.mark.parametrize(
    "text",
    [
        "Never make the bucket public",
        "It is wrong to make the bucket public.",
        "Making the bucket public is a mistake",
        "making the bucket public would be a bad idea",
        "People think the bucket should be public",
        "a common misconception is that the bucket is public",
        "Is the bucket public?",
        "What happens when the bucket is public?",
        "if the bucket is public, everybody reads it",
        "A public bucket is an anti-pattern",
        "the bucket used to be public",
        "Make the bucket public. That is a mistake.",
        "Bad: a public bucket",
        "The bucket is private",
        "Keep the bucket closed, block public access",
        "you can't make the bucket public",
        "instead of a public bucket use CloudFront",
        "avoid a public bucket",
        "don't make it public, the bucket",
        "There is a bucket. Don't make it public.",
    ],
)
def test_a_red_flag_that_is_disowned_is_not_found(text: str) -> None:
    assert flagged(text, "bucket public") is None


def test_a_flag_may_name_a_word_that_calls_things_wrong() -> None:
    assert flagged("avoid the tests", "avoid tests") == "avoid the tests"
    assert flagged("a public bucket is useless", "bucket useless") == "bucket is useless"


def test_a_negated_flag_is_found() -> None:
    assert flagged("I never encrypt the bucket", "not encrypt*") == "never encrypt"


def test_a_sentence_that_shows_a_red_flag_earns_no_point() -> None:
    both = question("bucket", flag=("public",))
    assert mark_answer(both, "A public bucket.", {}) == Marked(
        (Found("point", found=False),), (Found("flag", found=True, evidence="public"),)
    )
    assert mark_answer(both, "A public bucket. And a bucket.", {}).points[0].found


@pytest.mark.parametrize(
    "text",
    [
        "Security groups are stateless.",
        "NACLs are stateful.",
        "sg stateless, nacl stateful",
        "NACLs are stateful and SGs stateless",
        "SGs aren't stateful.",
        "A security group is not stateful, a NACL is.",
        "Security groups are stateless, so replies need a rule.",
        "network ACLs remember the connection because they are stateful",
        "Both are stateful.",
        "SGs and NACLs are both stateful.",
        "SGs and the NACLs are stateful.",
        "The NACL is the stateful one.",
        "nacl: stateful",
        "stateful NACL, stateless SG",
        "Unlike security groups, NACLs are stateful.",
        "SG vs NACL: stateless vs stateful",
        "SGs sit on the instance. They are stateless.",
        "Since SGs are stateless you must open ephemeral ports.",
        "NACLs, in contrast to SGs, are stateful",
        "I'd say that security groups are stateless.",
        "The difference is that NACL is stateful whereas SG is stateless",
        "A NACL guards the subnet. The other is stateless.",
        "SG:\n- stateless",
    ],
)
def test_who_swaps_two_things_is_told(text: str) -> None:
    assert flagged(text, "sg stateless", "nacl stateful", contrast=SIDES) is not None


@pytest.mark.parametrize(
    "text",
    [
        "SGs are not stateless.",
        "Security groups are stateful, while NACLs are stateless.",
        "NACLs, unlike security groups, are stateless.",
        "Unlike NACLs, security groups are stateful.",
        "It is a mistake to say that security groups are stateless.",
        "Many people think SGs are stateless, but they are stateful.",
        "Are security groups stateless? No.",
        "SGs are stateful and NACLs stateless",
        "stateful security groups and stateless NACLs",
        "SG vs NACL: stateful vs stateless",
        "sg=stateful nacl=stateless",
        "SG: stateful. NACL: stateless.",
        "NACLs are never stateful.",
        "NACLs aren't stateful like security groups.",
        "Stateful: security groups. Stateless: network ACLs.",
        "If NACLs were stateful you would not need the return rule.",
        "The statement that NACLs are stateful is wrong.",
        "NACLs are stateless, SGs the opposite.",
        "A NACL is stateless. A security group, on the other hand, is stateful.",
        "Security groups and NACLs are stateful and stateless respectively.",
        "Security groups are stateful rather than stateless.",
        "SGs, as opposed to the stateless NACLs, are stateful.",
        "NACLs are stateless firewalls compared to stateful security groups",
        "The former is stateful, the latter stateless.",
        "A NACL differs from an SG: the former is stateless, the latter stateful.",
        "One is stateful (SG), the other stateless (NACL).",
        "SGs are stateful but not NACLs",
        "neither is a replacement for the other; sg stateful, nacl stateless",
        "NACL isn't stateful",
        "Security groups keep state, whereas NACLs don't, i.e. they are stateless.",
        "nacl doesnt keep state (stateless) while sg does (stateful)",
        "A common misconception: NACLs are stateful.",
        "Wrong would be: security groups are stateless.",
        "Network ACL | Security group\nStateless | Stateful",
        "The SG guards the instance, the NACL the subnet. It is stateless. It is stateful.",
        "Compare the SG. As they are stateless, NACLs need more rules.",
    ],
)
def test_who_does_not_swap_them_is_not_accused(text: str) -> None:
    assert flagged(text, "sg stateless", "nacl stateful", contrast=SIDES) is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("SGs are stateful and NACLs stateless", "nacl"),
        ("stateful security groups and stateless NACLs", "nacl"),
        ("A NACL guards a subnet. It is stateless.", "nacl"),
        ("The former has allow rules, the latter is stateless", "nacl"),
        ("Stateless: network ACLs", "nacl"),
        ("NACLs are never stateful", "nacl"),
        ("As it is stateless, a NACL needs rules", "nacl"),
        ("Both are stateless", "sg"),
        ("NACL:\n- stateless\n- slow", "nacl"),
        ("the SG has both allow and deny, it is stateless", "sg"),
        ("the NACL has a list. The other way round: stateless", "nacl"),
    ],
)
def test_a_statement_is_bound_to_its_side(text: str, side: str) -> None:
    other = "nacl" if side == "sg" else "sg"
    assert quoted(text, "stateless", about=side, contrast=SIDES) is not None
    if not text.startswith("Both"):
        assert quoted(text, "stateless", about=other, contrast=SIDES) is None


def test_a_phrase_that_names_both_sides_is_taken_as_it_stands() -> None:
    assert quoted("an SG is not a NACL, a NACL is an SG", "nacl sg", contrast=SIDES) is not None
    assert quoted("an SG", "sg", contrast=SIDES) == "SG"


def test_three_sides_have_no_opposite() -> None:
    sides = {"one": ("one",), "two": ("two",), "three": ("three",)}
    assert quoted("one is fast, the other slow", "slow", about="two", contrast=sides) is None
    assert quoted("fast vs slow for one", "slow", about="two", contrast=sides) is None
    assert quoted("one is fast. two is slow", "slow", about="two", contrast=sides) == "slow"
    assert quoted("the latter is slow", "slow", about="x", contrast={"x": ("xylophone",)}) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("statefull", "stateful"),
        ("statful", "stateful"),
        ("replcias", "replica"),
        ("synchornous", "synchronous"),
        ("autmatically", "automatic*"),
        ("encrpytion", "encryption"),
        ("asynchronos", "asynchronous"),
    ],
)
def test_a_misspelt_word_is_understood(typed: str, meant: str) -> None:
    assert quoted(f"it is {typed} here", meant, "automatically") is not None


@pytest.mark.parametrize(
    ("typed", "not_meant"),
    [
        ("stateless", "stateful"),
        ("asynchronous", "synchronous"),
        ("asynchronos", "synchronous"),
        ("decrypt", "encrypt"),
        ("deny", "dens"),
        ("outbound", "inbound"),
        ("server", "several"),
        ("zone", "zones_x"),
        ("xtateful", "stateful"),
    ],
)
def test_a_word_is_never_turned_into_another(typed: str, not_meant: str) -> None:
    assert quoted(f"it is {typed}", not_meant) is None


def test_a_misspelling_of_two_words_is_left_alone() -> None:
    assert quoted("it has a plate", "plane", "plant") is None
    assert quoted("it has a crate", "crane", "crafe") is None


def test_several_words_may_be_misspelt() -> None:
    assert quoted("statful and synchornous", "stateful synchronous") == "statful and synchornous"


def test_two_phrases_may_share_their_words() -> None:
    assert quoted("a read replica here", "read_replica standby", "read_replica here") == "read replica here"


def test_a_phrase_that_does_not_parse_is_left_out() -> None:
    assert quoted("good and bad", "a||b", "bad") == "bad"


def test_a_point_without_phrases_is_not_found() -> None:
    assert mark_answer(question(), "anything", {}) == Marked(
        (Found("point", found=False),), (Found("flag", found=False),)
    )


def test_an_empty_answer_shows_nothing() -> None:
    assert quoted("", "word", contrast=SIDES) is None
    assert quoted(" \n?! ...", "word") is None


def test_a_glossary_can_be_shared() -> None:
    glossary = Glossary(TERMS)
    assert Prepared(question("sg"), glossary).mark("Security groups").points[0].evidence == "Security groups"


def test_an_answer_is_read_up_to_a_limit() -> None:
    assert quoted("a " * 9_990 + "word", "word") == "word"
    assert quoted("a " * 10_000 + "word", "word") is None


@pytest.mark.parametrize(
    "text", ["a b c d e f g " * 1_400 + "h", "a b. c " * 2_500, "it is a. " * 2_200, "ｂ\u0301" * 10_000, "(" * 20_000]
)
def test_an_endless_answer_takes_few_steps(text: str) -> None:
    tangled = question("a b c d e f g h", "not a b c d", flag=("a b c", "h g f"), contrast={"a": ("a",), "b": ("b",)})
    assert not mark_answer(tangled, text, TERMS).points[0].found


def test_a_search_gives_up() -> None:
    assert quoted("not q no a b c no a b c no a b c " * 300, "not q a b c") is None


def test_words_must_all_be_near_each_other() -> None:
    text = f"left {'and ' * 14}middle {'and ' * 14}right"
    assert quoted(text, "left middle") is not None
    assert quoted(text, "middle left right") is None


VOCABULARY = """SG NACL stateful stateless not no unlike vs both the other former latter respectively and but , . ? ; : -
 it they wrong people think if never public bucket GetItem 10.0.0.0/8 café ﬁre İ e\u0301 don't can’t w/o e.g. … !="""
WORDS = st.sampled_from(re.split(" |(\n)", VOCABULARY)).map(str)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
def test_whatever_is_typed_what_is_quoted_stands_there(text: str) -> None:
    asked = question("stateful", "not bucket", "sg > stateful", flag=("stateless", "sg public"), contrast=SIDES)
    marked = mark_answer(asked, text, TERMS)
    for found in (*marked.points, *marked.flags):
        assert found.evidence in text
        assert found.found == bool(found.evidence)

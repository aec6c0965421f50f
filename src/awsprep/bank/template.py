"""A question file to start from: one commented example of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOP = """\
# Questions of your own. Play them:  awsprep quiz --bank FILE
# Find mistakes in this file:        awsprep check --strict FILE
#
# bank     goes before the ids, so that they never clash with ours: {bank}/{topic}-example-choice
# topic    the subject of the file; one of ours, or any word of your own
bank: {bank}
topic: {topic}
questions:
"""
_COMMON = """\
    level: mid                 # junior (0-2 years), mid (2-5), senior (5 and more)
    difficulty: easy           # easy, medium, hard within the level
    category: basics           # basics, architecture, performance, testing, scalability, large-design
    pillar: security           # operational-excellence, security, reliability, performance, cost, sustainability
    tags: [example]
"""
_REST = """\
    refs: [https://docs.aws.amazon.com/{page}]
    as_of: {month}             # when you last checked the facts
"""
_EXAMPLES = {
    "choice": (
        "vpc/latest/userguide/vpc-network-acls.html",
        """\
  # Pick one. Several options with "right: true" make it "choose two". Options are shuffled.
  - id: {topic}-example-choice    # a name for ever: your history hangs on it; renamed: aliases: [old-name]
    kind: choice
{common}\
    ask: A network ACL allows HTTPS in, and nothing else. Why do browsers get no reply?
    options:
      - text: Replies leave on ephemeral ports that no outbound rule allows
        right: true
        why: Network ACLs keep no state, so the replies need a rule of their own.
      - text: A network ACL needs a security group with a rule for the same port
        why: Both filter by themselves; neither refers to the other.
      - text: The rules of a network ACL apply once the instances have restarted
        why: Changed rules apply at once.
{rest}""",
    ),
    "open": (
        "vpc/latest/userguide/infrastructure-security.html",
        """\
  # Answer in your own words, then compare with what a strong answer covers.
  - id: {topic}-example-open
    kind: open
{common}\
    ask: What is the difference between a security group and a network ACL?
    answer: >-
      A security group belongs to a network interface and keeps state, so replies need no rule. It has allow rules
      only. A network ACL belongs to a subnet and keeps no state. It can allow and deny, in the order of its rules.
    key_points:                # three to six; must: true marks what may not be missing
      - id: stateful
        text: A security group keeps state, a network ACL does not
        must: true
      - id: level
        text: One belongs to a network interface, the other to a subnet
      - id: deny
        text: Only the network ACL can deny
    red_flags:                 # what a weak answer says; critical: true alone fails the answer
      - id: swapped
        text: Says that security groups are stateless
        critical: true
    follow_ups:                # what an interviewer asks next; probes names the key point
      - ask: A reply is dropped although the security group allows the request. Where do you look?
        answer: At the outbound rules of the subnet's network ACL, which must allow the ephemeral ports.
        probes: stateful
{rest}""",
    ),
    "ordering": (
        "IAM/latest/UserGuide/id_credentials_access-keys_update.html",
        """\
  # Put in order: three to six items, written here in the right order.
  - id: {topic}-example-ordering
    kind: ordering
{common}\
    ask: In which order do you rotate the access key of a program without an outage?
    items:
      - Create a second access key
      - Switch the program to the second key
      - Deactivate the first key and watch
      - Delete the first key
    answer: The first key stays usable until nothing needs it, and a deactivated key can still be brought back.
{rest}""",
    ),
    "matching": (
        "whitepapers/latest/aws-overview/storage-services.html",
        """\
  # Match left and right; extra holds right sides that belong to nothing; six right sides at most.
  - id: {topic}-example-matching
    kind: matching
{common}\
    ask: Which kind of storage is each of these services?
    pairs:
      - {{left: Amazon S3, right: Objects in buckets}}
      - {{left: Amazon EBS, right: A block device for an instance}}
      - {{left: Amazon EFS, right: A file system that many instances mount}}
    extra: [A tape library]
    answer: Objects are read and written whole, blocks belong to one instance as a rule, files are shared.
{rest}""",
    ),
    "cloze": (
        "vpc/latest/userguide/configure-subnets.html",
        """\
  # Fill the gap: {{{{c1::answer|another right answer::hint}}}}. Each number is a card of its own.
  - id: {topic}-example-cloze
    kind: cloze
{common}\
    text: "A subnet lies in exactly one {{{{c1::Availability Zone|AZ::a place}}}}."
    answer: A VPC spans all Availability Zones of its Region, a subnet none but its own.
{rest}""",
    ),
}
_LAB = """\
  # A generated exercise: another one each time.
  - id: {topic}-example-lab
    kind: lab
{common}\
    lab: cidr                  # the families: awsprep sim calc --list
    with: {{find: usable}}       # or nothing: then the level decides what is asked
{rest}"""


def kinds() -> tuple[str, ...]:
    """The kinds that there is an example of."""
    return (*_EXAMPLES, "lab")


def template(*, bank: str, topic: str, month: str, only: Sequence[str] = ()) -> str:
    """The text of a question file with an example of each kind, or of some; it has no mistakes."""
    examples = []
    for kind in only or kinds():
        page, text = _EXAMPLES.get(kind, ("vpc/latest/userguide/subnet-sizing.html", _LAB))
        rest = _REST.format(page=page, month=month)
        examples.append(text.format(topic=topic, common=_COMMON, rest=rest))
    return _TOP.format(bank=bank, topic=topic) + "\n".join(examples)

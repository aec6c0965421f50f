"""What `check` advises beyond mistakes, and what --strict asks for."""

from __future__ import annotations

from tests.bank.reporting import reports


@reports()
def test_a_long_ask_is_advice_to_shorten() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: >-
          why why why why why why why why why why why why why why why why why why why why why why why why why
          why why why why why why why why why why why why why why why why why why why why why why why why why
          why why why why why why why why why why why why why why why why why why why why why why why why why
          why why why why why why why why why why why why why why why why why why why why why why why why why
          why why why why why why why why why why why why why why why why why why why why why why why why why
        answer: Because.
    """
    return """
    bank.yaml:9:10: warning[long-prompt]: vpc-a: 125 words; aim for under 120
        9 |       ask: >-
          |            ^^ cut what the answer does not need
    """


@reports()
def test_a_long_option_is_advice_to_shorten() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - text: One
            right: true
          - text: two two two two two two two two two two two two two two two two two two two two two two two two two two
    """
    return """
    bank.yaml:13:15: warning[long-option]: vpc-a: option 2 has 26 words; aim for under 25
       13 |         - text: two two two two two two two two two two two two two two two two two two two two two tw
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ move the reasons to why
    """


@reports()
def test_options_must_not_speak_of_the_others() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: All of the above, right: true}
          - {text: None of these}
    """
    return """
    bank.yaml:11:16: warning[all-of-the-above]: vpc-a: option 1 speaks of the other options
       11 |         - {text: All of the above, right: true}
          |                  ^^^^^^^^^^^^^^^^ options are shuffled; name what is meant
    bank.yaml:12:16: warning[all-of-the-above]: vpc-a: option 2 speaks of the other options
       12 |         - {text: None of these}
          |                  ^^^^^^^^^^^^^ options are shuffled; name what is meant
    """


@reports()
def test_more_than_six_key_points_are_too_many() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Why?
        answer: So.
        key_points:
          - {id: p0, text: Point 0}
          - {id: p1, text: Point 1}
          - {id: p2, text: Point 2}
          - {id: p3, text: Point 3}
          - {id: p4, text: Point 4}
          - {id: p5, text: Point 5}
          - {id: p6, text: Point 6}
    """
    return """
    bank.yaml:11:5: warning[many-points]: vpc-a: there are 7 key points
       11 |       key_points:
          |       ^^^^^^^^^^ keep the 6 that matter most
    """


@reports()
def test_a_stale_term_in_an_answer_is_shown_with_its_successor() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which key encrypts it?
        answer: A customer master key, which CloudWatch Events rotates.
    """
    return """
    bank.yaml:10:15: warning[stale-term]: vpc-a: "customer master key" is outdated
       10 |       answer: A customer master key, which CloudWatch Events rotates.
          |                 ^^^^^^^^ say "KMS key", or "customer managed key"
    bank.yaml:10:42: warning[stale-term]: vpc-a: "CloudWatch Events" is outdated
       10 |       answer: A customer master key, which CloudWatch Events rotates.
          |                                            ^^^^^^^^^^ it is Amazon EventBridge now
    """


@reports()
def test_the_same_stem_twice_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
      - id: vpc-b
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: which one
        options:
          - {text: Three, right: true}
          - {text: Four}
    """
    return """
    bank.yaml:19:10: warning[duplicate-stem]: vpc-b: asks the same as vpc-a (bank.yaml:3)
       19 |       ask: which one
          |            ^^^^^^^^^ ask something else, or remove one
    """


@reports(strict=True)
def test_strict_asks_for_sources_dates_and_reasons() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:3:9: warning[no-date]: vpc-a: it is not said when the facts were checked
        3 |     - id: vpc-a
          |           ^^^^^ add as_of: 2026-11
    bank.yaml:3:9: warning[no-source]: vpc-a: there is no source
        3 |     - id: vpc-a
          |           ^^^^^ add refs: [https://docs.aws.amazon.com/…]
    bank.yaml:11:16: warning[no-why]: vpc-a: option 1 has no why
       11 |         - {text: One, right: true}
          |                  ^^^ add why: what makes it right, or which mistake it is
    bank.yaml:12:16: warning[no-why]: vpc-a: option 2 has no why
       12 |         - {text: Two}
          |                  ^^^ add why: what makes it right, or which mistake it is
    """


@reports(strict=True)
def test_strict_asks_what_an_open_question_promises() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        refs: [https://docs.aws.amazon.com/vpc/]
        as_of: 2026-11
        ask: Why?
        answer: Because.
    """
    return """
    bank.yaml:3:9: warning[few-points]: vpc-a: an open question has 3 to 6 key points, this one has 0
        3 |     - id: vpc-a
          |           ^^^^^ add key_points: what a strong answer covers
    bank.yaml:3:9: warning[no-red-flag]: vpc-a: an open question has a red flag
        3 |     - id: vpc-a
          |           ^^^^^ add red_flags: what a weak answer says
    bank.yaml:3:9: warning[no-follow-up]: vpc-a: an open question of this level has a follow-up
        3 |     - id: vpc-a
          |           ^^^^^ add follow_ups
    """


@reports(strict=True)
def test_strict_asks_for_a_source_of_aws_itself() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: junior
        difficulty: easy
        category: basics
        pillar: cost
        as_of: 2026-11
        ask: Why?
        answer: So.
        key_points:
          - {id: a, text: A}
          - {id: b, text: B}
          - {id: c, text: C}
        red_flags: [{id: d, text: D}]
        refs: [https://stackoverflow.com/q/1, https://aws.amazon.com.example.org/]
    """
    return """
    bank.yaml:17:11: warning[no-source]: vpc-a: no source is AWS's own
       17 |       refs: [https://stackoverflow.com/q/1, https://aws.amazon.com.example.org/]
          |             ^ add a page of docs.aws.amazon.com or aws.amazon.com
    """


@reports(strict=True)
def test_strict_asks_for_an_explanation_of_an_ordering() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: ordering
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        refs: [https://docs.aws.amazon.com/vpc/]
        as_of: 2026-11
        ask: In which order?
        items: [One, Two, Three]
    """
    return """
    bank.yaml:3:9: warning[no-answer]: vpc-a: there is no explanation
        3 |     - id: vpc-a
          |           ^^^^^ add answer: two or three sentences
    """


@reports(strict=True)
def test_strict_shows_near_duplicates() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        as_of: 2026-11
        ask: Which of these five gateways lets private subnets reach S3 at lowest cost?
        refs: [https://aws.amazon.com/vpc/]
        options:
          - {text: One, right: true, why: So.}
          - {text: Two, why: So.}
      - id: vpc-b
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        as_of: 2026-11
        ask: Which of these six gateways lets private subnets reach S3 at lowest cost?
        refs: [https://aws.amazon.com/vpc/]
        options:
          - {text: Three, right: true, why: So.}
          - {text: Four, why: So.}
    """
    return """
    bank.yaml:22:10: warning[near-duplicate]: vpc-b: asks nearly the same as vpc-a (bank.yaml:3)
       22 |       ask: Which of these six gateways lets private subnets reach S3 at lowest cost?
          |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ask something else, or remove one
    """


@reports()
def test_a_tag_that_stands_twice_is_told() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        tags: [nat, subnet, nat]
        ask: Why?
        answer: So.
    """
    return """
    bank.yaml:9:25: warning[duplicate-tag]: vpc-a: the tag "nat" stands here twice
        9 |       tags: [nat, subnet, nat]
          |                           ^^^ remove one
    """


@reports()
def test_gaps_count_from_one_without_a_hole() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: "{{c1::One}} comes before {{c3::three}}."
    """
    return """
    bank.yaml:9:37: warning[gap-numbers]: vpc-a: there is c3, but no c2
        9 |       text: "{{c1::One}} comes before {{c3::three}}."
          |                                       ^^^^^^ number the gaps c1, c2, c3 ...
    """


@reports()
def test_the_first_gap_is_number_one() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: "It is {{c2::two}}."
    """
    return """
    bank.yaml:9:18: warning[gap-numbers]: vpc-a: there is c2, but no c1
        9 |       text: "It is {{c2::two}}."
          |                    ^^^^^^ number the gaps c1, c2, c3 ...
    """

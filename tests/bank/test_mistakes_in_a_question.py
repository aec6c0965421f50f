"""What authors get wrong in the keys that all questions share."""

from __future__ import annotations

from tests.bank.reporting import reports


@reports()
def test_a_missing_id_is_reported_at_the_start_of_the_question() -> str:
    """
    topic: vpc
    questions:
      - kind: choice
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
    bank.yaml:3:5: error[missing-key]: question 1: there is no "id"
        3 |     - kind: choice
          |       ^ add a stable name: id: vpc-sg-vs-nacl
    """


@reports()
def test_an_id_with_capitals_and_spaces_is_put_right() -> str:
    """
    topic: vpc
    questions:
      - id: VPC Endpoint Choice
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
    bank.yaml:3:9: error[bad-slug]: question 1: id "VPC Endpoint Choice" must be small letters, digits and "-"
        3 |     - id: VPC Endpoint Choice
          |           ^^^^^^^^^^^^^^^^^^^ did you mean "vpc-endpoint-choice"?
    """


@reports()
def test_an_id_that_is_a_number_must_be_quoted() -> str:
    """
    topic: vpc
    questions:
      - id: 12
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
    bank.yaml:3:9: error[wrong-type]: question 1: id must be text, found the number 12
        3 |     - id: 12
          |           ^^ put it in quotes: "12"
    """


@reports()
def test_an_empty_id_is_empty() -> str:
    """
    topic: vpc
    questions:
      - id: ""
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
    bank.yaml:3:9: error[empty]: question 1: id is empty
        3 |     - id: ""
          |           ^^ fill it in, or remove the key
    """


@reports()
def test_an_id_must_not_hold_the_sign_of_a_card() -> str:
    """
    topic: vpc
    questions:
      - id: vpc#1
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
    bank.yaml:3:9: error[bad-slug]: question 1: id "vpc#1" must be small letters, digits and "-"
        3 |     - id: vpc#1
          |           ^^^^^ did you mean "vpc-1"?
    """


@reports()
def test_a_missing_kind_is_asked_for() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
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
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "kind"
        3 |     - id: vpc-a
          |           ^^^^^ add kind: choice
    """


@reports()
def test_an_unknown_kind_is_named_with_the_nearest_one() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choise
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
    """
    return """
    bank.yaml:4:11: error[unknown-value]: vpc-a: kind "choise" is not known (one of: open, choice, ordering, matching, cloze, lab)
        4 |       kind: choise
          |             ^^^^^^ did you mean "choice"?
    """


@reports()
def test_a_kind_by_another_name_is_recognised() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: mcq
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
    """
    return """
    bank.yaml:4:11: error[unknown-value]: vpc-a: kind "mcq" is not known (one of: open, choice, ordering, matching, cloze, lab)
        4 |       kind: mcq
          |             ^^^ did you mean "choice"?
    """


@reports()
def test_a_missing_level_is_asked_for() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "level"
        3 |     - id: vpc-a
          |           ^^^^^ add level: mid
    """


@reports()
def test_an_unknown_level_is_named_with_the_nearest_one() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: midd
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:5:12: error[unknown-value]: vpc-a: level "midd" is not known (one of: junior, mid, senior)
        5 |       level: midd
          |              ^^^^ did you mean "mid"?
    """


@reports()
def test_fresher_is_called_junior_in_files() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: fresher
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:5:12: error[unknown-value]: vpc-a: level "fresher" is not known (one of: junior, mid, senior)
        5 |       level: fresher
          |              ^^^^^^^ did you mean "junior"?
    """


@reports()
def test_a_level_with_a_capital_is_put_right() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: Senior
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:5:12: error[unknown-value]: vpc-a: level "Senior" is not known (one of: junior, mid, senior)
        5 |       level: Senior
          |              ^^^^^^ did you mean "senior"?
    """


@reports()
def test_a_level_that_is_a_list_is_told_to_be_text() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: [junior, mid]
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:5:12: error[wrong-type]: vpc-a: level must be one word, found a list
        5 |       level: [junior, mid]
          |              ^ one of: junior, mid, senior
    """


@reports()
def test_an_unknown_difficulty_lists_the_legal_ones() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: 7
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:6:17: error[wrong-type]: vpc-a: difficulty must be one word, found the number 7
        6 |       difficulty: 7
          |                   ^ one of: easy, medium, hard
    """


@reports()
def test_a_word_for_a_difficulty_is_recognised() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: low
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:6:17: error[unknown-value]: vpc-a: difficulty "low" is not known (one of: easy, medium, hard)
        6 |       difficulty: low
          |                   ^^^ did you mean "easy"?
    """


@reports()
def test_an_unknown_category_lists_the_legal_ones() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: networking
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:7:15: error[unknown-value]: vpc-a: category "networking" is not known
        7 |       category: networking
          |                 ^^^^^^^^^^ one of: basics, architecture, performance, testing, scalability, large-design
    """


@reports()
def test_an_unknown_pillar_is_named_with_the_nearest_one() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: securty
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:8:13: error[unknown-value]: vpc-a: pillar "securty" is not known (one of: operational-excellence, security, reliability, performance, cost, sustainability)
        8 |       pillar: securty
          |               ^^^^^^^ did you mean "security"?
    """


@reports()
def test_the_long_name_of_a_pillar_is_recognised() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost-optimization
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:8:13: error[unknown-value]: vpc-a: pillar "cost-optimization" is not known (one of: operational-excellence, security, reliability, performance, cost, sustainability)
        8 |       pillar: cost-optimization
          |               ^^^^^^^^^^^^^^^^^ did you mean "cost"?
    """


@reports()
def test_all_missing_keys_are_reported_together() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "level"
        3 |     - id: vpc-a
          |           ^^^^^ add level: mid
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "difficulty"
        3 |     - id: vpc-a
          |           ^^^^^ add difficulty: medium
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "category"
        3 |     - id: vpc-a
          |           ^^^^^ add category: basics
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "pillar"
        3 |     - id: vpc-a
          |           ^^^^^ add pillar: reliability
    """


@reports()
def test_a_misspelt_answer_is_recognised() -> str:
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
        anwser: Because.
    """
    return """
    bank.yaml:10:5: error[unknown-key]: vpc-a: the key "anwser" is not known
       10 |       anwser: Because.
          |       ^^^^^^ did you mean "answer"?
    """


@reports()
def test_an_open_question_needs_an_answer() -> str:
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
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "answer"
        3 |     - id: vpc-a
          |           ^^^^^ add the model answer: answer: >-
    """


@reports()
def test_an_empty_ask_is_empty() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: ""
        answer: Because.
    """
    return """
    bank.yaml:9:10: error[empty]: vpc-a: ask is empty
        9 |       ask: ""
          |            ^^ fill it in, or remove the key
    """


@reports()
def test_an_ask_that_is_only_a_comment_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: # of instances?
        answer: Two.
    """
    return """
    bank.yaml:9:9: error[empty]: vpc-a: ask is empty
        9 |       ask: # of instances?
          |           ^ a "#" starts a comment; put the text in quotes
    """


@reports()
def test_an_ask_that_is_a_number_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: 443
        answer: HTTPS.
    """
    return """
    bank.yaml:9:10: error[wrong-type]: vpc-a: ask must be text, found the number 443
        9 |       ask: 443
          |            ^^^ put it in quotes: "443"
    """


@reports()
def test_an_answer_that_is_a_truth_value_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Is it?
        answer: true
    """
    return """
    bank.yaml:10:13: error[wrong-type]: vpc-a: answer must be text, found true
       10 |       answer: true
          |               ^^^^ put it in quotes: "true"
    """


@reports()
def test_an_answer_that_is_a_list_is_told_to_be_text() -> str:
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
        answer:
          - Because.
    """
    return """
    bank.yaml:11:7: error[wrong-type]: vpc-a: answer must be text, found a list
       11 |         - Because.
          |         ^ give one text here
    """


@reports()
def test_an_ask_that_became_a_mapping_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask:
          Which one: A or B?
        answer: A.
    """
    return """
    bank.yaml:10:7: error[wrong-type]: vpc-a: ask must be text, found a mapping
       10 |         Which one: A or B?
          |         ^ text that holds ": " needs quotes
    """


@reports()
def test_tags_that_are_text_are_told_to_be_a_list() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        tags: nat, vpc
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:11: error[wrong-type]: vpc-a: tags must be a list, found the text "nat, vpc"
        9 |       tags: nat, vpc
          |             ^^^^^^^^ put it in brackets: tags: [nat, vpc]
    """


@reports()
def test_tags_must_be_slugs() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        tags: [NAT gateway, vpc]
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[bad-slug]: vpc-a: "NAT gateway" in tags must be small letters, digits and "-"
        9 |       tags: [NAT gateway, vpc]
          |              ^^^^^^^^^^^ did you mean "nat-gateway"?
    """


@reports()
def test_a_tag_that_is_a_number_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        tags: [2026]
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[wrong-type]: vpc-a: an entry of tags must be text, found the number 2026
        9 |       tags: [2026]
          |              ^^^^ put it in quotes: "2026"
    """


@reports()
def test_a_ref_must_use_https() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        refs: [http://docs.aws.amazon.com/vpc/]
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[bad-ref]: vpc-a: "http://docs.aws.amazon.com/vpc/" is not an https address
        9 |       refs: [http://docs.aws.amazon.com/vpc/]
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ use https://
    """


@reports()
def test_a_ref_must_be_an_address() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        refs: [the VPC user guide, docs.aws.amazon.com/vpc]
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[bad-ref]: vpc-a: "the VPC user guide" is not an https address
        9 |       refs: [the VPC user guide, docs.aws.amazon.com/vpc]
          |              ^^^^^^^^^^^^^^^^^^ give the page's whole address: https://…
    bank.yaml:9:32: error[bad-ref]: vpc-a: "docs.aws.amazon.com/vpc" is not an https address
        9 |       refs: [the VPC user guide, docs.aws.amazon.com/vpc]
          |                                  ^^^^^^^^^^^^^^^^^^^^^^^ give the page's whole address: https://…
    """


@reports()
def test_refs_that_are_text_are_told_to_be_a_list() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        refs: https://docs.aws.amazon.com/vpc/
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:11: error[wrong-type]: vpc-a: refs must be a list, found the text "https://docs.aws.amazon.com/vpc/"
        9 |       refs: https://docs.aws.amazon.com/vpc/
          |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ put it in brackets: refs: [https://docs.aws.amazon.com/vpc/]
    """


@reports()
def test_a_month_that_does_not_exist_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        as_of: 2026-13
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[bad-date]: vpc-a: as_of must be a month, found the text "2026-13"
        9 |       as_of: 2026-13
          |              ^^^^^^^ write the year and the month: as_of: 2026-11
    """


@reports()
def test_a_date_with_a_day_is_told_to_be_a_month() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        as_of: 2026-11-05
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[bad-date]: vpc-a: as_of must be a month, found the text "2026-11-05"
        9 |       as_of: 2026-11-05
          |              ^^^^^^^^^^ write the year and the month: as_of: 2026-11
    """


@reports()
def test_a_year_alone_is_told_to_be_a_month() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        as_of: 2026
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[bad-date]: vpc-a: as_of must be a month, found the number 2026
        9 |       as_of: 2026
          |              ^^^^ write the year and the month: as_of: 2026-11
    """


@reports()
def test_a_month_in_words_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        as_of: November 2026
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:12: error[bad-date]: vpc-a: as_of must be a month, found the text "November 2026"
        9 |       as_of: November 2026
          |              ^^^^^^^^^^^^^ write the year and the month: as_of: 2026-11
    """


@reports()
def test_an_alias_that_is_another_id_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        aliases: [vpc-b]
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
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:15: error[alias-taken]: the alias "vpc-b" is also the id in line 14
        9 |       aliases: [vpc-b]
          |                 ^^^^^ an alias is an id that no question has any more
    """


@reports()
def test_an_alias_that_two_questions_claim_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        aliases: [vpc-old]
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
        aliases: [vpc-old]
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:20:15: error[alias-taken]: the alias "vpc-old" is also an alias in line 9
       20 |       aliases: [vpc-old]
          |                 ^^^^^^^ an alias is an id that no question has any more
    """


@reports()
def test_a_question_is_no_alias_of_itself() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        aliases: [vpc-a]
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:15: error[alias-taken]: the alias "vpc-a" is also the id of this question
        9 |       aliases: [vpc-a]
          |                 ^^^^^ an alias is an id that no question has any more
    """


@reports()
def test_an_alias_must_be_text() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        aliases: [7]
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:15: error[wrong-type]: vpc-a: an entry of aliases must be text, found the number 7
        9 |       aliases: [7]
          |                 ^ put it in quotes: "7"
    """


@reports()
def test_a_topic_belongs_at_the_top() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        topic: vpc
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:5: error[misplaced-key]: vpc-a: "topic" does not belong to kind choice
        9 |       topic: vpc
          |       ^^^^^ it belongs to the top of the file; remove it, or mend the kind
    """


@reports()
def test_a_key_with_a_null_is_empty() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        answer: null
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:9:13: error[empty]: vpc-a: answer is empty
        9 |       answer: null
          |               ^^^^ fill it in, or remove the key
    """

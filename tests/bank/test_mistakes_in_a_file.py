"""What authors get wrong about a file as a whole."""

from __future__ import annotations

from tests.bank.reporting import reports


@reports()
def test_a_topic_that_is_not_known_is_named_with_the_nearest_one() -> str:
    """
    topic: vcp
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
    bank.yaml:1:8: error[unknown-topic]: topic "vcp" is not known
        1 |   topic: vcp
          |          ^^^ did you mean "vpc"?
    """


@reports()
def test_a_topic_that_is_nowhere_near_lists_the_known_ones() -> str:
    """
    topic: quantum
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
    bank.yaml:1:8: error[unknown-topic]: topic "quantum" is not known
        1 |   topic: quantum
          |          ^^^^^^^ one of: global, iam, accounts, vpc, edge, ec2, load-balancing, containers, serverless, s3, block-storage, rds, dynamodb, messaging, protection, observability, delivery, resilience, cost, design
    """


@reports()
def test_a_missing_topic_is_asked_for() -> str:
    """
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
    bank.yaml:1:1: error[missing-key]: there is no "topic"
        1 |   questions:
          |   ^ add the subject at the top: topic: vpc
    """


@reports()
def test_a_topic_must_be_text() -> str:
    """
    topic: [vpc]
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
    bank.yaml:1:8: error[wrong-type]: topic must be text, found a list
        1 |   topic: [vpc]
          |          ^ give one text here
    """


@reports()
def test_a_topic_with_capitals_is_put_right() -> str:
    """
    topic: VPC
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
    bank.yaml:1:8: error[bad-slug]: topic "VPC" must be small letters, digits and "-"
        1 |   topic: VPC
          |          ^^^ did you mean "vpc"?
    """


@reports(shipped=False)
def test_a_topic_of_ones_own_that_is_near_a_known_one_is_only_advice() -> str:
    """
    topic: vcp
    bank: mine
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
    bank.yaml:1:8: warning[unknown-topic]: topic "vcp" is not one of ours
        1 |   topic: vcp
          |          ^^^ did you mean "vpc"?
    """


@reports(shipped=False)
def test_a_file_outside_the_shipped_bank_must_name_its_bank() -> str:
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
    bank.yaml:1:1: error[missing-key]: there is no "bank"
        1 |   topic: vpc
          |   ^ add the name of your bank at the top: bank: mine
    """


@reports(shipped=False)
def test_a_bank_must_be_a_slug() -> str:
    """
    topic: vpc
    bank: My Team
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
    bank.yaml:2:7: error[bad-slug]: bank "My Team" must be small letters, digits and "-"
        2 |   bank: My Team
          |         ^^^^^^^ did you mean "my-team"?
    """


@reports()
def test_a_shipped_file_has_no_bank() -> str:
    """
    topic: vpc
    bank: mine
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
    bank.yaml:2:7: error[misplaced-key]: the shipped bank has no name
        2 |   bank: mine
          |         ^^^^ remove "bank"
    """


@reports()
def test_an_unknown_key_at_the_top_is_named_with_the_nearest_one() -> str:
    """
    topic: vpc
    titel: VPC
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
    bank.yaml:2:1: error[unknown-key]: the key "titel" is not known
        2 |   titel: VPC
          |   ^^^^^ one of: topic, bank, questions
    """


@reports()
def test_a_misspelt_questions_key_is_recognised() -> str:
    """
    topic: vpc
    question: []
    """
    return """
    bank.yaml:2:1: error[unknown-file]: there is no "questions" in this file
        2 |   question: []
          |   ^^^^^^^^ did you mean "questions"?
    """


@reports()
def test_a_file_about_nothing_that_we_know_is_told_what_to_add() -> str:
    """
    name: x
    value: y
    """
    return """
    bank.yaml:1:1: error[unknown-file]: there is no "questions" in this file
        1 |   name: x
          |   ^ add "questions:" with a list below it
    """


@reports()
def test_a_file_that_is_a_list_is_told_to_be_a_mapping() -> str:
    """
    - id: vpc-a
    - id: vpc-b
    """
    return """
    bank.yaml:1:1: error[wrong-type]: a file must be a mapping, found a list
        1 |   - id: vpc-a
          |   ^ start with "topic:" and "questions:"
    """


@reports()
def test_questions_must_be_a_list() -> str:
    """
    topic: vpc
    questions: none yet
    """
    return """
    bank.yaml:2:12: error[wrong-type]: questions must be a list, found the text "none yet"
        2 |   questions: none yet
          |              ^^^^^^^^ start each entry with "- "
    """


@reports()
def test_questions_as_a_mapping_are_told_to_be_a_list() -> str:
    """
    topic: vpc
    questions:
      id: vpc-a
      kind: open
    """
    return """
    bank.yaml:3:3: error[wrong-type]: questions must be a list, found a mapping
        3 |     id: vpc-a
          |     ^ start each entry with "- "
    """


@reports()
def test_questions_must_not_be_empty() -> str:
    """
    topic: vpc
    questions: []
    """
    return """
    bank.yaml:2:12: error[empty]: questions is an empty list
        2 |   questions: []
          |              ^ `awsprep new` writes a template
    """


@reports()
def test_questions_without_a_value_are_empty() -> str:
    """
    topic: vpc
    questions:
    """
    return """
    bank.yaml:2:11: error[empty]: questions is empty
        2 |   questions:
          |             ^ fill it in, or remove the key
    """


@reports()
def test_a_question_must_be_a_mapping() -> str:
    """
    topic: vpc
    questions:
      - What is a VPC?
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
    bank.yaml:3:5: error[wrong-type]: question 1 must be a mapping, found the text "What is a VPC?"
        3 |     - What is a VPC?
          |       ^^^^^^^^^^^^^^ start with id:
    """


@reports()
def test_an_empty_question_is_nothing() -> str:
    """
    topic: vpc
    questions:
      -
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
    bank.yaml:3:4: error[wrong-type]: question 1 must be a mapping, found nothing
        3 |     -
          |      ^ start with id:
    """


@reports()
def test_an_id_used_twice_names_the_line_of_the_first() -> str:
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
    bank.yaml:13:9: error[duplicate-id]: the id "vpc-a" is used twice; the first is in line 3
       13 |     - id: vpc-a
          |           ^^^^^ give this question an id of its own
    """


@reports()
def test_a_key_written_twice_names_the_line_of_the_first() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        level: junior
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:6:5: error[duplicate-key]: "level" is here twice
        6 |       level: junior
          |       ^^^^^ the first is in line 5; keep one
    """


@reports()
def test_terms_must_be_a_mapping() -> str:
    """
    terms: [sg, nacl]
    """
    return """
    bank.yaml:1:8: error[wrong-type]: terms must be a mapping, found a list
        1 |   terms: [sg, nacl]
          |          ^ write a term and its other names: security group: [sg]
    """


@reports()
def test_the_other_names_of_a_term_must_be_a_list() -> str:
    """
    terms:
      security group: sg
    """
    return """
    bank.yaml:2:19: error[wrong-type]: terms: security group must be a list, found the text "sg"
        2 |     security group: sg
          |                     ^^ put it in brackets: security group: [sg]
    """


@reports()
def test_another_name_belongs_to_one_term_only() -> str:
    """
    terms:
      network acl: [acl]
      access control list: [ACL]
    """
    return """
    bank.yaml:3:3: error[alias-taken]: "ACL" stands for "network acl" already
        3 |     access control list: [ACL]
          |     ^^^^^^^^^^^^^^^^^^^ give it to one term only
    """


@reports()
def test_a_file_of_comments_holds_nothing() -> str:
    """
    # nothing yet
    """
    return """
    bank.yaml: error[empty-file]: the file holds nothing
            start with "topic:" and "questions:"
    """


@reports()
def test_several_mistakes_are_all_found_in_one_pass_in_the_order_of_lines() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mdi
        difficulty: impossible
        category: basics
        pillar: cost
        ask: Which one?
        options:
          - {text: One, right: true}
          - {text: Two}
      - id: vpc-b
        kind: chioce
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Why?
      - id: vpc-c
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Why?
    """
    return """
    bank.yaml:5:12: error[unknown-value]: vpc-a: level "mdi" is not known (one of: junior, mid, senior)
        5 |       level: mdi
          |              ^^^ did you mean "mid"?
    bank.yaml:6:17: error[unknown-value]: vpc-a: difficulty "impossible" is not known
        6 |       difficulty: impossible
          |                   ^^^^^^^^^^ one of: easy, medium, hard
    bank.yaml:14:11: error[unknown-value]: vpc-b: kind "chioce" is not known (one of: open, choice, ordering, matching, cloze, lab)
       14 |       kind: chioce
          |             ^^^^^^ did you mean "choice"?
    bank.yaml:20:9: error[missing-key]: vpc-c: there is no "answer"
       20 |     - id: vpc-c
          |           ^^^^^ add the model answer: answer: >-
    """


@reports()
def test_merge_keys_are_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        answer: So.
        <<: {ask: Why?}
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "ask"
        3 |     - id: vpc-a
          |           ^^^^^ add the question: ask: "…"
    bank.yaml:10:5: error[merge-key]: merge keys are not part of this format
       10 |       <<: {ask: Why?}
          |       ^^ write the keys out
    """

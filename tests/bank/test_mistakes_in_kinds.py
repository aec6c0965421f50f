"""What authors get wrong in what each kind has of its own."""

from __future__ import annotations

from tests.bank.reporting import reports


@reports()
def test_a_choice_needs_options() -> str:
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
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "options"
        3 |     - id: vpc-a
          |           ^^^^^ add a list of them: options: [{text: …, right: true}, {text: …}]
    """


@reports()
def test_options_must_be_a_list() -> str:
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
        options: {A: One, B: Two}
    """
    return """
    bank.yaml:10:14: error[wrong-type]: vpc-a: options must be a list, found a mapping
       10 |       options: {A: One, B: Two}
          |                ^ start each entry with "- "
    """


@reports()
def test_an_option_must_be_a_mapping() -> str:
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
        options: [One, Two]
    """
    return """
    bank.yaml:10:15: error[wrong-type]: vpc-a: option 1 must be a mapping, found the text "One"
       10 |       options: [One, Two]
          |                 ^^^ write {text: …, why: …}
    bank.yaml:10:20: error[wrong-type]: vpc-a: option 2 must be a mapping, found the text "Two"
       10 |       options: [One, Two]
          |                      ^^^ write {text: …, why: …}
    """


@reports()
def test_an_option_needs_a_text() -> str:
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
          - {right: true, why: Because.}
          - {text: Two}
    """
    return """
    bank.yaml:11:9: error[missing-key]: vpc-a: option 1 has no "text"
       11 |         - {right: true, why: Because.}
          |           ^ add text: …
    """


@reports()
def test_an_option_that_is_a_number_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: choice
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which port?
        options:
          - {text: 443, right: true}
          - {text: "80"}
    """
    return """
    bank.yaml:11:16: error[wrong-type]: vpc-a: option 1: text must be text, found the number 443
       11 |         - {text: 443, right: true}
          |                  ^^^ put it in quotes: "443"
    """


@reports()
def test_right_must_be_true_or_false_not_yes() -> str:
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
          - {text: One, right: yes}
          - {text: Two, right: no}
          - {text: Three, right: true}
    """
    return """
    bank.yaml:11:28: error[wrong-type]: vpc-a: option 1: right must be true or false, found the text "yes"
       11 |         - {text: One, right: yes}
          |                              ^^^ write true
    bank.yaml:12:28: error[wrong-type]: vpc-a: option 2: right must be true or false, found the text "no"
       12 |         - {text: Two, right: no}
          |                              ^^ write false, or leave the key out
    """


@reports()
def test_right_must_not_be_a_number() -> str:
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
          - {text: One, right: 1}
          - {text: Two, right: true}
    """
    return """
    bank.yaml:11:28: error[wrong-type]: vpc-a: option 1: right must be true or false, found the number 1
       11 |         - {text: One, right: 1}
          |                              ^ write true or false, without quotes
    """


@reports()
def test_a_quoted_truth_value_is_text() -> str:
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
          - {text: One, right: "true"}
          - {text: Two, right: true}
    """
    return """
    bank.yaml:11:28: error[wrong-type]: vpc-a: option 1: right must be true or false, found the text "true"
       11 |         - {text: One, right: "true"}
          |                              ^^^^^^ write true
    """


@reports()
def test_one_option_must_be_right() -> str:
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
          - {text: One}
          - {text: Two}
    """
    return """
    bank.yaml:3:9: error[no-correct]: vpc-a: no option is right
        3 |     - id: vpc-a
          |           ^^^^^ add "right: true" to the right one
    """


@reports()
def test_one_option_must_be_right_even_if_right_is_written() -> str:
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
          - {text: One, right: false}
          - {text: Two}
    """
    return """
    bank.yaml:3:9: error[no-correct]: vpc-a: no option is right
        3 |     - id: vpc-a
          |           ^^^^^ add "right: true" to the right one
    """


@reports()
def test_one_option_must_be_wrong() -> str:
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
          - {text: Two, right: true}
    """
    return """
    bank.yaml:3:9: error[all-correct]: vpc-a: every option is right
        3 |     - id: vpc-a
          |           ^^^^^ a choice needs a wrong option too
    """


@reports()
def test_one_option_is_too_few() -> str:
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
    """
    return """
    bank.yaml:10:5: error[too-few]: vpc-a: there is 1 option
       10 |       options:
          |       ^^^^^^^ give at least 2
    """


@reports()
def test_seven_options_are_too_many() -> str:
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
          - {text: Three}
          - {text: Four}
          - {text: Five}
          - {text: Six}
          - {text: Seven}
    """
    return """
    bank.yaml:10:5: error[too-many]: vpc-a: there are 7 options
       10 |       options:
          |       ^^^^^^^ keep to 6, they are picked with a to f
    """


@reports()
def test_options_must_differ_in_more_than_case() -> str:
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
          - {text: A gateway, right: true}
          - {text: a  Gateway}
    """
    return """
    bank.yaml:12:16: error[duplicate-option]: vpc-a: the option "a  Gateway" is here twice
       12 |         - {text: a  Gateway}
          |                  ^^^^^^^^^^ remove one
    """


@reports()
def test_a_correct_instead_of_right_is_not_known() -> str:
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
          - {text: One, correct: true}
          - {text: Two}
    """
    return """
    bank.yaml:11:21: error[unknown-key]: vpc-a: option 1: the key "correct" is not known
       11 |         - {text: One, correct: true}
          |                       ^^^^^^^ did you mean "right"?
    """


@reports()
def test_an_unquoted_comma_splits_an_option_in_two() -> str:
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
          - {text: A table, with a key, right: true}
          - {text: Two}
    """
    return """
    bank.yaml:11:25: error[unknown-key]: vpc-a: option 1: the key "with a key" is not known
       11 |         - {text: A table, with a key, right: true}
          |                           ^^^^^^^^^^ text that holds a "," needs quotes here
    """


@reports()
def test_options_belong_to_choices() -> str:
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
        options: [{text: One}]
    """
    return """
    bank.yaml:11:5: error[misplaced-key]: vpc-a: "options" does not belong to kind open
       11 |       options: [{text: One}]
          |       ^^^^^^^ it belongs to choice; remove it, or mend the kind
    """


@reports()
def test_an_ordering_needs_items() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: ordering
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: In which order?
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "items"
        3 |     - id: vpc-a
          |           ^^^^^ add the steps in the right order: items: [first, second, third]
    """


@reports()
def test_an_ordering_of_two_is_too_short() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: ordering
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: In which order?
        items: [One, Two]
    """
    return """
    bank.yaml:10:5: error[too-few]: vpc-a: there are 2 items
       10 |       items: [One, Two]
          |       ^^^^^ give at least 3
    """


@reports()
def test_an_ordering_of_seven_is_too_long() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: ordering
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: In which order?
        items: [A, B, C, D, E, F, G]
    """
    return """
    bank.yaml:10:5: error[too-many]: vpc-a: there are 7 items
       10 |       items: [A, B, C, D, E, F, G]
          |       ^^^^^ keep to 6, they are picked with a to f
    """


@reports()
def test_items_of_an_ordering_must_differ() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: ordering
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: In which order?
        items: [One, Two, one]
    """
    return """
    bank.yaml:10:23: error[duplicate-item]: vpc-a: the item "one" is here twice
       10 |       items: [One, Two, one]
          |                         ^^^ remove one
    """


@reports()
def test_items_must_be_text() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: ordering
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: In which order?
        items: [First, {Second: step}, 3]
    """
    return """
    bank.yaml:10:20: error[wrong-type]: vpc-a: an entry of items must be text, found a mapping
       10 |       items: [First, {Second: step}, 3]
          |                      ^ text that holds ": " needs quotes
    bank.yaml:10:36: error[wrong-type]: vpc-a: an entry of items must be text, found the number 3
       10 |       items: [First, {Second: step}, 3]
          |                                      ^ put it in quotes: "3"
    """


@reports()
def test_a_matching_needs_pairs() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: matching
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which to which?
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "pairs"
        3 |     - id: vpc-a
          |           ^^^^^ add a list of them: pairs: [{left: …, right: …}]
    """


@reports()
def test_a_matching_of_one_pair_is_too_short() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: matching
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which to which?
        pairs:
          - {left: A, right: One}
    """
    return """
    bank.yaml:10:5: error[too-few]: vpc-a: there is 1 pair
       10 |       pairs:
          |       ^^^^^ give at least 2
    """


@reports()
def test_a_pair_has_a_left_and_a_right() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: matching
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which to which?
        pairs:
          - {left: A, right: One}
          - {left: B, rigth: Two}
    """
    return """
    bank.yaml:12:19: error[unknown-key]: vpc-a: pair 2: the key "rigth" is not known
       12 |         - {left: B, rigth: Two}
          |                     ^^^^^ did you mean "right"?
    """


@reports()
def test_left_sides_must_differ() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: matching
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which to which?
        pairs:
          - {left: A, right: One}
          - {left: A, right: Two}
    """
    return """
    bank.yaml:12:16: error[duplicate-left-side]: vpc-a: the left side "A" is here twice
       12 |         - {left: A, right: Two}
          |                  ^ remove one
    """


@reports()
def test_right_sides_and_extra_ones_must_differ() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: matching
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which to which?
        pairs:
          - {left: A, right: One}
          - {left: B, right: Two}
        extra: [Two]
    """
    return """
    bank.yaml:13:13: error[duplicate-right-side]: vpc-a: the right side "Two" is here twice
       13 |       extra: [Two]
          |               ^^^ remove one
    """


@reports()
def test_seven_right_sides_are_too_many() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: matching
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which to which?
        pairs:
          - {left: A, right: One}
          - {left: B, right: Two}
        extra: [Three, Four, Five, Six, Seven]
    """
    return """
    bank.yaml:13:5: error[too-many]: vpc-a: there are 7 right sides, with the extra ones
       13 |       extra: [Three, Four, Five, Six, Seven]
          |       ^^^^^ keep to 6, they are picked with a to f
    """


@reports()
def test_pairs_written_as_a_mapping_are_told_to_be_a_list() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: matching
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which to which?
        pairs:
          A: One
          B: Two
    """
    return """
    bank.yaml:11:7: error[wrong-type]: vpc-a: pairs must be a list, found a mapping
       11 |         A: One
          |         ^ start each entry with "- "
    """


@reports()
def test_a_cloze_needs_a_text() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "text"
        3 |     - id: vpc-a
          |           ^^^^^ add the text with its gaps: text: A subnet lies in one {{c1::Availability Zone}}.
    """


@reports()
def test_a_cloze_has_no_ask() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: What is missing?
        text: A {{c1::gap}}.
    """
    return """
    bank.yaml:9:5: error[misplaced-key]: vpc-a: "ask" does not belong to kind cloze
        9 |       ask: What is missing?
          |       ^^^ it belongs to open, choice, ordering, matching; remove it, or mend the kind
    """


@reports()
def test_a_cloze_needs_a_gap() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A subnet lies in one Availability Zone.
    """
    return """
    bank.yaml:9:11: error[no-blanks]: vpc-a: the cloze has no gap
        9 |       text: A subnet lies in one Availability Zone.
          |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_gaps_count_from_one() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{c0::gap}}.
    """
    return """
    bank.yaml:9:13: error[bad-blank]: vpc-a: gaps count from c1
        9 |       text: A {{c0::gap}}.
          |               ^^^^^^^^^^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_a_gap_needs_its_number() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{gap}} here.
    """
    return """
    bank.yaml:9:13: error[bad-blank]: vpc-a: this is not a gap
        9 |       text: A {{gap}} here.
          |               ^^^^^^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_a_gap_with_one_colon_is_not_a_gap() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{c1:gap}} here.
    """
    return """
    bank.yaml:9:13: error[bad-blank]: vpc-a: this is not a gap
        9 |       text: A {{c1:gap}} here.
          |               ^^^^^^^^^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_a_gap_must_be_closed() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{c1::gap} here, and {{c2::one}} there.
    """
    return """
    bank.yaml:9:13: error[bad-blank]: vpc-a: "{{" without its "}}"
        9 |       text: A {{c1::gap} here, and {{c2::one}} there.
          |               ^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_a_closing_brace_needs_its_opening_one() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{c1::gap}} and a c2::gap}}.
    """
    return """
    bank.yaml:9:22: error[bad-blank]: vpc-a: "}}" without its "{{"
        9 |       text: A {{c1::gap}} and a c2::gap}}.
          |                        ^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_a_gap_needs_an_answer() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{c1::}} here, a {{c2::one|}} there.
    """
    return """
    bank.yaml:9:13: error[bad-blank]: vpc-a: a gap without its answer, or an empty alternative
        9 |       text: A {{c1::}} here, a {{c2::one|}} there.
          |               ^^^^^^^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    bank.yaml:9:30: error[bad-blank]: vpc-a: a gap without its answer, or an empty alternative
        9 |       text: A {{c1::}} here, a {{c2::one|}} there.
          |                                ^^^^^^^^^^^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_a_gap_with_the_same_answer_twice_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{c1::gap|gap}}.
    """
    return """
    bank.yaml:9:13: error[bad-blank]: vpc-a: the same answer stands in this gap twice
        9 |       text: A {{c1::gap|gap}}.
          |               ^^^^^^^^^^^^^^^ remove one
    """


@reports()
def test_one_number_stands_for_one_answer() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: A {{c1::gap}} and a {{c1::hole}}.
    """
    return """
    bank.yaml:9:31: error[bad-blank]: vpc-a: c1 stands for two different answers
        9 |       text: A {{c1::gap}} and a {{c1::hole}}.
          |                                 ^^^^^^^^^^^^ give the second gap the number c2, or both the same answers
    """


@reports()
def test_a_gap_in_a_block_is_found_on_its_line() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: >-
          The first line is fine,
          the second has {{c1:a}} mistake.
    """
    return """
    bank.yaml:11:22: error[bad-blank]: vpc-a: this is not a gap
       11 |         the second has {{c1:a}} mistake.
          |                        ^^^^^^^^ write {{c1::answer}}, {{c1::answer|alternative}} or {{c1::answer::hint}}
    """


@reports()
def test_text_that_starts_with_a_gap_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: cloze
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        text: {{c1::A gap}} at the start.
    """
    return """
    bank.yaml:9:12: error[bad-key]: a list or mapping cannot be a key
        9 |       text: {{c1::A gap}} at the start.
          |              ^ text that starts with "{" or "[" needs quotes, or a block: "text: >-"
    """


@reports()
def test_an_unknown_lab_family_is_named() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: lab
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        lab: cidrs
    """
    return """
    bank.yaml:9:10: error[unknown-family]: vpc-a: the lab family "cidrs" is not known
        9 |       lab: cidrs
          |            ^^^^^ did you mean "cidr"?
    """


@reports()
def test_a_lab_needs_its_family() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: lab
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        with: {count: 3}
    """
    return """
    bank.yaml:3:9: error[missing-key]: vpc-a: there is no "lab"
        3 |     - id: vpc-a
          |           ^^^^^ add the family: lab: cidr
    """


@reports()
def test_the_parameters_of_a_lab_are_a_mapping() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: lab
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        lab: cidr
        with: 3
    """
    return """
    bank.yaml:10:11: error[wrong-type]: vpc-a: with must be a mapping
       10 |       with: 3
          |             ^ write with: {find: …}, or leave it out
    """


@reports()
def test_the_parameters_of_a_lab_are_those_of_its_family() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: lab
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        lab: cidr
        with: {fnd: prefix}
      - id: vpc-b
        kind: lab
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        lab: cidr
        with: {find: usible}
      - id: vpc-c
        kind: lab
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        lab: cidr
        with: {find: [usable]}
      - id: vpc-d
        kind: lab
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        lab: cidr
        with: {find: usable}
    """
    return """
    bank.yaml:10:12: error[unknown-key]: vpc-a: with: the key "fnd" is not known
       10 |       with: {fnd: prefix}
          |              ^^^ did you mean "find"?
    bank.yaml:18:18: error[unknown-value]: vpc-b: find "usible" is not known
       18 |       with: {find: usible}
          |                    ^^^^^^ did you mean "usable"?
    bank.yaml:26:18: error[wrong-type]: vpc-c: with: find must be text, found a list
       26 |       with: {find: [usable]}
          |                    ^ give one text here
    """

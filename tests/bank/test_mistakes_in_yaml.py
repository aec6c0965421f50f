"""What authors get wrong in YAML itself."""

from __future__ import annotations

from tests.bank.reporting import reports


@reports()
def test_a_tab_as_indentation_is_shown() -> str:
    """
    topic: vpc
    questions:
    \t- id: vpc-a
    """
    return """
    bank.yaml:3:1: error[syntax]: a tab where spaces are wanted
        3 |    - id: vpc-a
          |   ^ indent with two spaces a level
    """


@reports()
def test_a_tab_after_spaces_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
      \tkind: open
    """
    return """
    bank.yaml:4:3: error[syntax]: a tab where spaces are wanted
        4 |      kind: open
          |     ^ indent with two spaces a level
    """


@reports()
def test_an_unclosed_double_quote_is_shown_where_it_opens() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: "Why?
        answer: Because.
    """
    return """
    bank.yaml:9:10: error[syntax]: this quote is never closed
        9 |       ask: "Why?
          |            ^ close the quote
    """


@reports()
def test_an_unclosed_single_quote_is_shown_where_it_opens() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: 'Why?
        answer: Because.
    """
    return """
    bank.yaml:9:10: error[syntax]: this quote is never closed
        9 |       ask: 'Why?
          |            ^ close the quote
    """


@reports()
def test_an_apostrophe_in_single_quotes_ends_them() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: 'What's a VPC?'
        answer: A network.
    """
    return """
    bank.yaml:9:16: error[syntax]: text after the closing quote
        9 |       ask: 'What's a VPC?'
          |                  ^ put the whole value in quotes: "…"
    """


@reports()
def test_a_quoted_word_at_the_start_ends_the_text() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: "Stateful" means what?
        answer: It remembers.
    """
    return """
    bank.yaml:9:21: error[syntax]: text after the closing quote
        9 |       ask: "Stateful" means what?
          |                       ^ put the whole value in quotes: '…'
    """


@reports()
def test_a_colon_in_text_needs_quotes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Which one: A or B?
        answer: A.
    """
    return """
    bank.yaml:9:19: error[syntax]: ": " inside text without quotes
        9 |       ask: Which one: A or B?
          |                     ^ put the whole value in quotes
    """


@reports()
def test_a_missing_colon_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask Why?
        answer: Because.
    """
    return """
    bank.yaml:9:5: error[syntax]: a key without its colon
        9 |       ask Why?
          |       ^ write "key: value"
    """


@reports()
def test_a_missing_colon_on_the_line_above_is_shown_there() -> str:
    """
    topic vpc
    questions:
      - id: vpc-a
    """
    return """
    bank.yaml:1:1: error[syntax]: a key without its colon
        1 |   topic vpc
          |   ^ write "key: value"
    """


@reports()
def test_a_missing_space_after_a_colon_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask:Why?
        answer: Because.
    """
    return """
    bank.yaml:9:8: error[syntax]: there is no space after ":"
        9 |       ask:Why?
          |          ^ write "ask: Why?"
    """


@reports()
def test_text_cannot_start_with_an_at_sign() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: @home, or not?
        answer: No.
    """
    return """
    bank.yaml:9:10: error[syntax]: a value cannot start with "@"
        9 |       ask: @home, or not?
          |            ^ put the whole value in quotes
    """


@reports()
def test_text_cannot_start_with_a_backtick() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: `aws s3 ls` does what?
        answer: It lists.
    """
    return """
    bank.yaml:9:10: error[syntax]: a value cannot start with a backtick
        9 |       ask: `aws s3 ls` does what?
          |            ^ put the whole value in quotes
    """


@reports()
def test_text_cannot_start_with_a_percent_sign() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: %5 of what?
        answer: Of all.
    """
    return """
    bank.yaml:9:10: error[syntax]: a value cannot start with "%"
        9 |       ask: %5 of what?
          |            ^ put the whole value in quotes
    """


@reports()
def test_text_cannot_start_with_a_star() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: * means what?
        answer: All.
    """
    return """
    bank.yaml:9:10: error[syntax]: a value cannot start with "*"
        9 |       ask: * means what?
          |            ^ put it in quotes
    """


@reports()
def test_an_alias_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: *x
        answer: All.
    """
    return """
    bank.yaml:9:10: error[alias]: this is read as a YAML alias
        9 |       ask: *x
          |            ^^ text that starts with "*" needs quotes
    """


@reports()
def test_an_anchor_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: &x Why?
        answer: All.
    """
    return """
    bank.yaml:9:10: error[anchor]: this is read as a YAML anchor
        9 |       ask: &x Why?
          |            ^^^^^^^ text that starts with "&" needs quotes
    """


@reports()
def test_a_tag_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: !Ref Vpc
        answer: All.
    """
    return """
    bank.yaml:9:10: error[tag]: this is read as a YAML tag
        9 |       ask: !Ref Vpc
          |            ^^^^^^^^ text that starts with "!" needs quotes
    """


@reports()
def test_a_python_object_is_refused() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: !!python/object/apply:os.system [ls]
        answer: All.
    """
    return """
    bank.yaml:9:10: error[tag]: this is read as a YAML tag
        9 |       ask: !!python/object/apply:os.system [ls]
          |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ text that starts with "!" needs quotes
    bank.yaml:9:10: error[wrong-type]: vpc-a: ask must be text, found a list
        9 |       ask: !!python/object/apply:os.system [ls]
          |            ^ give one text here
    """


@reports()
def test_a_line_indented_too_far_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
         kind: open
    """
    return """
    bank.yaml:4:6: error[syntax]: this line is indented further than the keys above it
        4 |        kind: open
          |        ^ keys of one mapping start in one column
    """


@reports()
def test_a_line_indented_too_little_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
       kind: open
    """
    return """
    bank.yaml:4:4: error[syntax]: this line stands in no column of the keys above it
        4 |      kind: open
          |      ^ keys of one mapping start in one column
    """


@reports()
def test_a_list_item_in_no_column_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
     - id: vpc-b
    """
    return """
    bank.yaml:5:2: error[syntax]: this "-" stands in no column of a list above it
        5 |    - id: vpc-b
          |    ^ items of one list start in one column
    """


@reports()
def test_a_list_on_the_line_of_its_key_is_shown() -> str:
    """
    topic: vpc
    questions: - id: vpc-a
    """
    return """
    bank.yaml:2:12: error[syntax]: a "-" is not allowed here
        2 |   questions: - id: vpc-a
          |              ^ a list starts on the line after its key; text that starts with "- " needs quotes
    """


@reports()
def test_an_unclosed_bracket_is_shown_where_it_opens() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        tags: [nat, vpc
        ask: Why?
    """
    return """
    bank.yaml:9:11: error[syntax]: a list that starts with [ is not closed
        9 |       tags: [nat, vpc
          |             ^ put a "," between values and "]" at the end
    """


@reports()
def test_an_unclosed_brace_is_shown_where_it_opens() -> str:
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
          - {text: One, right: true
          - {text: Two}
    """
    return """
    bank.yaml:11:9: error[syntax]: a mapping that starts with { is not closed
       11 |         - {text: One, right: true
          |           ^ put a "," between pairs and "}" at the end; values with "," or ": " need quotes
    """


@reports()
def test_a_bracket_too_many_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        tags: [nat]]
        ask: Why?
    """
    return """
    bank.yaml:9:16: error[syntax]: a "]" without its opening bracket
        9 |       tags: [nat]]
          |                  ^ remove it, or put the value in quotes
    """


@reports()
def test_a_windows_path_in_double_quotes_has_unknown_escapes() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: "Who reads C:\\data?"
        answer: Nobody.
    """
    return """
    bank.yaml:9:23: error[syntax]: a backslash escape that YAML does not know
        9 |       ask: "Who reads C:\\data?"
          |                         ^ use single quotes, or double the backslash
    """


@reports()
def test_a_short_escape_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: "\\x1"
        answer: Nobody.
    """
    return """
    bank.yaml:9:13: error[syntax]: a backslash escape that is not complete
        9 |       ask: "\\x1"
          |               ^ use single quotes, or double the backslash
    """


@reports()
def test_text_after_a_block_sign_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: > Why?
        answer: Because.
    """
    return """
    bank.yaml:9:12: error[syntax]: nothing but a comment may follow ">" or "|"
        9 |       ask: > Why?
          |              ^ start the text on the next line, indented
    """


@reports()
def test_a_block_that_is_not_indented_is_shown() -> str:
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
        Why?
        answer: Because.
    """
    return """
    bank.yaml:10:5: error[syntax]: the text of a block stands no deeper than its key
       10 |       Why?
          |       ^ indent it by two more spaces
    """


@reports()
def test_a_second_document_is_refused() -> str:
    """
    topic: vpc
    questions: []
    ---
    topic: s3
    """
    return """
    bank.yaml:3:1: error[several-documents]: a second document starts here; a question file holds one
        3 |   ---
          |   ^^^ remove the line "---", or move what follows into a file of its own
    """


@reports()
def test_a_value_after_a_value_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        tags: [nat] vpc
        ask: Why?
    """
    return """
    bank.yaml:9:17: error[syntax]: this does not fit what stands before it
        9 |       tags: [nat] vpc
          |                   ^ put the whole value in quotes
    """


@reports()
def test_a_file_that_ends_in_a_bracket_is_shown_at_its_end() -> str:
    """
    topic: vpc
    questions: [


    """
    return """
    bank.yaml:2:12: error[syntax]: the file ends inside a list or mapping in brackets
        2 |   questions: [
          |              ^ close the bracket
    """


@reports()
def test_text_after_the_end_of_the_document_is_shown() -> str:
    """
    topic: vpc
    ...
    questions: []
    """
    return """
    bank.yaml:3:1: error[syntax]: text after the end of the document
        3 |   questions: []
          |   ^ check the indentation: everything hangs under topic and questions
    """


@reports()
def test_a_yaml_version_that_is_not_known_is_shown() -> str:
    """
    %YAML 3.0
    ---
    topic: vpc
    """
    return """
    bank.yaml:1:1: error[syntax]: a YAML version that is not known
        1 |   %YAML 3.0
          |   ^ remove the "%YAML" line
    """


@reports()
def test_a_control_character_is_shown() -> str:
    """
    topic: vpc
    questions:
      - id: vpc-a
        kind: open
        level: mid
        difficulty: easy
        category: basics
        pillar: cost
        ask: Wh\x1b[31my?
        answer: Because.
    """
    return """
    bank.yaml:9:12: error[control-character]: the character U+001B is not allowed in YAML
        9 |       ask: Wh�[31my?
          |              ^ remove it
    """

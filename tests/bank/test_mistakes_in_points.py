"""What authors get wrong in key points, red flags and follow-ups."""

from __future__ import annotations

from tests.bank.reporting import reports


@reports()
def test_key_points_must_be_a_list() -> str:
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
        key_points: stateful
    """
    return """
    bank.yaml:11:17: error[wrong-type]: vpc-a: key_points must be a list, found the text "stateful"
       11 |       key_points: stateful
          |                   ^^^^^^^^ start each entry with "- "
    """


@reports()
def test_a_key_point_must_be_a_mapping() -> str:
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
          - It keeps state
    """
    return """
    bank.yaml:12:9: error[wrong-type]: vpc-a: key point 1 must be a mapping, found the text "It keeps state"
       12 |         - It keeps state
          |           ^^^^^^^^^^^^^^ write "id:" and "text:" below each other
    """


@reports()
def test_a_key_point_needs_an_id_and_a_text() -> str:
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
          - {must: true}
    """
    return """
    bank.yaml:12:9: error[missing-key]: vpc-a: key point 1 has no "id"
       12 |         - {must: true}
          |           ^ add a short name: id: stateful
    bank.yaml:12:9: error[missing-key]: vpc-a: key point 1 has no "text"
       12 |         - {must: true}
          |           ^ add what it says: text: …
    """


@reports()
def test_two_key_points_must_not_share_an_id() -> str:
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
          - {id: state, text: It keeps state}
          - {id: state, text: It needs no rule}
    """
    return """
    bank.yaml:13:14: error[duplicate-id]: vpc-a: key point 2: the id "state" is used twice here
       13 |         - {id: state, text: It needs no rule}
          |                ^^^^^ ids differ within key_points
    """


@reports()
def test_must_must_be_true_or_false() -> str:
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
          - {id: state, text: It keeps state, must: yes}
    """
    return """
    bank.yaml:12:49: error[wrong-type]: vpc-a: key point 1: must must be true or false, found the text "yes"
       12 |         - {id: state, text: It keeps state, must: yes}
          |                                                   ^^^ write true
    """


@reports()
def test_critical_belongs_to_red_flags() -> str:
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
          - {id: state, text: It keeps state, critical: true}
    """
    return """
    bank.yaml:12:43: error[unknown-key]: vpc-a: key point 1: the key "critical" is not known
       12 |         - {id: state, text: It keeps state, critical: true}
          |                                             ^^^^^^^^ one of: id, text, about, any, examples, not_examples, must
    """


@reports()
def test_two_red_flags_must_not_share_an_id() -> str:
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
        red_flags:
          - {id: swapped, text: Swaps them}
          - {id: swapped, text: Mixes them up}
    """
    return """
    bank.yaml:13:14: error[duplicate-id]: vpc-a: red flag 2: the id "swapped" is used twice here
       13 |         - {id: swapped, text: Mixes them up}
          |                ^^^^^^^ ids differ within red_flags
    """


@reports()
def test_phrases_must_be_a_list() -> str:
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
          - {id: state, text: It keeps state, any: stateful}
    """
    return """
    bank.yaml:12:48: error[wrong-type]: vpc-a: key point 1: any must be a list, found the text "stateful"
       12 |         - {id: state, text: It keeps state, any: stateful}
          |                                                  ^^^^^^^^ put it in brackets: any: [stateful]
    """


@reports()
def test_about_must_name_a_side_of_contrast() -> str:
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
        contrast: {sg: [security group], nacl: [network acl]}
        key_points:
          - {id: state, text: It keeps state, about: gs}
    """
    return """
    bank.yaml:13:50: error[unknown-about]: vpc-a: about "gs" is no side of contrast
       13 |         - {id: state, text: It keeps state, about: gs}
          |                                                    ^^ one of: sg, nacl
    """


@reports()
def test_about_needs_a_contrast() -> str:
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
          - {id: state, text: It keeps state, about: sg}
    """
    return """
    bank.yaml:12:50: error[unknown-about]: vpc-a: about "sg" is no side of contrast
       12 |         - {id: state, text: It keeps state, about: sg}
          |                                                    ^^ add contrast: {side: [names of it]}
    """


@reports()
def test_contrast_must_be_a_mapping() -> str:
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
        contrast: [sg, nacl]
    """
    return """
    bank.yaml:11:15: error[wrong-type]: vpc-a: contrast must be a mapping, found a list
       11 |       contrast: [sg, nacl]
          |                 ^ write {sg: [security group], nacl: [network acl]}
    """


@reports()
def test_a_side_of_contrast_is_a_list_of_its_names() -> str:
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
        contrast: {sg: security group}
    """
    return """
    bank.yaml:11:20: error[wrong-type]: vpc-a: contrast: sg must be a list, found the text "security group"
       11 |       contrast: {sg: security group}
          |                      ^^^^^^^^^^^^^^ put it in brackets: sg: [security group]
    """


@reports()
def test_probes_must_name_a_key_point() -> str:
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
          - {id: stateful, text: It keeps state}
        follow_ups:
          - {ask: And then?, answer: Nothing., probes: statefull}
    """
    return """
    bank.yaml:14:52: error[unknown-probe]: vpc-a: follow-up 1: probes "statefull" names no key point
       14 |         - {ask: And then?, answer: Nothing., probes: statefull}
          |                                                      ^^^^^^^^^ did you mean "stateful"?
    """


@reports()
def test_probes_need_key_points() -> str:
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
        follow_ups:
          - {ask: And then?, answer: Nothing., probes: stateful}
    """
    return """
    bank.yaml:12:52: error[unknown-probe]: vpc-a: follow-up 1: probes "stateful" names no key point
       12 |         - {ask: And then?, answer: Nothing., probes: stateful}
          |                                                      ^^^^^^^^ remove it, or add key_points
    """


@reports()
def test_a_follow_up_needs_an_answer() -> str:
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
        follow_ups:
          - ask: And then?
    """
    return """
    bank.yaml:12:9: error[missing-key]: vpc-a: follow-up 1 has no "answer"
       12 |         - ask: And then?
          |           ^ add answer: "…"
    """


@reports()
def test_follow_ups_must_be_mappings() -> str:
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
        follow_ups: [And then?]
    """
    return """
    bank.yaml:11:18: error[wrong-type]: vpc-a: follow-up 1 must be a mapping, found the text "And then?"
       11 |       follow_ups: [And then?]
          |                    ^^^^^^^^^ write {ask: "…", answer: "…"}
    """

"""The English words by which it is told what an answer claims.

Found by reading typed answers; a word that is missing here costs a point that is not found, or a red flag that is
shown and taken away with a key.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _set(
    "not no never without nobody nothing none neither nor nowhere hardly barely rarely seldom unable lack lacks lacking"
    " avoid avoids avoiding non"
)
BRIEFLY = _set("hardly barely rarely seldom non")
"""Negations of the word or two that follow: `rarely read data move to a colder class`."""
SHUNS = _set("avoid avoids avoiding lack lacks lacking without")
"""Negations of a thing. They end where it is told how or when: `avoid hot keys by adding a suffix`."""
SHUNNING_ENDS = _set("by with through via using when where for to is are was were can will would should")
NEGATING_PAIRS = frozenset((("instead", "of"), ("rather", "than"), ("opposed", "to"), ("fails", "to"), ("fail", "to")))
ENOUGH = _set("enough sufficient suffice")
"""`it is not enough to encrypt` asks for encryption and more."""
PREVENTS = _set("stop stops prevent prevents hinder hinders protect protects")
"""`does not stop data from leaving`: they leave."""
MERELY = _set("only just merely simply solely")
HELPERS = _set("do does did would should will can could must")
"""`don't just reboot` says not to, `not just storage` says that storage is."""
KEEPS = _set("forget underestimate ignore neglect overlook matter doubt problem worry wonder surprise mind miss sure")
"""`don't forget the old versions` says that they count."""

CLAUSE_BEGINS = _set(
    "but because while whereas so although though however since therefore hence thus unless until except otherwise"
    " whilst yet plus then"
)
TURNINGS = NEGATIONS | _set(
    """but while whereas although though however unless until except otherwise whilst yet if only instead unlike rather
    block blocks deny denies"""
)
"""What says that the second of two statements does not go on with what the first one claims."""
INTRODUCES = _set("because since as when whenever once after with for in on at given thanks due through by")
"""Words that introduce what the main clause after the comma is about."""
RELATES = _set("which who whose")
DESCRIBES = RELATES | _set("where")
CAUSES = _set("because so since therefore thus hence")
"""What is called wrong before them says nothing of what comes after."""
DENIAL_ENDS = CLAUSE_BEGINS | _set("and also instead they which you i we")
NEGATION_ENDS = CLAUSE_BEGINS | _set("and also only instead use they which you i we")

VERDICTS = _set(
    """wrong wrongly mistake mistakes mistaken mistakenly incorrect incorrectly false untrue myth myths misconception
    misconceptions misunderstanding fallacy bad badly poor poorly terrible horrible awful dangerous danger risky
    insecure unsafe avoid avoids avoided avoiding pitfall pitfalls trap traps wasteful nonsense overkill naive
    worst unacceptable forbidden careless pointless useless reckless harmful discouraged accident accidental
    accidentally inadvertently misconfigured misconfiguration incident leak leaked bug hurts beware disaster legacy
    formerly previously historically originally prevent prevents preventing forbid forbids prohibit prohibits detect
    detects confuse confused confusing bottleneck bottlenecks smell deadly"""
)
"""Words that call what stands near them wrong, unwanted or past."""
UNHARMED = VERDICTS | KEEPS | _set("harm hurt hurts cost")
"""`is not dangerous` and `does not matter` deny nothing of what was said before."""
VERDICT_PAIRS = frozenset(
    (
        *(("away", "from"), ("anti", "pattern"), ("anti", "patterns"), ("red", "flag"), ("used", "to"), ("no", "go")),
        *(("says", "little"), ("says", "nothing"), ("proves", "little"), ("proves", "nothing"), ("not", "here")),
    )
)
CALLS_FALSE = _set("wrong false incorrect untrue mistake myth misconception fallacy mistaken")
"""`it is a mistake to say that ...` negates what follows."""

OTHERS = _set(
    "people some many they beginners juniors developers engineers candidates folks most others everybody everyone you"
    " one somebody someone often commonly"
)
BELIEVE = _set(
    "think thinks thought believe believes believed assume assumes assumed claim claims claimed expect expects say says"
    " said misconception myth tempting tempted"
)
DOUBTED = BELIEVE | _set("mean means imply true correct right accurate")
"""Negated, they disown what follows: `it is not true that`, `nobody should claim that`, `that does not mean that`."""
DISAGREES = _set("disagree disagrees")
SOMEBODY = _set("people folks somebody someone colleagues beginners juniors")
"""Whoever begins a sentence with them tells what others do."""
BELIEVED_BY_OTHERS = _set("misconception myth tempting tempted claim claims")
TURNS = _set("but however actually yet though although whereas reality fact")
SUPPOSES = _set("if whether suppose imagine unless")
STATES = CLAUSE_BEGINS | _set("i we")
"""Words with which the main sentence begins after a condition, even where no comma stands."""
ASKS_OPENLY = _set("what which who whom whose where when why how whether any")
POINTS_BACK = _set("that this which it both")

SUBJECTS = _set("it they this these those which he its their that both as")
"""Words at the beginning of a clause that go back to what was said before."""
ASIDE = _set("unlike than vs compared opposed contrast beside besides contrary like")
JOINS = _set("and or vs while whereas but with")
IS = _set("is are was were")
AUXILIARIES = HELPERS | IS | _set("be been did may might has have had")
"""What stands before `not` where it denies what was said of the subject: `a public bucket is not harmless`."""
VERBS = _set("is are was were has have does do can will uses use")
EVERY = frozenset().union(
    *(NEGATIONS, BRIEFLY, SHUNS, SHUNNING_ENDS, ENOUGH, PREVENTS, MERELY, HELPERS, KEEPS, NEGATION_ENDS, INTRODUCES),
    *(RELATES, CAUSES, DENIAL_ENDS, UNHARMED, CALLS_FALSE, OTHERS, DOUBTED, DISAGREES, TURNS, SUPPOSES, STATES),
    *(ASKS_OPENLY, POINTS_BACK, SUBJECTS, ASIDE, JOINS, AUXILIARIES, VERBS),
)
"""All of them: none is a misspelling of what a question looks for, as `unable` is none of `usable`."""

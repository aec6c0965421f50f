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
NEGATING_PAIRS = frozenset((("instead", "of"), ("rather", "than"), ("opposed", "to"), ("fails", "to"), ("fail", "to")))
MERELY = _set("only just merely simply solely")
HELPERS = _set("do does did would should will can could must")
"""`don't just reboot` says not to, `not just storage` says that storage is."""
KEEPS = _set("forget underestimate ignore neglect overlook matter doubt problem worry wonder surprise mind miss sure")
"""`don't forget the old versions` says that they count."""

CLAUSE_BEGINS = _set(
    "but because while whereas so although though however since therefore hence thus unless until except otherwise"
    " whilst yet plus then"
)
CAUSES = _set("because so since therefore thus hence")
"""What is called wrong before them says nothing of what comes after."""
NEGATION_ENDS = CLAUSE_BEGINS | _set("and also only instead use they which you i we")

VERDICTS = _set(
    """wrong wrongly mistake mistakes mistaken mistakenly incorrect incorrectly false untrue myth myths misconception
    misconceptions misunderstanding fallacy bad badly poor poorly terrible horrible awful dangerous danger risky
    insecure unsafe avoid avoids avoided avoiding never pitfall pitfalls trap traps wasteful nonsense overkill naive
    worst unacceptable forbidden careless pointless useless reckless harmful discouraged accident accidental
    accidentally inadvertently misconfigured misconfiguration incident leak leaked bug hurts beware disaster legacy
    formerly previously historically originally prevent prevents preventing forbid forbids prohibit prohibits detect
    detects confuse confused confusing"""
)
"""Words that call what stands near them wrong, unwanted or past."""
VERDICT_PAIRS = frozenset((("anti", "pattern"), ("anti", "patterns"), ("red", "flag"), ("used", "to"), ("no", "go")))
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
BELIEVED_BY_OTHERS = _set("misconception myth tempting tempted claim claims")
TURNS = _set("but however actually yet though although whereas reality fact")
SUPPOSES = _set("if whether suppose imagine unless")
ASKS_OPENLY = _set("what which who whom whose where when why how whether any")
POINTS_BACK = _set("that this which it both")

SUBJECTS = _set("it they this these those which he its their that both as")
"""Words at the beginning of a clause that go back to what was said before."""
ASIDE = _set("unlike than vs compared opposed contrast beside besides contrary like")
JOINS = _set("and or vs while whereas but with")
VERBS = _set("is are was were has have does do can will uses use")

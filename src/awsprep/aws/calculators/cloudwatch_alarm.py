"""M out of N alarms: in ALARM when M of the last N datapoints breach; missing ones are filled in only as needed.

CloudWatch looks at more than N periods (the evaluation range) and takes the N newest datapoints that are there; only
what is then still lacking is filled as the alarm says.
Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

FINDS = ("state", "period")
POLICIES = ("missing", "ignore", "breaching", "notBreaching")
KEPT = "state kept"
NEVER = 0
_EMPTY = {"missing": "INSUFFICIENT_DATA", "ignore": KEPT, "breaching": "ALARM", "notBreaching": "OK"}


def work(*, find: str, data: str, m: int, n: int, policy: str) -> Worked:
    """The `state` from an evaluation range, oldest first (`x` breaching, `o` not, `-` missing); or the `period`.

    `period`: the number of the first period, from 1, after which an alarm that was OK is in ALARM (0: never).
    """
    points = data.replace(" ", "")
    if not points or set(points) - set("xo-"):
        raise NotComputableError(f'"{data}" is not a row of datapoints; write x (breaching), o (not), - (missing)')
    if m > n:
        raise NotComputableError(f"{m} out of {n} is not possible")
    return _period(points, m, n) if find == "period" else _state(points, m, n, policy)


def _period(points: str, m: int, n: int) -> Worked:
    if "-" in points:
        raise NotComputableError("with missing datapoints only the state is worked out")
    for last in range(1, len(points) + 1):
        window = points[max(0, last - n) : last]
        if window.count("x") >= m:
            line = f"periods {max(1, last - n + 1)} to {last}: {window.count('x')} breach, {m} of {n} are needed"
            return Worked(last, f"period {last}", (line,))
    return Worked(NEVER, "never", (f"no {n} periods in a row hold {m} that breach",))


def _state(points: str, m: int, n: int, policy: str) -> Worked:
    real = points.replace("-", "")
    if not real:
        return Worked(_EMPTY[policy], _EMPTY[policy], (f"no datapoint at all, {policy}: {_EMPTY[policy]}",))
    lacking = max(0, n - len(real))
    if lacking and policy in {"missing", "ignore"}:
        raise NotComputableError(f"what {policy} does with {lacking} of {n} datapoints lacking is not modelled")
    newest = real[-n:]
    breaching = newest.count("x") + (lacking if policy == "breaching" else 0)
    state = "ALARM" if breaching >= m else "OK"
    steps = [f"the {len(newest)} newest datapoints that are there: {newest}"]
    if lacking:
        steps.append(f"{lacking} lacking, filled as {policy}")
    steps.append(f"{breaching} of {n} breach, {m} are needed: {state}")
    return Worked(state, state, tuple(steps))


CALCULATOR = Calculator(
    (
        Given("find", "state", "what to work out", words=FINDS),
        Given("data", "ooxxx", "datapoints, oldest first: x breaching, o not, - missing"),
        Given("m", 3, "datapoints to alarm", 1, 100),
        Given("n", 3, "evaluation periods", 1, 100),
        Given("policy", "missing", "how missing data is treated", words=POLICIES),
    ),
    work,
    ("https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",),
)

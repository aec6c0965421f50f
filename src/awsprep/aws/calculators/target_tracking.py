"""Target tracking: capacity in proportion to the metric, rounded up; of several policies the largest wins.

Good for scaling out. Scaling in is gradual, and only when all policies agree, so it is refused here.
Source: docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked, ceil


def work(
    *, instances: int, metric: Fraction, target: Fraction, metric2: Fraction, target2: Fraction, least: int, most: int
) -> Worked:
    """The desired capacity of a group of `instances` whose average `metric` should be `target`.

    A second policy counts where its `target2` is not 0. `least` and `most` are the group's bounds.
    """
    if least > most:
        raise NotComputableError(f"the least size {least} is over the largest {most}")
    policies = [(metric, target), (metric2, target2)] if target2 else [(metric, target)]
    if not any(value > goal for value, goal in policies):
        raise NotComputableError("no metric is over its target: scaling in is gradual and not worked out here")
    asked = [ceil(instances * value / goal) for value, goal in policies]
    steps = [
        f"ceil({instances} × {figure(value)} / {figure(goal)}) = ceil({figure(instances * value / goal, 2)}) = {count}"
        for (value, goal), count in zip(policies, asked, strict=True)
    ]
    wanted = max(asked)
    if len(asked) > 1:
        steps.append(f"the larger one: {wanted}")
    desired = min(max(wanted, least), most)
    if desired != wanted:
        steps.append(f"the group allows {least} to {most}: {desired}")
    return Worked(desired, f"{desired} instances", tuple(steps))


CALCULATOR = Calculator(
    (
        Given("instances", 6, "instances in service", 1, 10_000),
        Given("metric", Fraction(78), "the metric's average"),
        Given("target", Fraction(50), "the policy's target", 1),
        Given("metric2", Fraction(0), "average of a second policy's metric"),
        Given("target2", Fraction(0), "target of a second policy, 0 for none"),
        Given("least", 1, "minimum size of the group", 0, 10_000),
        Given("most", 10_000, "maximum size of the group", 0, 10_000),
    ),
    work,
    ("https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",),
)

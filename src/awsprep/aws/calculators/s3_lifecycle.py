"""Where the first version of an object is on a day, and when its bytes are gone, under a bucket's lifecycle rules.

With versioning an expiration only adds a delete marker: the version becomes noncurrent, keeps its class, and is
deleted the noncurrent days after that. Objects under 128 KB do not move by default. Whole days; S3 acts at the next
midnight UTC.
Sources: docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html,
.../intro-lifecycle-rules.html; botocore `s3 PutBucketLifecycleConfigurationRequest.TransitionDefaultMinimumObjectSize`
"""

from __future__ import annotations

from awsprep.aws.calculators.worked import Calculator, Given, Worked

SMALL_KB = 128
STANDARD, IA, GLACIER, GONE = "Standard", "Standard-IA", "Glacier Flexible Retrieval", "deleted"
NEVER = 0
FINDS = ("class", "gone")


def work(
    *,
    find: str,
    kb: int,
    ia: int,
    glacier: int,
    expire: int,
    noncurrent: int,
    versions: str,
    overwritten: int,
    day: int,
) -> Worked:
    """The storage `class` on `day`, or the day (0: never) when it is `gone`, of an object written on day 0.

    `ia`, `glacier`, `expire`: days after creation, `noncurrent`: days after a version has become noncurrent,
    `overwritten`: the day of a new version; 0 each for none. `versions` is on or off.
    """
    replaced = min((d for d in (expire, overwritten) if d), default=NEVER)
    cause = "overwritten" if replaced and replaced == overwritten else "expired"
    steps = []
    if not replaced:
        gone = NEVER
    elif versions == "off":
        gone = replaced
        steps.append(f"day {replaced}: {cause}, without versioning the bytes are gone")
    else:
        gone = replaced + noncurrent if noncurrent else NEVER
        steps.append(f"day {replaced}: {cause}, the version becomes noncurrent")
        if noncurrent:
            steps.append(f"day {replaced} + {noncurrent} = {gone}: the noncurrent version is deleted")
    if find == "gone":
        text = f"day {gone}" if gone else "never"
        return Worked(gone, text, tuple(steps) if gone else (*steps, "no rule deletes it"))
    if gone and day >= gone:
        return Worked(GONE, GONE, tuple(steps))
    steps = [step for step in steps if not step.startswith(f"day {replaced} +")] if replaced <= day else []
    moves = [
        (d, name) for d, name in ((ia, IA), (glacier, GLACIER)) if d and d <= day and (not replaced or d < replaced)
    ]
    if moves and kb < SMALL_KB:
        steps.append(f"{kb} KB is under {SMALL_KB} KB: it does not move")
        moves = []
    steps += [f"day {d}: to {name}" for d, name in moves]
    where = max(moves)[1] if moves else STANDARD
    return Worked(where, where, (*steps, f"day {day}: {where}"))


CALCULATOR = Calculator(
    (
        Given("find", "class", "what to work out", words=FINDS),
        Given("kb", 1024, "KB of the object", 1),
        Given("ia", 30, "day of the transition to Standard-IA, 0 for none", 0, 36_500),
        Given("glacier", 90, "day of the transition to Glacier Flexible Retrieval, 0 for none", 0, 36_500),
        Given("expire", 365, "day of the expiration, 0 for none", 0, 36_500),
        Given("noncurrent", 0, "days until a noncurrent version is deleted, 0 for never", 0, 36_500),
        Given("versions", "off", "versioning on or off", words=("on", "off")),
        Given("overwritten", 0, "day on which it is overwritten, 0 for never", 0, 36_500),
        Given("day", 60, "the day asked for (find=class)", 0, 36_500),
    ),
    work,
    (
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",
    ),
)

"""EBS: throughput is IOPS times I/O size, up to what the volume and then the instance allow; gp2 has 3 IOPS a GiB.

Source: docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html (gp2: 3 IOPS a GiB, at least 100, at most 16,000)
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, Worked

GP2_PER_GIB, GP2_LEAST, GP2_MOST = 3, 100, 16_000
FINDS = ("throughput", "gp2")


def work(*, find: str, gib: int, iops: int, kib: int, volume: int, volumes: int, instance: int) -> Worked:
    """MiB/s of `volumes` striped volumes with `iops`, I/Os of `kib`, caps `volume` (each) and `instance` (0: none).

    `gp2`: the baseline IOPS of a gp2 volume of `gib`.
    """
    if find == "gp2":
        raw = GP2_PER_GIB * gib
        base = min(max(raw, GP2_LEAST), GP2_MOST)
        line = f"{GP2_PER_GIB} × {gib:,} GiB = {raw:,}"
        bound = f"; at least {GP2_LEAST}" if raw < GP2_LEAST else f"; at most {GP2_MOST:,}" if raw > GP2_MOST else ""
        return Worked(base, f"{base:,} IOPS", (line + bound,))
    by_iops = Fraction(iops * kib, 1024)
    each = min(by_iops, Fraction(volume))
    steps = [f"{iops:,} IOPS × {kib} KiB / 1,024 = {figure(by_iops, 2)} MiB/s"]
    if by_iops > volume:
        steps.append(f"the volume allows {volume:,} MiB/s")
    together = volumes * each
    if volumes > 1:
        steps.append(f"{volumes} volumes × {figure(each, 2)} = {figure(together, 2)} MiB/s")
    if instance and together > instance:
        steps.append(f"the instance allows {instance:,} MiB/s")
        together = Fraction(instance)
    return Worked(together, f"{figure(together, 2)} MiB/s", tuple(steps))


CALCULATOR = Calculator(
    (
        Given("find", "throughput", "what to work out", words=FINDS),
        Given("gib", 500, "GiB of the volume (find=gp2)", 1, 16_384),
        Given("iops", 3000, "IOPS of a volume", 1, 256_000),
        Given("kib", 16, "KiB of an I/O", 1, 1024),
        Given("volume", 125, "MiB/s that a volume allows", 1, 4000),
        Given("volumes", 1, "striped volumes", 1, 40),
        Given("instance", 0, "MiB/s that the instance allows, 0 for no matter", 0, 20_000),
    ),
    work,
    ("https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",),
)

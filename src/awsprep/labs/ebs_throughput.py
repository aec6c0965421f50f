"""What an EBS volume gives: gp2's baseline, IOPS against throughput, and the instance's bound."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.ebs_throughput import GP2_LEAST, GP2_MOST, GP2_PER_GIB
from awsprep.aws.calculators.figures import figure
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "ebs-throughput"


def _mib(value: Value) -> str:
    return f"{figure(Fraction(value), 2)} MiB/s"


def _gp2(rng: Random, level: str) -> Case | None:
    del level
    gib = rng.choice((8, 20, 30, 100, 200, 400, 500, 900, 1500, 6000, 8000))
    return case_of(
        _FAMILY,
        f"A gp2 volume has a baseline of {GP2_PER_GIB} IOPS a GiB, at least {GP2_LEAST} and at most {GP2_MOST:,}. "
        "What is the "
        f"baseline of one with {gib:,} GiB?",
        {"find": "gp2", "gib": gib},
        (
            (GP2_PER_GIB * gib, f"Overlooks the bounds of {GP2_LEAST} and {GP2_MOST:,}."),
            (3000, "Is the baseline of gp3, or what a small gp2 volume bursts to."),
            (gib, "Takes one IOPS a GiB."),
            (GP2_MOST, "Is the most that a gp2 volume can have."),
            (GP2_LEAST, "Is the least that a gp2 volume has."),
        ),
        lambda value: f"{value:,} IOPS",
    )


def _volume(rng: Random, level: str) -> Case | None:
    del level
    iops, kib = rng.choice((3000, 4000, 6000, 8000)), rng.choice((8, 16, 32, 64))
    cap = rng.choice((125, 250, 500))
    by_iops = Fraction(iops * kib, 1024)
    return case_of(
        _FAMILY,
        f"A gp3 volume is provisioned with {iops:,} IOPS and {cap} MiB/s. An application reads at random in blocks of "
        f"{kib} "
        "KiB; the instance sets no bound. How much does it get at most?",
        {"find": "throughput", "iops": iops, "kib": kib, "volume": cap},
        (
            (by_iops, f"Multiplies IOPS by block size, but the volume ends at {cap} MiB/s."),
            (Fraction(cap), "Is what the volume allows, but the IOPS are used up before."),
            (by_iops + cap, "Adds the two bounds; the smaller one counts."),
            (by_iops / 8, "Divides by 8 as if these were bits."),
            (Fraction(iops, 1024) * 256, "Takes blocks of 256 KiB."),
        ),
        _mib,
    )


def _striped(rng: Random, level: str) -> Case | None:
    del level
    iops, kib = rng.choice((3000, 4000, 6000)), rng.choice((16, 64, 128))
    cap, volumes = rng.choice((125, 250)), rng.randint(2, 4)
    each = min(Fraction(iops * kib, 1024), Fraction(cap))
    instance = int(volumes * each * rng.choice((1, 3)) / 2) // 25 * 25
    return case_of(
        _FAMILY,
        f"{volumes} gp3 volumes, each with {iops:,} IOPS and {cap} MiB/s, are striped (RAID 0). The application reads "
        "in blocks "
        f"of {kib} KiB; the instance's EBS bandwidth is {instance} MiB/s. How much does it get at most?",
        {"find": "throughput", "iops": iops, "kib": kib, "volume": cap, "volumes": volumes, "instance": instance},
        (
            (volumes * each, "Forgets the instance's bound."),
            (
                Fraction(volumes * iops * kib, 1024),
                "Looks at IOPS alone; volumes and the instance have bounds of their own.",
            ),
            (Fraction(instance), "Is what the instance allows, but the volumes give less."),
            (each, "Counts one volume; striping adds them up."),
            (Fraction(volumes * cap), "Takes the volumes' bounds; small blocks use up the IOPS before."),
            (Fraction(volumes * instance), "Counts the instance's bound for each volume."),
        ),
        _mib,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"gp2": _gp2, "volume": _volume, "striped": _striped}

"""What a path costs, a GB and month, and what an endpoint saves."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.data_transfer import HOURS
from awsprep.aws.calculators.figures import dollars, price
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "data-transfer"
_SIZES = (500, 1000, 2000, 4000, 10_000)


def _dollars(value: Value) -> str:
    return dollars(Fraction(value))


def _hops(rng: Random, level: str) -> Case | None:
    del level
    gb, zone = rng.choice(_SIZES), Fraction(rng.choice((1, 2)), 100)
    return case_of(
        _FAMILY,
        f"An application sends {gb:,} GB a month to a database on EC2 in another Availability Zone, over private "
        "addresses. AWS "
        f"charges {price(zone)} a GB in each direction: as data out of one zone and as data into the other. What is "
        "paid?",
        {"gb": gb, "path": "zone", "zone": zone},
        (
            (gb * zone, "Pays once; each GB is billed on leaving one zone and on entering the other."),
            (Fraction(0), "Takes traffic within a Region for free; that holds within one zone."),
            (gb * zone * 4, "Adds the way back; the replies are not part of these GB."),
            (gb * zone / 2, "Halves the price."),
        ),
        _dollars,
    )


def _nat(rng: Random, level: str) -> Case | None:
    del level
    gb = rng.choice(_SIZES)
    zone, nat = Fraction(1, 100), Fraction(rng.choice((40, 45, 50)), 1000)
    internet = Fraction(rng.choice((8, 9, 10)), 100)
    return case_of(
        _FAMILY,
        f"Instances in a private subnet send {gb:,} GB a month to the internet. Their NAT gateway lies in another "
        "Availability "
        f"Zone. Prices a GB: between zones {price(zone)} in each direction, NAT gateway {price(nat)}, to the internet "
        f"{price(internet)}. What does the traffic cost, without hourly charges?",
        {"gb": gb, "path": "zone nat internet", "zone": zone, "nat": nat, "internet": internet},
        (
            (gb * (nat + internet), "Forgets that the NAT gateway is in another zone."),
            (gb * (zone + nat + internet), "Pays between zones once; each direction is billed."),
            (gb * (2 * zone + internet), "Forgets what the NAT gateway charges for each GB."),
            (gb * internet, "Counts the way to the internet alone."),
            (gb * (2 * zone + nat), "Takes the NAT gateway's charge for the whole way out."),
        ),
        _dollars,
    )


def _endpoint(rng: Random, level: str) -> Case | None:
    del level
    gb, zones = rng.choice(_SIZES[2:]), rng.randint(2, 3)
    nat, interface = Fraction(rng.choice((40, 45, 50)), 1000), Fraction(1, 100)
    hour = Fraction(1, 100)
    inputs: dict[str, Value] = {"find": "saving", "gb": gb, "path": "nat", "nat": nat}
    if rng.random() < 0.4:
        return case_of(
            _FAMILY,
            f"Private instances move {gb:,} GB a month to S3 in the same Region through a NAT gateway in their own "
            "zone, which "
            f"stays for other traffic. NAT gateway: {price(nat)} a GB; interface endpoint: {price(hour)} an hour and "
            "zone, "
            f"{price(interface)} a GB. What does a gateway endpoint for S3 save a month ({HOURS} hours)?",
            {**inputs, "instead": "gateway-endpoint"},
            (
                (gb * (nat - interface), "Pays for each GB, as in an interface endpoint; a gateway endpoint is free."),
                (
                    gb * nat - HOURS * hour,
                    "Pays by the hour, as for an interface endpoint; a gateway endpoint is free.",
                ),
                (gb * (nat - interface) - HOURS * hour, "Takes the price of an interface endpoint."),
                (Fraction(0), "Believes that the NAT gateway charges for the internet only; it does for every GB."),
            ),
            _dollars,
        )
    hours = zones * HOURS * hour
    return case_of(
        _FAMILY,
        f"Private instances send {gb:,} GB a month to Kinesis in the same Region through NAT gateways in their own "
        "zones, which "
        f"stay for other traffic. NAT gateway: {price(nat)} a GB. An interface endpoint in {zones} zones would cost "
        f"{price(hour)} an hour and zone, and {price(interface)} a GB. What does it save a month ({HOURS} hours)?",
        {**inputs, "instead": "interface", "zones": zones, "interface": interface, "hour": hour},
        (
            (gb * (nat - interface), "Forgets the hours of the endpoint."),
            (gb * nat, "Takes the endpoint for free; that holds for gateway endpoints."),
            (gb * (nat - interface) - HOURS * hour, f"Pays the hours of one zone; it is {zones}."),
            (gb * nat - hours, "Forgets what the endpoint charges for each GB."),
            (gb * interface + hours, "Is what the endpoint costs."),
        ),
        _dollars,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"hops": _hops, "nat": _nat, "endpoint": _endpoint}

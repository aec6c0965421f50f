"""What moving data costs: each hop's price a GB, between Availability Zones in each direction.

Sources: aws.amazon.com/ec2/pricing/on-demand/ (data transfer), aws.amazon.com/vpc/pricing/ (NAT gateway),
aws.amazon.com/privatelink/pricing/; gateway endpoints are free of charge:
docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
Prices are inputs; the defaults are those of us-east-1.
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import dollars, price
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

HOURS = 730
"""Hours of a month, as AWS's price pages count."""
HOPS = ("zone", "nat", "internet", "region", "interface", "gateway-endpoint")
FINDS = ("cost", "saving")


def work(
    *,
    find: str,
    gb: int,
    path: str,
    instead: str,
    zones: int,
    zone: Fraction,
    nat: Fraction,
    internet: Fraction,
    region: Fraction,
    interface: Fraction,
    hour: Fraction,
) -> Worked:
    """Dollars for `gb` over the hops of a `path`; or the `saving` of another path `instead`.

    `zone` is paid for each direction. An interface endpoint also costs `hour` in each of `zones` zones.
    """
    prices = {
        "zone": 2 * zone,
        "nat": nat,
        "internet": internet,
        "region": region,
        "interface": interface,
        "gateway-endpoint": Fraction(0),
    }
    cost, line = _cost(gb, path, prices, zone, zones, hour)
    if find == "cost":
        return Worked(cost, dollars(cost), (line,))
    other, other_line = _cost(gb, instead, prices, zone, zones, hour)
    saved = cost - other
    last = f"{dollars(cost)} - {dollars(other)} = {dollars(saved)}"
    return Worked(saved, dollars(saved), (line, other_line, last))


def _cost(
    gb: int, path: str, prices: dict[str, Fraction], zone: Fraction, zones: int, hour: Fraction
) -> tuple[Fraction, str]:
    hops = path.split()
    for hop in hops:
        if hop not in prices:
            raise NotComputableError(f'"{hop}" is not a hop (there are {", ".join(HOPS)})')
    total = gb * sum((prices[hop] for hop in hops), Fraction(0))
    rates = " + ".join(f"2 × {price(zone)}" if hop == "zone" else price(prices[hop]) for hop in hops) or "$0.00"
    line = f"{gb:,} GB × ({rates})"
    if "interface" in hops:
        hours = zones * HOURS * hour
        line += f" + {zones} × {HOURS} h × {price(hour)}"
        total += hours
    return total, f"{line} = {dollars(total)}"


CALCULATOR = Calculator(
    (
        Given("find", "cost", "what to work out", words=FINDS),
        Given("gb", 1000, "GB a month"),
        Given("path", "zone nat internet", f"hops in order: {', '.join(HOPS)}"),
        Given("instead", "gateway-endpoint", "hops of the other path (find=saving)"),
        Given("zones", 1, "zones with an interface endpoint", 1, 6),
        Given("zone", Fraction("0.01"), "dollars a GB between zones, each direction", 0, 10),
        Given("nat", Fraction("0.045"), "dollars a GB through a NAT gateway", 0, 10),
        Given("internet", Fraction("0.09"), "dollars a GB to the internet", 0, 10),
        Given("region", Fraction("0.02"), "dollars a GB to another Region", 0, 10),
        Given("interface", Fraction("0.01"), "dollars a GB through an interface endpoint", 0, 10),
        Given("hour", Fraction("0.01"), "dollars an hour of an interface endpoint in a zone", 0, 10),
    ),
    work,
    (
        "https://aws.amazon.com/ec2/pricing/on-demand/",
        "https://aws.amazon.com/vpc/pricing/",
        "https://aws.amazon.com/privatelink/pricing/",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    ),
)

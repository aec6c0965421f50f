"""A second implementation of every calculator, by counting, stepping or trying, and inputs to try both with.

`ANSWERS[family](**inputs)` is the value that the calculator must give; `DRAWS[family](rng)` draws inputs.
"""

from __future__ import annotations

import ipaddress
from fractions import Fraction
from functools import cache
from itertools import count, product
from typing import TYPE_CHECKING, Any

from awsprep.aws.calculators import calculator

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from awsprep.aws.calculators.figures import Value


@cache
def _usable(length: int) -> int:
    network = ipaddress.IPv4Network(f"10.0.0.0/{length}")
    kept = {*(network[i] for i in range(4)), network[-1]}
    return sum(address not in kept for address in network)


def cidr(*, find: str, prefix: int, hosts: int, vpc: int) -> Value:
    if find == "usable":
        return _usable(prefix)
    if find == "prefix":
        return max(length for length in range(16, 29) if _usable(length) >= hosts)
    subnets = len(range(0, 2 ** (32 - vpc), 2 ** (32 - prefix)))
    return subnets if find == "subnets" else sum([_usable(prefix)] * subnets)


def route_choice(*, routes: str, to: str) -> Value:
    address = ipaddress.IPv4Address(to)
    rows = []
    for row in routes.split():
        block, _, target = row.partition("=")
        network = _network(block)
        if address in network:
            rows.append((network.prefixlen, target.rstrip("*"), target.endswith("*")))
    within = any(target == "local" for _, target, _ in rows)
    for length in range(32, -1, -1):
        for how in (False, True):
            for its_length, target, propagated in rows:
                if (its_length, propagated) == (length, how) and not (propagated and within):
                    return target
    return "none"


@cache
def _network(block: str) -> ipaddress.IPv4Network:
    return ipaddress.IPv4Network(block)


def dynamodb_capacity(*, find: str, kb: Fraction, rate: int, mode: str, items: int, call: str) -> Value:
    size = 4 if find == "read" else 1
    quarters = int(4 * kb)
    units = 0
    for left in [items * quarters] if call == "query" else [quarters] * items:
        units += len(range(0, left, 4 * size))
    halves = {"eventual": 1, "strong": 2, "transactional": 4}[mode]
    if find == "write":
        halves = 4 if mode == "transactional" else 2
    total = sum([units * halves] * rate)
    return (total + 1) // 2


def lambda_concurrency(*, find: str, rate: int, ms: int, limit: int, reserved: int) -> Value:
    if find == "reservable":
        left = 0
        while limit - reserved - left - 1 >= 100:
            left += 1
        return left
    if find == "concurrency":
        # evenly arriving requests, in units of 1 / (1000 × rate) seconds: one every 1000, each lasts ms × rate
        running = 0
        while running * 1000 < ms * rate:
            running += 1
        return running
    low, high = 0, 10 * limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle * ms <= limit * 1000 else (low, middle - 1)
    return low if find == "served" else len(range(low, rate))


def token_bucket(*, find: str, rate: int, burst: int, load: int, waves: int, gap: int) -> Value:
    tokens, accepted, rejected = burst, 0, 0
    for _ in range(waves):
        taken = min(tokens, load)
        accepted, rejected, tokens = accepted + taken, rejected + load - taken, tokens - taken
        for _ in range(gap):
            tokens = min(burst, tokens + rate)
    return accepted if find == "accepted" else rejected


@cache
def availability(*, find: str, parts: str) -> Value:
    groups = []
    for text in parts.split():
        copies, _, share = text.rpartition("*")
        need, _, total = (copies or "1").rpartition("of")
        groups.append((int(need or 1), int(total), int(Fraction(share) * 1000)))
    chips = [(index, up) for index, (_, total, up) in enumerate(groups) for _ in range(total)]
    good = 0
    for states in product((True, False), repeat=len(chips)):
        weight, working = 1, [0] * len(groups)
        for works, (index, up) in zip(states, chips, strict=True):
            weight *= up if works else 100_000 - up
            working[index] += works
        if all(have >= need for have, (need, _, _) in zip(working, groups, strict=True)):
            good += weight
    share_up = Fraction(good, 100_000 ** len(chips))
    return share_up if find == "percent" else (1 - share_up) * 43_200


def s3_break_even(
    *, find: str, gb: int, retrieved: int, kb: int, days: int, standard: Fraction, ia: Fraction, retrieval: Fraction
) -> Value:
    # in whole parts of a dollar, so small that only additions are left
    unit = 10**5 * 30 * kb
    in_standard = sum([int(standard * 10**5) * gb * kb] * days)
    storage = sum([int(ia * 10**5) * gb * max(kb, 128)] * max(30, days))
    a_gb = int(retrieval * 10**5) * 30 * kb
    in_ia = storage + a_gb * retrieved
    if find == "break-even":
        low, high = 0, 10**9
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if storage + middle * a_gb <= in_standard else (low, middle - 1)
        return low
    return Fraction({"standard": in_standard, "ia": in_ia, "extra": in_ia - in_standard}[find], unit)


def sqs_consumers(*, find: str, rate: int, ms: int, backlog: int, latency: int, workers: int) -> Value:
    if find == "consumers":
        return next(n for n in count() if n * 1000 >= rate * ms)
    if find == "instances":
        return next(n for n in count() if n * latency * 1000 >= backlog * ms)
    left, seconds = backlog * ms, 0
    while left > 0:
        left += rate * ms - workers * 1000
        seconds += 1
    return seconds


def dlq_timeline(
    *,
    find: str,
    timeout: int,
    receives: int,
    at: int,
    attempt: int,
    takes: int,
    retention: int,
    waited: int,
    queue: str,
) -> Value:
    if find == "kept":
        born = 0 if queue == "standard" else waited
        return sum(1 for hour in range(waited, waited + retention) if hour - born < retention)
    seen = visible = 0
    for second in count():
        if second == visible:
            if seen == receives:
                return second if find == "moved" else seen
            seen, visible = seen + 1, second + timeout
        if find == "received" and second == at:
            return seen
        if find == "done" and seen == attempt and second == visible - timeout + takes:
            return second
    raise AssertionError


def kinesis_shards(*, records: int, kib: Fraction, shared: int, fanout: int) -> Value:
    del fanout
    quarters = int(records * kib * 4)
    for shards in count(1):
        fits = quarters <= shards * 4096 and records <= shards * 1000
        if fits and shared * quarters <= 2 * shards * 4096:
            return shards
    raise AssertionError


def ebs_throughput(*, find: str, gib: int, iops: int, kib: int, volume: int, volumes: int, instance: int) -> Value:
    if find == "gp2":
        return sorted((100, sum([3] * gib), 16_000))[1]
    moved = sum(min(Fraction(iops * kib, 1024), Fraction(volume)) for _ in range(volumes))
    return Fraction(instance) if 0 < instance < moved else Fraction(moved)


def dr_strategy(
    *, find: str, plans: str, rto: int, rpo: int, interval: int, copy: int, detect: int, gb: int, speed: int, ttl: int
) -> Value:
    if find == "rpo":
        # a backup begun at minute b is there from b + copy; the worst minute to fail, one backup after another
        return max(m - (m - copy) // interval * interval for m in range(copy, copy + interval)) + 1
    if find == "rto":
        return detect + Fraction(gb, speed) * 60 + ttl
    best = ("none", 10**9)
    for plan in plans.split():
        name, _, figures = plan.partition("=")
        its_rto, its_rpo, cost = map(int, figures.split("/"))
        if its_rto <= rto and its_rpo <= rpo and cost < best[1]:
            best = (name, cost)
    return best[0]


def kms_envelope(
    *,
    find: str,
    sealed: str,
    given: str,
    allowed: str,
    key: str,
    files: int,
    shared: int,
    reads: int,
    rate: Fraction,
) -> Value:
    if find == "outcome":
        if "kms:Decrypt" not in allowed.split(","):
            return "AccessDeniedException"
        if key != "enabled":
            return "DisabledException" if key == "disabled" else "KMSInvalidStateException"
        same = sorted(filter(None, sealed.split(","))) == sorted(filter(None, given.split(",")))
        return "plaintext" if same else "InvalidCiphertextException"
    keys = len(range(0, files, shared))
    calls = sum([1 + reads] * keys)
    blocks, rest = divmod(calls, 10_000)
    return calls if find == "calls" else sum([rate] * blocks) + rate / 10_000 * rest


def target_tracking(
    *, instances: int, metric: Fraction, target: Fraction, metric2: Fraction, target2: Fraction, least: int, most: int
) -> Value:
    load, goal = int(instances * metric * 4), int(target * 4)
    load2, goal2 = int(instances * metric2 * 4), int(target2 * 4)
    for size in count(least):
        if size >= most:
            return most
        if load <= size * goal and (not goal2 or load2 <= size * goal2):
            return size
    raise AssertionError


def ecs_deployment(*, find: str, desired: int, minimum: int, maximum: int, room: int, settings: str) -> Value:
    def low(percent: int) -> int:
        return next(n for n in range(desired + 1) if n * 100 >= desired * percent)

    def high(percent: int) -> int:
        return next(n for n in range(3 * desired, -1, -1) if n * 100 <= desired * percent)

    if find == "lower":
        return low(minimum)
    if find == "upper":
        return high(maximum)
    moving = []
    for setting in settings.split():
        least, most = map(int, setting.split("/"))
        running = range(low(least), min(high(most), max(room, desired)) + 1)
        if desired - 1 in running or desired + 1 in running:
            moving.append(setting)
    return " ".join(moving) or "none"


def cloudwatch_alarm(*, find: str, data: str, m: int, n: int, policy: str) -> Value:
    points = list(data.replace(" ", ""))
    if find == "period":
        for last in range(len(points)):
            if sum(points[i] == "x" for i in range(last, last - n, -1) if i >= 0) >= m:
                return last + 1
        return 0
    newest = [point for point in reversed(points) if point != "-"][:n]
    if not newest:
        return {"missing": "INSUFFICIENT_DATA", "ignore": "state kept", "breaching": "ALARM", "notBreaching": "OK"}[
            policy
        ]
    while len(newest) < n:
        newest.append("x" if policy == "breaching" else "o")
    return "ALARM" if newest.count("x") >= m else "OK"


def s3_lifecycle(
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
) -> Value:
    where, current, since = "Standard", True, 0
    for now in count(1):
        if current and now in {expire, overwritten} - {0}:
            current, since = False, now
            if versions == "off":
                where = "deleted"
        elif not current and noncurrent and now == since + noncurrent:
            where = "deleted"
        if current and kb >= 128:
            where = "Standard-IA" if now == ia else "Glacier Flexible Retrieval" if now == glacier else where
        if find == "class" and now >= day:
            return where if day else "Standard"
        if find == "gone" and where == "deleted":
            return now
        if now > expire + noncurrent + overwritten:
            if find == "gone":
                return 0
            if now > ia + glacier:
                return where
    raise AssertionError


def weighted_routing(*, records: str, of: str) -> Value:
    rows = []
    for text in records.split():
        name, _, weight = text.partition("=")
        rows.append((name, int(weight.rstrip("!")), not weight.endswith("!")))
    if not any(healthy for _, _, healthy in rows):
        rows = [(name, weight, True) for name, weight, _ in rows]
    tickets = [name for name, weight, healthy in rows if healthy for _ in range(weight)]
    tickets = tickets or [name for name, _, healthy in rows if healthy]
    return Fraction(tickets.count(of), len(tickets))


def data_transfer(
    *, find: str, gb: int, path: str, instead: str, zones: int, hour: Fraction, **prices: Fraction
) -> Value:
    def cost(hops: str) -> Fraction:
        total = Fraction(0)
        for hop in hops.split():
            if hop == "zone":
                total += gb * prices["zone"]  # out of the one
                total += gb * prices["zone"]  # into the other
            elif hop != "gateway-endpoint":
                total += gb * prices[hop]
        if "interface" in hops.split():
            for _ in range(zones):
                total += 730 * hour
        return total

    return cost(path) if find == "cost" else cost(path) - cost(instead)


ANSWERS: dict[str, Callable[..., Value]] = {
    "cidr": cidr,
    "route-choice": route_choice,
    "dynamodb-capacity": dynamodb_capacity,
    "lambda-concurrency": lambda_concurrency,
    "token-bucket": token_bucket,
    "availability": availability,
    "s3-break-even": s3_break_even,
    "sqs-consumers": sqs_consumers,
    "dlq-timeline": dlq_timeline,
    "kinesis-shards": kinesis_shards,
    "ebs-throughput": ebs_throughput,
    "dr-strategy": dr_strategy,
    "kms-envelope": kms_envelope,
    "target-tracking": target_tracking,
    "ecs-deployment": ecs_deployment,
    "cloudwatch-alarm": cloudwatch_alarm,
    "s3-lifecycle": s3_lifecycle,
    "weighted-routing": weighted_routing,
    "data-transfer": data_transfer,
}


def answer(family: str, inputs: dict[str, Any]) -> Value:
    """What brute force says, with the calculator's defaults for inputs that are left out."""
    defaults = {given.name: given.default for given in calculator(family).givens}
    return ANSWERS[family](**defaults | inputs)


def _cidr(rng: Random) -> dict[str, Any]:
    vpc = rng.randint(16, 24)
    return {
        "find": rng.choice(("usable", "prefix", "subnets", "total")),
        "vpc": vpc,
        "prefix": rng.randint(vpc, 28),
        "hosts": rng.choice((rng.randint(1, 5000), 2 ** rng.randint(5, 15) - rng.randint(3, 7))),
    }


def _route_choice(rng: Random) -> dict[str, Any]:
    blocks: dict[tuple[str, str], str] = {("10.0.0.0/16", ""): "local"}
    for number in range(rng.randint(0, 6)):
        base = ipaddress.ip_network(
            (rng.choice(("10.0.", "10.1.")) + f"{rng.choice((0, 64))}.0", rng.choice((0, 8, 15, 16, 17, 20, 24))),
            strict=False,
        )
        blocks.setdefault((str(base), rng.choice(("", "*"))), f"t-{number}")
    rows = [f"{block}={target}{how}" for (block, how), target in blocks.items()]
    rng.shuffle(rows)
    return {
        "routes": " ".join(rows),
        "to": f"{rng.choice((10, 10, 10, 11))}.{rng.randint(0, 2)}.{rng.choice((0, 64, 65))}.9",
    }


def _dynamodb_capacity(rng: Random) -> dict[str, Any]:
    find = rng.choice(("read", "write"))
    return {
        "find": find,
        "kb": Fraction(rng.randint(1, 100), rng.choice((1, 2, 4))),
        "rate": rng.randint(1, 500),
        "mode": rng.choice(("eventual", "strong", "transactional")),
        "items": rng.randint(1, 6),
        "call": rng.choice(("item", "query")) if find == "read" else "item",
    }


def _lambda_concurrency(rng: Random) -> dict[str, Any]:
    limit = rng.randint(100, 1500)
    return {
        "find": rng.choice(("concurrency", "served", "throttled", "reservable")),
        "rate": rng.randint(1, 3000),
        "ms": rng.choice((1, 10, 50, 100, 250, 333, 400, 1500)),
        "limit": limit,
        "reserved": rng.randint(0, limit - 100),
    }


def _token_bucket(rng: Random) -> dict[str, Any]:
    return {
        "find": rng.choice(("accepted", "rejected")),
        "rate": rng.randint(1, 60),
        "burst": rng.randint(1, 200),
        "load": rng.randint(1, 300),
        "waves": rng.randint(1, 8),
        "gap": rng.randint(1, 6),
    }


def _availability(rng: Random) -> dict[str, Any]:
    shapes = rng.choice((("",), ("", ""), ("2*", ""), ("2of3*", ""), ("2*", "2*"), ("3*", ""), ("1of2*", "2of2*")))
    parts = [f"{shape}{rng.choice(('99.9', '99.99', '99.95', '99.5', '99', '95', '90'))}" for shape in shapes]
    return {"find": rng.choice(("percent", "downtime")), "parts": " ".join(parts)}


def _s3_break_even(rng: Random) -> dict[str, Any]:
    find = rng.choice(("standard", "ia", "extra", "break-even"))
    small = find != "break-even"
    return {
        "find": find,
        "gb": rng.randint(1, 5000),
        "retrieved": rng.randint(0, 5000),
        "kb": rng.choice((16, 32, 64, 100, 128, 512)) if small else rng.choice((128, 512, 2048)),
        "days": rng.choice((5, 10, 15, 20, 30, 60)) if small else rng.choice((30, 60)),
        "standard": Fraction(rng.randint(20, 30), 1000),
        "ia": Fraction(rng.randint(100, 150), 10_000),
        "retrieval": Fraction(rng.randint(5, 20), 1000),
    }


def _sqs_consumers(rng: Random) -> dict[str, Any]:
    rate, ms = rng.randint(1, 120), rng.choice((20, 50, 125, 200, 333, 700, 1500))
    return {
        "find": rng.choice(("consumers", "instances", "drain")),
        "rate": rate,
        "ms": ms,
        "backlog": rng.randint(0, 3000),
        "latency": rng.randint(1, 120),
        "workers": rate * ms // 1000 + 1 + rng.randint(1, 40),
    }


def _dlq_timeline(rng: Random) -> dict[str, Any]:
    timeout, receives = rng.randint(2, 20), rng.randint(1, 8)
    return {
        "find": rng.choice(("moved", "received", "done", "kept")),
        "timeout": timeout,
        "receives": receives,
        "at": rng.randint(0, 150),
        "attempt": rng.randint(1, receives),
        "takes": rng.randint(1, timeout - 1),
        "retention": rng.randint(1, 96),
        "waited": rng.randint(0, 96),
        "queue": rng.choice(("standard", "fifo")),
    }


def _kinesis_shards(rng: Random) -> dict[str, Any]:
    return {
        "records": rng.randint(0, 9000),
        "kib": Fraction(rng.randint(1, 40), 4),
        "shared": rng.randint(0, 5),
        "fanout": rng.randint(0, 3),
    }


def _ebs_throughput(rng: Random) -> dict[str, Any]:
    return {
        "find": rng.choice(("throughput", "gp2")),
        "gib": rng.choice((rng.randint(1, 100), rng.randint(1, 9000))),
        "iops": rng.randint(100, 16_000),
        "kib": rng.choice((4, 8, 16, 32, 64, 128, 256)),
        "volume": rng.choice((125, 250, 500, 1000)),
        "volumes": rng.randint(1, 4),
        "instance": rng.choice((0, 200, 593, 1000)),
    }


def _dr_strategy(rng: Random) -> dict[str, Any]:
    costs = rng.sample(range(100, 5000, 100), 4)
    plans = " ".join(f"{n}={rng.randint(0, 90)}/{rng.randint(0, 90)}/{c}" for n, c in zip("abcd", costs, strict=True))
    return {
        "find": rng.choice(("strategy", "rpo", "rto")),
        "plans": plans,
        "rto": rng.randint(0, 100),
        "rpo": rng.randint(0, 100),
        "interval": rng.randint(1, 90),
        "copy": rng.randint(0, 60),
        "detect": rng.randint(0, 30),
        "gb": rng.randint(0, 900),
        "speed": rng.randint(1, 400),
        "ttl": rng.randint(0, 10),
    }


def _kms_envelope(rng: Random) -> dict[str, Any]:
    fault = rng.choice(("", "denied", "disabled", "pending-deletion", "context"))
    sealed = rng.choice(("a=1", "a=1,b=2", ""))
    same = ",".join(reversed(sealed.split(",")))
    return {
        "find": rng.choice(("outcome", "calls", "cost")),
        "sealed": sealed,
        "given": rng.choice(("a=2", "A=1", "a=1,b=2,c=3")) if fault == "context" else same,
        "allowed": "kms:GenerateDataKey,kms:Encrypt" if fault == "denied" else "kms:GenerateDataKey,kms:Decrypt",
        "key": fault if fault in {"disabled", "pending-deletion"} else "enabled",
        "files": rng.randint(1, 300),
        "shared": rng.randint(1, 60),
        "reads": rng.randint(0, 9),
        "rate": Fraction(rng.randint(1, 9), 100),
    }


def _target_tracking(rng: Random) -> dict[str, Any]:
    least = rng.randint(0, 10)
    target = rng.randint(1, 60)
    return {
        "instances": rng.randint(1, 30),
        "metric": Fraction(rng.randint(4 * target + 1, 400), 4),
        "target": Fraction(target),
        "metric2": Fraction(rng.randint(0, 200), 2),
        "target2": Fraction(rng.choice((0, rng.randint(1, 100)))),
        "least": least,
        "most": least + rng.randint(0, 80),
    }


def _ecs_deployment(rng: Random) -> dict[str, Any]:
    desired = rng.randint(1, 12)
    settings = {f"{rng.choice((0, 25, 50, 75, 100))}/{rng.choice((100, 110, 125, 150, 200))}" for _ in range(4)}
    return {
        "find": rng.choice(("lower", "upper", "setting")),
        "desired": desired,
        "minimum": rng.randint(0, 100),
        "maximum": rng.randint(100, 200),
        "room": desired + rng.randint(0, 2),
        "settings": " ".join(sorted(settings)),
    }


def _cloudwatch_alarm(rng: Random) -> dict[str, Any]:
    n = rng.randint(1, 6)
    find = rng.choice(("state", "period"))
    policy = rng.choice(("missing", "ignore", "breaching", "notBreaching"))
    letters = "xo-" if find == "state" else "xo"
    data = "".join(rng.choice(letters) for _ in range(rng.randint(n, 10)))
    if find == "state" and policy in {"missing", "ignore"} and 0 < len(data.replace("-", "")) < n:
        data = "-" * n
    return {"find": find, "data": data, "m": rng.randint(1, n), "n": n, "policy": policy}


def _s3_lifecycle(rng: Random) -> dict[str, Any]:
    ia = rng.choice((0, rng.randint(1, 30)))
    return {
        "find": rng.choice(("class", "gone")),
        "kb": rng.choice((1, 127, 128, 5000)),
        "ia": ia,
        "glacier": rng.choice((0, ia + rng.randint(1, 40))),
        "expire": rng.choice((0, rng.randint(1, 90))),
        "noncurrent": rng.choice((0, rng.randint(1, 40))),
        "versions": rng.choice(("on", "off")),
        "overwritten": rng.choice((0, 0, rng.randint(1, 90))),
        "day": rng.randint(0, 150),
    }


def _weighted_routing(rng: Random) -> dict[str, Any]:
    names = "abcd"[: rng.randint(1, 4)]
    records = [f"{n}={rng.choice((0, 0, 10, 30, 60, 255))}{rng.choice(('', '', '!'))}" for n in names]
    return {"records": " ".join(records), "of": rng.choice(names)}


def _data_transfer(rng: Random) -> dict[str, Any]:
    hops = ("zone", "nat", "internet", "region", "interface", "gateway-endpoint")
    return {
        "find": rng.choice(("cost", "saving")),
        "gb": rng.randint(0, 90_000),
        "path": " ".join(rng.sample(hops, rng.randint(0, 4))),
        "instead": " ".join(rng.sample(hops, rng.randint(0, 2))),
        "zones": rng.randint(1, 6),
    } | {hop: Fraction(rng.randint(1, 99), 1000) for hop in ("zone", "nat", "internet", "region", "interface", "hour")}


DRAWS: dict[str, Callable[[Random], dict[str, Any]]] = {
    name: globals()[f"_{function.__name__}"] for name, function in ANSWERS.items()
}

"""`awsprep sim`: models of AWS that decide, explain and answer from files."""

from __future__ import annotations

import typer

from awsprep.cli import sim_calc, sim_iam, sim_iam_line, sim_vpc
from awsprep.cli.group import HELP, group

app = group()


@app.callback()
def sim() -> None:
    """Models of AWS that decide and explain: packets in a virtual network, requests to IAM.

    \b
    Examples:
      awsprep sim vpc reply-blocked
      awsprep sim iam --policy p.json --principal ARN --action s3:GetObject --resource ARN
      awsprep sim iam --cases requests.jsonl
      awsprep sim calc --list
    """


for _module in (sim_iam, sim_vpc):  # for annotations; these come in at cli.door, too, and do not import it themselves
    vars(_module).setdefault("typer", typer)
app.command("iam", cls=sim_iam_line.Command, context_settings=HELP, short_help="Whether IAM allows a request")(
    sim_iam.command
)
app.command("vpc", context_settings=HELP, short_help="Whether a packet arrives, and its reply")(sim_vpc.command)
app.command("calc", context_settings=HELP, short_help="A sum of AWS, worked out")(sim_calc.command)

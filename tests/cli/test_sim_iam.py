"""`awsprep sim iam` as a person or a program calls it."""

from __future__ import annotations

import io
import json
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.cli import commands
from awsprep.cli.app import run
from tests.aws.iam_drawn import cases

if TYPE_CHECKING:
    from pathlib import Path

ALICE = "arn:aws:iam::111122223333:user/alice"
SESSION = "arn:aws:sts::111122223333:assumed-role/dev/one"
OBJECT = "arn:aws:s3:::reports/q1.csv"


def doc(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action: str = "s3:*", **more: Any) -> dict[str, Any]:
    return {"Sid": "Yes", "Effect": "Allow", "Action": action, "Resource": "*", **more}


FILES: dict[str, Any] = {
    "read.json": doc(allow()),
    "full.json": doc(allow("*")),
    "ec2.json": doc(allow("ec2:*")),
    "stop.json": doc(allow("*"), {"Sid": "Stop", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}),
    "rcp.json": doc({"Sid": "Stop", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}),
    "named.json": doc(allow(Principal={"AWS": ALICE})),
    "session.json": doc(allow(Principal={"AWS": SESSION})),
    "endpoint.json": doc(allow("ec2:*", Principal="*")),
    "public.json": doc(allow(Principal="*")),
    "office.json": doc(allow(Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})),
    "tags.json": doc(allow(Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}})),
    "bad.json": doc({"Effect": "allow", "Action": "s3:*", "Resource": "*"}),
    "not-principal.json": doc(allow(NotPrincipal={"AWS": ALICE})),
    "service.json": doc(allow(Principal={"Service": "ec2.amazonaws.com"})),
    "twice.json": doc(allow(), allow()),
}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(commands.COMMANDS, "sim", "Models of AWS")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    for name, document in FILES.items():
        (tmp_path / name).write_text(json.dumps(document, indent=2), encoding="utf-8")


def asked(*options: str, principal: str = ALICE, action: str = "s3:GetObject", resource: str = OBJECT) -> int:
    return run(["sim", "iam", "--principal", principal, "--action", action, "--resource", resource, *options])


@pytest.mark.parametrize(
    ("options", "principal", "decision", "layer", "sid"),
    [
        ("--policy read.json", ALICE, "Allowed", "identity", "Yes"),
        ("--policy read.json --json", ALICE, "Allowed", "identity", "Yes"),
        ("--policy ec2.json", ALICE, "ImplicitDeny", "identity", None),
        ("--policy ec2.json --policy read.json", ALICE, "Allowed", "identity", "Yes"),
        ("", ALICE, "ImplicitDeny", "identity", None),
        ("--policy stop.json", ALICE, "ExplicitDeny", "identity", "Stop"),
        ("--policy read.json --boundary ec2.json", ALICE, "ImplicitDeny", "boundary", None),
        ("--policy read.json --session-policy ec2.json", SESSION, "ImplicitDeny", "session", None),
        ("--resource-policy named.json --boundary ec2.json", ALICE, "Allowed", "resource", "Yes"),
        ("--resource-policy session.json --session-policy ec2.json", SESSION, "Allowed", "resource", "Yes"),
        ("--policy read.json --scp full.json --scp full.json", ALICE, "Allowed", "identity", "Yes"),
        ("--policy read.json --scp full.json --scp ec2.json", ALICE, "ImplicitDeny", "scp", None),
        ("--policy read.json --scp ec2.json --management-account 111122223333", ALICE, "Allowed", "identity", "Yes"),
        ("--policy read.json --scp ec2.json --management-account 444455556666", ALICE, "ImplicitDeny", "scp", None),
        ("--policy read.json --scp ec2.json --management-account", ALICE, "Allowed", "identity", "Yes"),
        ("--management-account --policy read.json --scp ec2.json", ALICE, "Allowed", "identity", "Yes"),
        ("--policy read.json --rcp rcp.json", ALICE, "ExplicitDeny", "rcp", "Stop"),
        ("--policy read.json --vpce endpoint.json", ALICE, "ImplicitDeny", "vpce", None),
        ("--policy read.json --resource-account 444455556666", ALICE, "ImplicitDeny", "resource", None),
        (
            "--policy read.json --resource-account 444455556666 --resource-policy named.json",
            ALICE,
            "Allowed",
            "identity",
            "Yes",
        ),
        ("--policy office.json --context aws:SourceIp=203.0.113.9", ALICE, "Allowed", "identity", "Yes"),
        ("--policy office.json --context AWS:sourceip=198.51.100.9", ALICE, "ImplicitDeny", "identity", None),
        ("--policy tags.json --context aws:TagKeys=a --context aws:tagkeys=b", ALICE, "Allowed", "identity", "Yes"),
        ("--policy tags.json --context aws:TagKeys=a --context aws:TagKeys=c", ALICE, "ImplicitDeny", "identity", None),
        ("--resource-policy public.json", "anonymous", "Allowed", "resource", "Yes"),
        ("--resource-policy public.json --management-account", "anonymous", "Allowed", "resource", "Yes"),
    ],
)
def test_a_request_is_decided_from_files(
    options: str, principal: str, decision: str, layer: str, sid: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(*options.split(), principal=principal) == (0 if decision == "Allowed" else 1)
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert (answer["decision"], answer["layer"], answer["sid"], err) == (decision, layer, sid, "")
    assert len(answer["layers"]) == 7
    assert (answer["fix"]["decision"] == "Allowed") is (decision != "Allowed")


def test_policies_are_yaml_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    Action: s3:Get*\n    Resource: '*'\n"
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    assert asked("--policy", "p.yaml") == 0
    assert json.loads(capsys.readouterr().out)["decision"] == "Allowed"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--policy bad.json", 'bad.json:5:17: error[bad-effect]: Effect is the text "allow"'),
        ("--policy read.json --boundary bad.json", "bad.json:5:17: error[bad-effect]"),
        ("--resource-policy not-principal.json", "not-principal.json:9:7: error[not-modelled]: NotPrincipal is not"),
        (
            "--resource-policy service.json",
            "service.json:10:9: error[not-modelled]: a service principal is not modelled",
        ),
        ("--policy nothing.json", "nothing.json: error[unreadable]: the file cannot be read"),
        ("--session-policy read.json", "A session policy of a user, who has no session, is not modelled."),
    ],
)
def test_a_policy_that_is_not_sound_ends_with_4(options: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(*options.split()) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_advice_is_said_and_the_request_decided(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--policy", "twice.json") == 0
    assert "warning[duplicate-sid]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--policy read.json", "--principal, --action, --resource are missing."),
        (f"--principal {ALICE} --action s3:GetObject", "--resource is missing."),
        (f"--principal alice --action s3:GetObject --resource {OBJECT}", 'The principal "alice" is no ARN'),
        (f"--principal {ALICE} --action Get --resource {OBJECT}", 'The action "Get" is not written like'),
        (f"--principal {ALICE} --action s3:Get --resource b", 'The resource "b" is neither an ARN'),
        (f"--principal {ALICE} --action s3:Get --resource {OBJECT} --context k", '--context "k" has no key and value.'),
        (f"--principal {ALICE} --action s3:Get --resource {OBJECT} --resource-account 1", "is not 12 digits"),
        (
            f"--principal arn:aws:iam::111122223333:root --action s3:Get --resource {OBJECT}",
            "The root user is not modelled.",
        ),
        (
            f"--principal ec2.amazonaws.com --action s3:Get --resource {OBJECT}",
            "The service principal ec2.amazonaws.com",
        ),
    ],
)
def test_a_request_that_is_none_ends_with_2(arguments: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sim", "iam", *arguments.split()]) == 2
    assert said in capsys.readouterr().err


def line(name: Any, identity: Any = None, **request: Any) -> str:
    asked = {"principal": ALICE, "action": "s3:GetObject", "resource": OBJECT, **request}
    return json.dumps({"id": name, "request": asked, "policies": {"identity": [identity or FILES["read.json"]]}}) + "\n"


def test_many_cases_are_decided_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = line("a") + "\n" + line(2, FILES["stop.json"]) + line(None, action="ec2:RunInstances")
    (tmp_path / "cases.jsonl").write_text(text, encoding="utf-8")
    assert run(["sim", "iam", "--cases", "cases.jsonl", "--json"]) == 0
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["decision"], row["layer"], row["sid"]) for row in rows] == [
        ("a", "Allowed", "identity", "Yes"),
        (2, "ExplicitDeny", "identity", "Stop"),
        (None, "ImplicitDeny", "identity", None),
    ]
    assert set(rows[0]) == {"id", "decision", "layer", "sid", "layers", "fix"}


def test_a_line_that_cannot_be_decided_gives_its_id_and_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = json.loads(line("c"))
    wrong["policies"]["session"] = FILES["read.json"]
    text = line("a", FILES["bad.json"]) + "{\n" + line("b") + json.dumps(wrong)
    (tmp_path / "cases.jsonl").write_text(text, encoding="utf-8")
    assert run(["sim", "iam", "--cases", "cases.jsonl"]) == 1
    first, second, third, fourth = (json.loads(row) for row in capsys.readouterr().out.splitlines())
    assert first["id"] == "a"
    assert first["error"].startswith("cases.jsonl:1:")
    assert 'Effect is the text "allow"' in first["error"]
    assert second["id"] is None
    assert second["error"].startswith("cases.jsonl:2:2: this line is not JSON")
    assert third["decision"] == "Allowed"
    assert fourth == {"id": "c", "error": "a session policy of a user, who has no session, is not modelled"}


def test_cases_come_from_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(line("a").encode()), isatty=lambda: False)
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run(["sim", "iam", "--cases", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "a"


@pytest.mark.parametrize("path", ["nothing.jsonl", "."])
def test_a_file_of_cases_that_cannot_be_read_ends_with_4(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sim", "iam", "--cases", path]) == 4
    assert f"{path} cannot be read" in capsys.readouterr().err


def test_five_thousand_cases_take_seconds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(json.dumps(case) + "\n" for case in cases()[-5000:])
    (tmp_path / "cases.jsonl").write_text(text, encoding="utf-8")
    start = time.process_time()
    assert run(["sim", "iam", "--cases", "cases.jsonl"]) == 0
    measured = sys.gettrace() is not None  # coverage makes everything several times as slow
    assert time.process_time() - start < (60 if measured else 10)
    assert len(capsys.readouterr().out.splitlines()) == 5000


@pytest.mark.parametrize("call", [["sim"], ["sim", "iam"]])
def test_the_help_has_examples(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*call, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.partition("Examples:")[2].count("awsprep sim") >= 3

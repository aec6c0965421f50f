"""`awsprep sim vpc` as a person or a program calls it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from awsprep.cli import door, sim, sim_vpc
from awsprep.cli.context import Context
from awsprep.core.problem import AwsprepError
from awsprep.ui.board import Board

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.ui.flow_play import Play


class Clock:
    def now_ms(self) -> int:
        return 0

    def offset_minutes(self) -> int:
        return 0

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def call(*arguments: str, **environ: str) -> int:
    """The exit code of the command in its group."""
    context = Context({"HOME": ".", "COLUMNS": "80", **environ}, Clock())
    code: Any = typer.main.get_command(sim.app).main(["vpc", *arguments], standalone_mode=False, obj=context)
    assert isinstance(code, int)
    return code


def refused(*arguments: str) -> AwsprepError:
    with pytest.raises(AwsprepError) as caught:
        call(*arguments)
    return caught.value


SCENARIO = """\
scenario: mine
vpcs: {main: {cidrs: [10.0.0.0/16], igw: true}}
subnets: {public: {vpc: main, az: a, cidr: 10.0.1.0/24, routes: out}}
route_tables: {out: {vpc: main, routes: [{to: 0.0.0.0/0, via: igw}]}}
groups: {web: {in: [{protocol: tcp, ports: 443, peer: 0.0.0.0/0}], out: [{protocol: all, peer: 0.0.0.0/0}]}}
interfaces: {web-1: {subnet: public, ip: 10.0.1.10, public: 203.0.113.10, groups: [web]}}
flow: {from: 198.51.100.7, to: web-1, protocol: tcp, port: 443}
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    (tmp_path / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    return "mine.yaml"


def test_the_first_scenario_is_the_path_that_interviewers_draw(capsys: pytest.CaptureFixture[str]) -> None:
    assert call() == 0
    assert capsys.readouterr().out == (
        "From the internet to a web server in a public subnet\n"
        "TCP 443  198.51.100.7 → web-1   ✓ DELIVERED\n"
        "\n"
        "  #  Where    Check      Result  Rule that decided\n"
        "  1  igw      public IP  ALLOW   target 203.0.113.10 becomes 10.0.1.10 of web-1\n"
        "  2  web-acl  inbound    ALLOW   rule 100 allow tcp 443 from 0.0.0.0/0\n"
        "  3  web      ingress    ALLOW   tcp 443 from 0.0.0.0/0\n"
        "\n"
        " The reply (security groups keep state, network ACLs do not)\n"
        "  4  web-acl  outbound   ALLOW   rule 100 allow tcp 1024-65535 to 0.0.0.0/0\n"
        "  5  public   route      igw     0.0.0.0/0 is the only match\n"
        "  6  igw      public IP  ALLOW   source 10.0.1.10 becomes 203.0.113.10\n"
        "\n"
        "The request and its reply both arrive.\n"
    )


def test_what_stops_a_packet_is_named_with_what_was_not_reached_and_the_smallest_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("app-to-database") == 1
    out = capsys.readouterr().out
    assert out == (
        "The application cannot reach its database, and opening one port is not enough\n"
        "TCP 3306  app-1 → db-1   ✗ BLOCKED\n"
        "\n"
        "  #  Where    Check     Result   Rule that decided\n"
        "  1  app      egress    ALLOW    all traffic to 0.0.0.0/0\n"
        "  2  app-acl  outbound  ALLOW    rule 100 allow tcp 3306 to 10.0.0.0/16\n"
        "  3  main     route     local    10.0.0.0/16 is the only match\n"
        "  4  db-acl   inbound   DENY     rule * deny: no rule allows tcp 3306 from\n"
        "                                 10.0.1.20; nearest: rule 100 allow tcp 3306\n"
        "                                 from 10.0.2.0/24\n"
        "  5  db       ingress   (ALLOW)  not reached: tcp 3306 from group/app\n"
        "\n"
        " The reply (security groups keep state, network ACLs do not)\n"
        "  6  db-acl   outbound  (ALLOW)  not reached: rule 110 allow tcp 1024-65535 to\n"
        "                                 10.0.0.0/16\n"
        "  7  main     route     (local)  not reached: 10.0.0.0/16 is the only match\n"
        "  8  app-acl  inbound   (DENY)   not reached: rule * deny: no rule allows tcp\n"
        "                                 49152 from 10.0.12.8; nearest: rule 100 allow\n"
        "                                 tcp 443 from 0.0.0.0/0\n"
        "\n"
        "request stopped at db-acl: SUBNET_ACL_RESTRICTION\n"
        "\n"
        "Smallest change that lets it through\n"
        " + db-acl inbound rule 110 allow tcp 3306 from 10.0.1.0/24\n"
        " + app-acl inbound rule 110 allow tcp 1024-65535 from 10.0.12.0/24\n"
    )


def test_json_has_the_verdict_its_trace_and_the_fix(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("reply-blocked", "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["schema", "verdict", "leg", "code", "at", "trace", "fix"]
    assert (report["schema"], report["verdict"], report["leg"]) == (1, "blocked", "reply")
    assert (report["code"], report["at"]) == ("SUBNET_ACL_RESTRICTION", "tight")
    assert report["trace"][0] == {
        "leg": "request",
        "where": "igw",
        "check": "public IP",
        "result": "ALLOW",
        "rule": "target 203.0.113.10 becomes 10.0.1.10 of web-1",
    }
    assert report["trace"][-1]["result"] == "DENY"
    rule = "rule 110 allow tcp 1024-65535 to 0.0.0.0/0"
    assert report["fix"] == [{"change": "add", "where": "tight", "check": "outbound", "rule": rule}]


def test_json_of_what_arrives_has_nothing_to_fix(capsys: pytest.CaptureFixture[str], mine: str) -> None:
    assert call(mine, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert [report[key] for key in ("verdict", "leg", "code", "at", "fix")] == ["delivered", None, None, None, []]


def test_another_flow_can_be_asked_of_the_same_network(capsys: pytest.CaptureFixture[str], mine: str) -> None:
    assert call(mine, "--port", "80") == 1
    assert "web-1: ENI_SG_RULES_MISMATCH" in capsys.readouterr().out
    assert call(mine, "--from", "web-1", "--to", "192.0.2.1") == 0
    assert "TCP 443  web-1 → 192.0.2.1" in capsys.readouterr().out
    assert call(mine, "--protocol", "ICMP") == 1
    assert "ICMP  198.51.100.7 → web-1" in capsys.readouterr().out


def test_plain_output_has_no_colour_where_colour_is_asked_for(capsys: pytest.CaptureFixture[str], mine: str) -> None:
    assert call(mine, FORCE_COLOR="1") == 0
    colored = capsys.readouterr().out
    assert "\x1b[32m" in colored
    assert call(mine, "--plain", FORCE_COLOR="1") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_the_shipped_scenarios_are_listed_the_first_one_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 12
    assert lines[0].split() == [
        sim_vpc.FIRST,
        *["From", "the", "internet", "to", "a", "web", "server", "in", "a", "public", "subnet"],
    ]
    assert call("--list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)["scenarios"]
    assert [row["name"] for row in rows] == [line.split()[0] for line in lines]


@pytest.mark.parametrize("name", sim_vpc.names())
def test_every_shipped_scenario_is_played_in_both_forms(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = call(name, "--json")
    report = json.loads(capsys.readouterr().out)
    assert code == (report["verdict"] == "blocked")
    assert call(name, COLUMNS="40") == code
    assert report["trace"][-1]["rule"].split()[-1] in capsys.readouterr().out
    assert bool(report["fix"]) is bool(code)


def test_a_narrow_terminal_gets_short_lines_of_rules(capsys: pytest.CaptureFixture[str]) -> None:
    call("nat-egress", COLUMNS="60")
    assert max(len(line) for line in capsys.readouterr().out.splitlines()[3:-2]) <= 63


def test_a_scenario_that_is_not_there_has_the_nearest_named() -> None:
    error = refused("reply-block")
    assert (error.exit_code, error.message) == (3, 'There is no scenario "reply-block".')
    assert error.hint == 'Did you mean "reply-blocked"?'
    assert refused("zzz").hint == "To see them: awsprep sim vpc --list"


def test_a_file_that_cannot_be_read_or_is_something_else_is_refused(tmp_path: Path) -> None:
    assert refused("nothing.yaml").exit_code == 4
    (tmp_path / "terms.yaml").write_text("terms: {}\n", encoding="utf-8")
    assert refused("terms.yaml").message == "terms.yaml is no scenario file."


def test_the_mistakes_of_a_file_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text(SCENARIO.replace("to: web-1", "to: web-2"), encoding="utf-8")
    assert refused("./bad.yaml").message == "./bad.yaml cannot be simulated."
    assert 'bad.yaml:7:32: error[bad-flow]: there is no interface "web-2"' in capsys.readouterr().err


def test_a_flow_that_cannot_be_asked_about_is_a_mistake_in_usage(mine: str) -> None:
    error = refused(mine, "--to", "web-9")
    assert (error.exit_code, error.message) == (2, 'There is no interface "web-9".')
    assert error.hint == "To mend it: one of: web-1."
    assert refused(mine, "--protocol", "gre").exit_code == 2


def test_a_file_that_expects_something_else_is_played_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(f"{SCENARIO}expect: {{verdict: blocked}}\n", encoding="utf-8")
    assert call("odd.yaml") == 0


def test_a_blocked_flow_without_a_small_change_says_so(capsys: pytest.CaptureFixture[str], mine: str) -> None:
    assert call(mine, "--from", "192.168.1.1") == 1
    assert capsys.readouterr().out.endswith("No small change lets it through.\n")


def test_faults_are_made_before_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("internet-to-instance", "--break", "8,3", "--break", "3, 8", "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["code"], report["at"]) == ("SUBNET_ACL_RESTRICTION", "web-acl")
    assert len(report["fix"]) == 2
    assert call("internet-to-instance", "--break", "8 8") == 1
    assert "reply stopped at public: BAD_STATE_ROUTE" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["0", "10", "x", "-1", "²"])
def test_a_fault_that_there_is_not_has_all_of_them_listed(word: str) -> None:
    error = refused("--break", word)
    assert (error.exit_code, error.message) == (2, f'There is no fault "{word}".')
    assert error.hint.startswith("Choose from: 1 public IP, 2 main route table,")


def test_a_fault_that_does_not_apply_is_refused_with_the_reason() -> None:
    error = refused("--break", "6")
    assert error.message == "6 NAT subnet does not apply here. There is no NAT gateway on this way."
    assert error.exit_code == 2


def test_a_long_question_breaks_on_a_narrow_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    call("ipv6-egress-only", COLUMNS="40")
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:5] == ["TCP 443 2001:db8:ffff::7 → web-1", "✗ BLOCKED", ""]
    assert max(map(len, lines)) <= 40 + len("IGW_PRIVATE_IP")


class Terminal:
    """A terminal on which some keys are pressed, and which may end by a signal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.keys: list[str] = []
        self.signal = ""
        self.play: Play | None = None
        monkeypatch.setattr(Context, "interactive", property(lambda _: True))
        monkeypatch.setattr(Board, "play", lambda _, play: self.sit(play))

    def sit(self, play: Play) -> str:
        self.play = play
        for key in self.keys:
            play.press(key)
        return self.signal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(monkeypatch)


class TestOnATerminal:
    def test_what_stays_is_how_it_stood_and_how_to_see_it_again(
        self, terminal: Terminal, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal.keys = ["4", "8", "q"]
        assert call("internet-to-instance", "--from", "198.51.100.9", "--port", "443") == 0
        assert capsys.readouterr().out == (
            "From the internet to a web server in a public subnet\n"
            "TCP 443  198.51.100.9 → web-1   ✗ BLOCKED\n"
            "The reply is stopped at web-acl outbound: rule * deny: no rule allows tcp 51514\n"
            "to 198.51.100.9; nearest: rule 100 allow tcp 443 to 0.0.0.0/0\n"
            "Broken: 4 ephemeral ports, 8 blackhole\n"
            "\n"
            "Again  awsprep sim vpc internet-to-instance --from 198.51.100.9 --port 443 --break 4,8\n"
        )

    def test_changes_are_told_and_that_they_are_in_no_file(
        self, terminal: Terminal, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal.keys = ["F", "q"]
        assert call("reply-blocked") == 0
        out = capsys.readouterr().out
        assert "✓ DELIVERED\nChanged\n + tight outbound rule 110 allow tcp 1024-65535 to 0.0.0.0/0\n" in out
        assert "The changes are in no file; w would have written one.\n" in out
        assert out.endswith("\nAgain  awsprep sim vpc reply-blocked\n")

    def test_a_scenario_that_was_written_is_seen_again_in_its_file(
        self, terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal.keys = ["F", "w", "c-u", *"a b.yaml", "enter", "w", "c-u", *"mended.yaml", "enter", "q"]
        assert call("reply-blocked") == 0
        out = capsys.readouterr().out
        assert out.endswith("Again  awsprep sim vpc 'a b.yaml'\n")
        assert "in no file" not in out
        text = (tmp_path / "mended.yaml").read_text(encoding="utf-8")
        assert text.startswith("scenario: mended\ntitle: The request arrives, the reply does not\n")
        assert text.endswith("expect: {verdict: delivered}\n")
        assert (tmp_path / "a b.yaml").read_text(encoding="utf-8").startswith("scenario: reply-blocked\n")
        terminal.keys = ["q"]
        assert call("mended.yaml", "--plain") == 0

    def test_a_file_is_not_overwritten_unasked_and_what_cannot_be_written_is_said(
        self, terminal: Terminal, mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal.keys = ["w", "c-u", *mine, "enter"]
        call(mine)
        assert terminal.play is not None
        assert terminal.play.writing is not None
        assert "exists already" in terminal.play.writing.asks
        assert (tmp_path / mine).read_text(encoding="utf-8") == SCENARIO
        terminal.keys = ["w", "c-u", *"no/where.yaml", "enter"]
        call(mine)
        assert terminal.play.writing.message == (
            "no/where.yaml cannot be written: No such file or directory. Choose a folder that you may write to."
        )
        assert "Again  awsprep sim vpc mine.yaml" in capsys.readouterr().out

    def test_the_shipped_scenarios_follow_a_file_and_have_their_titles(self, terminal: Terminal, mine: str) -> None:
        call(mine)
        assert terminal.play is not None
        assert list(terminal.play.names) == [mine, *sim_vpc.names()]
        assert terminal.play.title("reply-blocked") == "The request arrives, the reply does not"
        assert terminal.play.title(mine) == mine
        assert terminal.play.title("gone.yaml") == "gone.yaml"
        terminal.keys = ["N", "n"]
        call("reply-blocked")
        assert terminal.play.names[terminal.play.at] == "reply-blocked"

    def test_a_file_that_was_broken_meanwhile_is_told_on_the_screen(
        self, terminal: Terminal, mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call(mine)
        assert terminal.play is not None
        (tmp_path / mine).write_text(SCENARIO.replace("to: web-1", "to: web-2"), encoding="utf-8")
        terminal.play.press("n")
        terminal.play.press("N")
        assert terminal.play.message.startswith("mine.yaml cannot be simulated.")
        assert capsys.readouterr().err == ""

    @pytest.mark.parametrize(("signal", "code"), [("INT", 130), ("TERM", 143), ("HUP", 129)])
    def test_a_signal_has_its_exit_code(
        self, terminal: Terminal, signal: str, code: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal.signal = signal
        assert call() == code
        assert "Again  awsprep sim vpc internet-to-instance\n" in capsys.readouterr().out

    @pytest.mark.parametrize("option", ["--plain", "--json", "--list"])
    def test_lines_and_json_need_no_screen(self, terminal: Terminal, option: str) -> None:
        assert call(option) == 0
        assert terminal.play is None
        assert call(AWSPREP_PLAIN="1") == 0
        assert terminal.play is None


def test_the_list_is_wrapped_for_a_terminal_and_left_whole_for_a_pipe() -> None:
    found = [("gateway-endpoint", "From a private subnet to S3 through a gateway endpoint"), ("acl", "A deny")]

    def text(width: int | None) -> list[str]:
        return ["".join(part for _, part in line) for line in sim_vpc._listed(width, found)]

    assert text(None) == [
        "gateway-endpoint  From a private subnet to S3 through a gateway endpoint",
        "acl               A deny",
    ]
    assert text(60)[:2] == [
        "gateway-endpoint  From a private subnet to S3 through a",
        "                  gateway endpoint",
    ]
    assert text(36) == [
        "gateway-endpoint",
        "  From a private subnet to S3",
        "  through a gateway endpoint",
        "acl",
        "  A deny",
    ]


class TestTheDoor:
    @pytest.mark.parametrize("line", [["sim", "vpc"], ["sim", "vpc", "reply-blocked"]])
    def test_it_comes_in_without_typer_alone_or_with_a_name(
        self, line: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = door.answer(line, Context({"HOME": ".", "COLUMNS": "80"}, Clock()))
        out = capsys.readouterr().out
        assert call(*line[2:]) == code == len(line) - 2
        assert out == capsys.readouterr().out

    @pytest.mark.parametrize(
        "line",
        [["sim"], ["sim", "vpc", "--list"], ["sim", "vpc", "a", "--json"], ["sim", "calc"], ["sim", "vpc", "-h"]],
    )
    def test_everything_else_is_typers(self, line: list[str]) -> None:
        assert door.answer(line, Context({}, Clock())) is None

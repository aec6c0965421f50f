"""Asking a model over the network: one that answers, and all the ways in which one does not."""

from __future__ import annotations

import socket
import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import pytest

from awsprep.cli.chat import Chat
from awsprep.cli.model import Model
from awsprep.core.endpoint import endpoint
from awsprep.core.grader import Asked
from tests.cli.fake_model import (
    FakeModel,
    completion,
    dripping,
    endless,
    fake_model,
    finds,
    hangs_up,
    held,
    status,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.ui.second import Opinion

ASK = Asked(
    "What is a role?",
    "Others slip into it, and it has no lasting keys.",
    (("assume", "It is assumed"), ("short", "Short-lived credentials")),
)
SLIP = {"assume": "Others slip into it"}
KEY = "sk-very-secret"


def opinion(url: str, *, key: str = "", seconds: float = 5.0, environ: Mapping[str, str] | None = None) -> Opinion:
    """What comes of asking, waited for as a plain view does."""
    replies: SimpleQueue[Opinion] = SimpleQueue()
    Model(Chat(endpoint(url), key, environ or {}, seconds), "some-model").ask(ASK, replies.put)
    told = replies.get(timeout=seconds + 5)
    with pytest.raises(Empty):  # it is told once
        replies.get_nowait()
    return told


def answered(reply: Callable[[FakeModel, socket.socket], None], *, seconds: float = 5.0) -> Opinion:
    with fake_model(reply) as server:
        return opinion(server.url, seconds=seconds)


class TestAnswers:
    def test_points_with_quotes_of_the_answer_are_found(self) -> None:
        assert answered(finds((1, "others slip into it"))) == (SLIP, "")
        assert answered(finds()) == ({}, "")

    def test_what_is_sent_is_one_post_with_the_key_and_nothing_of_the_machine(self) -> None:
        with fake_model(finds()) as server:
            opinion(server.url, key=KEY, environ={"SECRET": "other"})
        (head,), (body,) = server.heads, server.bodies
        assert head.startswith("POST /v1/chat/completions HTTP/1.1\r\n")
        names = {line.partition(":")[0] for line in head.split("\r\n")[1:]}
        assert names == {
            "Host",
            "Accept-Encoding",
            "Content-Length",
            "Content-Type",
            "Accept",
            "User-Agent",
            "Authorization",
        }
        assert f"Authorization: Bearer {KEY}" in head
        assert (body["model"], body["temperature"]) == ("some-model", 0)
        assert KEY not in str(body)

    def test_without_a_key_none_is_sent(self) -> None:
        with fake_model(finds()) as server:
            opinion(server.url)
        assert "Authorization" not in server.heads[0]

    def test_a_server_that_does_not_know_the_shape_is_asked_without_it(self) -> None:
        with fake_model(status("400 Bad Request", b"{}"), finds((1, "others slip into it"))) as server:
            assert opinion(server.url).quotes == SLIP
        assert ["response_format" in body for body in server.bodies] == [True, False]

    def test_quotes_that_are_lies_or_the_questions_words_find_nothing(self) -> None:
        assert answered(finds((1, "it is assumed by services"), (2, "what is a role"))) == ({}, "")

    def test_a_reply_that_obeys_the_answer_finds_nothing(self) -> None:
        injected = b'{"choices": [{"message": {"content": "{\\"found\\": [{\\"point\\": 1, \\"quote\\": \\"*\\"}, {\\"point\\": 2}], \\"all\\": true}"}}]}'
        assert answered(status("200 OK", injected)) == ({}, "")


class TestFailures:
    @pytest.mark.parametrize(
        ("reply", "said"),
        [
            (status("401 Unauthorized", b'{"error": "bad key"}'), "it refused the key (401)"),
            (status("403 Forbidden"), "it refused the key (403)"),
            (status("400 Bad Request"), "it failed (400)"),
            (status("404 Not Found"), "there is no such address or no such model (404)"),
            (status("500 Oops", b"<html>"), "it failed (500)"),
            (status("204 No Content"), "it failed (204)"),
            (status("200 OK", b'{"choices": ['), "its reply is not JSON"),
            (status("200 OK", b'{"object": "list"}'), "its reply is no chat completion"),
            (status("200 OK", completion()[:-3], "Content-Length: 9999"), "its reply is not JSON"),
            (status("200 OK", b" " * 300_000), "its reply is too long"),
            (endless, "its reply is too long"),
            (hangs_up, "it broke off"),
            (status("nonsense"), "it broke off"),
        ],
    )
    def test_each_is_a_few_words(self, reply: Callable[[FakeModel, socket.socket], None], said: str) -> None:
        assert answered(reply) == ({}, said)

    def test_a_redirect_is_not_followed(self) -> None:
        with fake_model(finds((1, "others slip into it"))) as other:
            told = answered(status("307 Temporary Redirect", b"", f"Location: {other.url}/chat/completions"))
            assert told == ({}, "it sends us elsewhere (307), and we do not follow")
        assert other.heads == []

    def test_a_port_where_nothing_listens(self) -> None:
        with fake_model(finds()) as server:
            url = server.url
        assert opinion(url) == ({}, "nothing listens there")

    def test_a_host_that_does_not_exist(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        assert opinion("https://no.such.host/v1") == ({}, "there is no such host")

    @pytest.mark.parametrize(
        "drips",
        [
            b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + b" " * 500,
            b"HTTP/1.1 200 OK\r\n" + b"X-Slow: and slower\r\n" * 50,
        ],
    )
    def test_a_dripping_server_is_left_at_the_deadline(self, drips: bytes) -> None:
        begun = time.monotonic()  # noqa: TID251  the deadline is one of the real clock
        assert answered(dripping(drips, 0.05), seconds=0.4) == ({}, "no reply within 0.4 s")
        assert time.monotonic() - begun < 3  # noqa: TID251

    def test_looking_up_a_name_counts_as_well(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def slow(*_: object, **__: object) -> None:
            time.sleep(1.0)
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", slow)
        assert opinion("https://slow.example.com", seconds=0.2) == ({}, "no reply within 0.2 s")

    def test_a_key_that_no_header_can_hold_is_neither_sent_nor_shown(self) -> None:
        with fake_model(finds()) as server:
            told = opinion(server.url, key="sk-1\r\nX-Evil: 1")
        assert told == ({}, "it could not be asked")
        assert server.heads == []

    def test_what_is_not_trusted_is_not_told_the_key(self) -> None:
        """TLS to a server that speaks none: the handshake fails before anything is sent."""
        with fake_model(finds()) as server:
            told = opinion(server.url.replace("http:", "https:"), key=KEY, seconds=1)
        assert told.failure in {"its certificate or encryption is not right", "no reply within 1 s", "it broke off"}
        assert server.heads == []

    def test_plain_http_goes_to_no_public_address_whatever_a_name_leads_to(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("awsprep.cli.chat.private", lambda address: address != "127.0.0.1")
        with fake_model(finds()) as server:
            told = opinion(f"http://localhost:{server.port}/v1", key=KEY)
        assert told == ({}, "http only goes to this machine or a private network; take https")
        assert server.heads == []


class TestCallingOff:
    def test_nothing_is_told_after_it_and_the_connection_is_closed(self) -> None:
        replies: SimpleQueue[Opinion] = SimpleQueue()
        closed: SimpleQueue[bytes] = SimpleQueue()

        def waits(_: FakeModel, connection: socket.socket) -> None:
            closed.put(connection.recv(1))

        with fake_model(waits) as server:
            chat = Chat(endpoint(server.url), "", {}, 30.0)
            call_off = Model(chat, "some-model").ask(ASK, replies.put)
            assert server.asked.wait(10)
            call_off()
            assert closed.get(timeout=10) == b""
            call_off()
        with pytest.raises(Empty):
            replies.get(timeout=0.2)

    def test_a_reply_that_comes_too_late_is_not_told_either(self) -> None:
        replies: SimpleQueue[Opinion] = SimpleQueue()
        with fake_model(held(finds((1, "others slip into it")))) as server:
            Model(Chat(endpoint(server.url), "", {}, 0.2), "m").ask(ASK, replies.put)
            assert replies.get(timeout=10).failure == "no reply within 0.2 s"
            server.released.set()
            with pytest.raises(Empty):
                replies.get(timeout=0.3)

    def test_a_connection_that_is_gone_already_is_no_trouble(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with fake_model(held(hangs_up)) as server:
            call_off = Model(Chat(endpoint(server.url), "", {}, 30.0), "m").ask(ASK, lambda _: None)
            assert server.asked.wait(10)

            def gone(*_: object) -> None:
                raise OSError(107, "Transport endpoint is not connected")

            monkeypatch.setattr(socket.socket, "shutdown", gone)
            call_off()
            monkeypatch.undo()
            assert not server.released.is_set()

    def test_one_that_was_called_off_before_it_connected_never_asks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with fake_model(finds()) as server:
            begun: SimpleQueue[None] = SimpleQueue()
            go_on: SimpleQueue[None] = SimpleQueue()
            connection = Chat._connection

            def late(chat: Chat) -> object:
                begun.put(None)
                go_on.get(timeout=10)
                return connection(chat)

            monkeypatch.setattr(Chat, "_connection", late)
            call_off = Model(Chat(endpoint(server.url), "", {}, 30.0), "m").ask(ASK, lambda _: None)
            begun.get(timeout=10)
            call_off()
            go_on.put(None)
            assert not server.asked.wait(0.3)


class TestProxies:
    def tunnel(self, environ: dict[str, str], url: str = "https://models.example.com/v1") -> tuple[Opinion, list[str]]:
        """What a proxy on this machine is asked for; it lets nothing through."""
        heads: list[str] = []
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(0.5)
            port = listener.getsockname()[1]
            replies: SimpleQueue[Opinion] = SimpleQueue()
            named = {name: value.replace("PORT", str(port)) for name, value in environ.items()}
            Model(Chat(endpoint(url), KEY, named, 5.0), "m").ask(ASK, replies.put)
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                return replies.get(timeout=10), heads
            with connection:
                heads.append(connection.recv(65536).decode())
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return replies.get(timeout=10), heads

    @pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY"])
    def test_https_goes_through_the_proxy_which_never_sees_the_key(self, name: str) -> None:
        told, (head,) = self.tunnel({name: "http://me:p%40ss@127.0.0.1:PORT"})
        assert head.startswith("CONNECT models.example.com:443 HTTP/1.")
        assert "Proxy-Authorization: Basic bWU6cEBzcw==" in head
        assert KEY not in head
        assert told == ({}, "it cannot be reached")

    def test_a_proxy_may_be_named_without_a_scheme(self) -> None:
        assert len(self.tunnel({"https_proxy": "127.0.0.1:PORT"})[1]) == 1

    def test_hosts_that_the_environment_exempts_are_asked_directly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(host: str, *rest: object, **more: object) -> None:
            raise socket.gaierror(-2, f"{host} unknown")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        environ = {"https_proxy": "http://127.0.0.1:PORT", "no_proxy": ".example.com"}
        assert self.tunnel(environ) == (({}, "there is no such host"), [])

    def test_plain_http_on_this_machine_uses_no_proxy(self) -> None:
        with fake_model(finds((1, "others slip into it"))) as server:
            environ = {"http_proxy": "http://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1", "ALL_PROXY": "x"}
            assert opinion(server.url, environ=environ).quotes == SLIP

    @pytest.mark.parametrize("named", ["socks5://127.0.0.1:1", "http://"])
    def test_a_proxy_of_another_kind_is_not_passed_by(self, named: str) -> None:
        told, heads = self.tunnel({"https_proxy": named})
        assert told.failure == "the proxy that https_proxy names is not one we know"
        assert heads == []

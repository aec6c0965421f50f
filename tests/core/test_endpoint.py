"""Addresses that may be asked, and how."""

from __future__ import annotations

import pytest

from awsprep.core.endpoint import Endpoint, endpoint, private


@pytest.mark.parametrize(
    ("address", "meant", "place"),
    [
        ("http://localhost:11434/v1", Endpoint("http", "localhost", 11434, "/v1"), "localhost:11434"),
        ("http://127.0.0.1:8080", Endpoint("http", "127.0.0.1", 8080, ""), "127.0.0.1:8080"),
        ("http://[::1]:8080/", Endpoint("http", "::1", 8080, ""), "[::1]:8080"),
        ("http://192.168.1.7/v1/", Endpoint("http", "192.168.1.7", 80, "/v1"), "192.168.1.7"),
        ("http://ollama/v1", Endpoint("http", "ollama", 80, "/v1"), "ollama"),
        ("HTTPS://Models.Example.com/api/v1", Endpoint("https", "models.example.com", 443, "/api/v1"), None),
        ("https://8.8.8.8:443", Endpoint("https", "8.8.8.8", 443, ""), "8.8.8.8"),
    ],
)
def test_an_address_is_read(address: str, meant: Endpoint, place: str | None) -> None:
    assert endpoint(address) == meant
    assert endpoint(address).place == (place or "models.example.com")


@pytest.mark.parametrize(
    "address",
    [
        "localhost:11434",
        "ftp://localhost",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "https://a\nb/",
        "https://host:port/",
        "https://host:99999/",
        "http://[::1/v1",
        "https://ho\\st/v1",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="this is no address of a service"):
        endpoint(address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://me:secret@host/v1", "no name or password"),
        ("https://host/v1?key=secret", "no ? or #"),
        ("https://host/v1#x", "no ? or #"),
        ("http://8.8.8.8/v1", "http to 8.8.8.8 can be read on its way: take https"),
        ("http://[2001:4860:4860::8888]/v1", "take https"),
    ],
)
def test_what_would_give_something_away_is_refused_without_repeating_it(address: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"http|address") as raised:
        endpoint(address)
    assert said in str(raised.value)
    assert "secret" not in str(raised.value)


def test_private_are_this_machine_the_link_and_private_networks() -> None:
    near = ("127.0.0.1", "127.9.9.9", "::1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.1.1", "fe80::1%eth0")
    assert all(private(address) for address in (*near, "fd00::1", "::ffff:10.0.0.1"))
    assert not any(private(address) for address in ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "localhost"))

"""The HTTP client against a real server that misbehaves."""

import time

import pytest
from web_server import PAGE, Server

from schemas.records import DeadLetter, PublishedBasis, Reason, StoryKind
from transforms.elements import Page, PageForm
from transforms.parse.page import parse_page
from transforms.read.fetch import Client, FetchError, FetchOptions, TooLong
from transforms.read.network import Refused, is_public, public_addresses
from transforms.read.sources import read_feed, read_linked_page
from transforms.read.transform import open_file


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def slept():
    return []


@pytest.fixture
def client(slept):
    options = FetchOptions(max_bytes=200_000, seconds=0.5, pause=0.0, allow_private_hosts=True)
    return Client(options, sleep=lambda seconds: slept.append(seconds) if seconds else None)


@pytest.mark.parametrize("path", ["/page", "/packed", "/redirect", "/shaky", "/busy", "/wrong-charset"])
def test_a_page_arrives(server, client, path):
    assert client.get(server.base + path).body == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "404"),
        ("/down", "503"),
        ("/loop", "redirects"),
        ("/to-file", "no http address"),
        ("/private", "robots.txt"),
        ("/to-private-path", "robots.txt"),
        ("/busy-long", "come back in 86400"),
        ("/packed-badly", "broken"),
        ("/brotli", "br"),
        ("/cut", "cannot be fetched"),
        ("/slow", "cannot be fetched"),
        ("/slow-headers", "cannot be fetched"),
        ("/endless-headers", "cannot be fetched"),
        ("/bomb", "longer than"),
        ("/huge", "longer than"),
    ],
)
def test_a_failure_says_why_and_ends_in_time(server, client, path, message):
    started = time.monotonic()
    with pytest.raises(FetchError, match=message):
        client.get(server.base + path)
    assert time.monotonic() - started < 3 * client.options.seconds + 1


def test_too_long_is_told_apart(server, client):
    with pytest.raises(TooLong):
        client.get(server.base + "/bomb")


def test_waits_as_long_as_the_server_asks(server, client, slept):
    client.get(server.base + "/busy")
    assert slept == [2.0]


def test_backs_off_longer_each_time(server, client, slept):
    client.get(server.base + "/shaky")
    assert slept == [1.0, 2.0]


def test_pauses_between_requests_to_a_host(server):
    client = Client(FetchOptions(pause=0.15, allow_private_hosts=True))
    for _ in range(2):
        client.get(server.base + "/page")
    times = [moment for _, moment, _ in server.log]
    assert [path for path, _, _ in server.log] == ["/robots.txt", "/page", "/page"]
    assert all(later - earlier > 0.14 for earlier, later in zip(times, times[1:], strict=False))


def test_an_unchanged_feed_costs_one_small_request(server, client):
    assert client.get(server.base + "/feed", if_changed=True).body
    again = client.get(server.base + "/feed", if_changed=True)
    assert (again.status, again.body) == (304, None)
    assert client.get(server.base + "/feed").body


def test_says_who_asks(server):
    Client(FetchOptions(user_agent="ReaderBot/1", pause=0.0, allow_private_hosts=True)).get(server.base + "/page")
    assert [headers["User-Agent"] for _, _, headers in server.log] == ["ReaderBot/1"] * 2


@pytest.mark.parametrize("path", ["/page", "/to-metadata"])
def test_private_addresses_are_refused_before_a_byte_is_sent(server, path):
    with pytest.raises(FetchError, match="no public address"):
        Client(FetchOptions(pause=0.0)).get(server.base + path)
    assert not server.log


def test_a_redirect_to_a_private_address_is_refused_at_that_hop(server, client, monkeypatch):
    real = is_public
    monkeypatch.setattr("transforms.read.network.is_public", lambda address: address == "127.0.0.1" or real(address))
    strict = Client(FetchOptions(pause=0.0))
    with pytest.raises(FetchError, match="169.254.169.254"):
        strict.get(server.base + "/to-metadata")
    assert server.seen["/to-metadata"] == 1


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"]
    + ["::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "fe80::1%eth0"],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "[::1]".strip("[]"), "no.such.host.invalid", "a" * 300])
def test_names_that_lead_inside_are_refused(host):
    with pytest.raises(Refused):
        public_addresses(host, 80)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.vn/", "//a.vn", "http://", "http://a:b@a.vn/", "http://a.vn:0/", "http://[x/"]
)
def test_only_plain_web_addresses(client, url):
    with pytest.raises(FetchError):
        client.get(url)


def test_a_feed_and_its_pages(server, client):
    items = list(read_feed(server.base + "/feed", client, open_file))
    assert [(item.form, item.uri, item.published_basis) for item in items] == [
        (PageForm.FEED_ITEM, server.base + "/page", PublishedBasis.FEED),
        (PageForm.FEED_ITEM, server.base + "/gone", PublishedBasis.UNKNOWN),
    ]
    (page,) = read_linked_page(items[0], client)
    article = parse_page(page)[0]
    assert (article.kind, article.uri, article.paragraphs) == (StoryKind.ARTICLE, items[0].uri, ("Đoạn văn của trang.",))
    assert (article.published_at.hour, article.published_basis) == (18, PublishedBasis.METADATA)
    assert article.story_id == parse_page(items[0])[0].story_id
    kept, letter = read_linked_page(items[1], client)
    assert kept == items[1] and isinstance(letter, DeadLetter) and letter.reason is Reason.FETCH_FAILED


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/gone", Reason.FETCH_FAILED), ("/page", Reason.BAD_FEED), ("/huge", Reason.TOO_LARGE), ("/bomb", Reason.TOO_LARGE)],
)
def test_a_feed_that_is_none_is_a_dead_letter(server, client, path, reason):
    (letter,) = read_feed(server.base + path, client, open_file)
    assert letter.reason is reason


def test_an_unchanged_feed_yields_nothing_again(server, client):
    assert [len(list(read_feed(server.base + "/feed", client, open_file))) for _ in range(2)] == [2, 0]


def test_a_wrongly_declared_page_is_read_as_what_it_is(server, client):
    item = Page(server.base + "/wrong-charset", PageForm.FEED_ITEM, "x", title="Một tin", url=server.base + "/wrong-charset")
    (page,) = read_linked_page(item, client)
    assert "Đoạn văn của trang." in page.content

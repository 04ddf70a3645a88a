"""A polite and wary HTTP client: one request at a time a host with a pause, robots.txt, retries that honour Retry-After.

Only http and https to public addresses, at most `max_bytes` unpacked, within `seconds` a request whatever the server does.
"""

from __future__ import annotations

import email.utils
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import httpcore

from transforms.read.network import Deadline, GuardedBackend, Refused

USER_AGENT = "Sukien/0.1 (news event research; reads feeds and the pages they link)"
_ACCEPT = "application/rss+xml, application/atom+xml, text/html;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_RETRIED = frozenset((408, 425, 429, 500, 502, 503, 504))
_MOST_REDIRECTS = 5
_ROBOTS_BYTES = 1 << 19
_BLOCK = 1 << 14
_SAFE = "%/:=&?~+!$,;'@()*[]"


class FetchError(OSError):
    """A page that could not be fetched; the message says why, in one line."""


class TooLong(FetchError):
    """A response longer than the limit."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How the client behaves. Times are seconds; `longest_wait` bounds what a Retry-After may ask for."""

    user_agent: str = USER_AGENT
    max_bytes: int = 8 << 20
    seconds: float = 30.0
    tries: int = 3
    pause: float = 1.0
    longest_wait: float = 60.0
    allow_private_hosts: bool = False
    robots: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: `url` after redirects, `body` unpacked; not modified since the last time where `body` is None."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes | None

    @property
    def charset(self) -> str | None:
        """The character set that the Content-Type header declares."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.strip().partition("=")
            if name.lower() == "charset" and value:
                return value.strip("\"' ")
        return None


@dataclass
class Client:
    """Fetches pages. Keeps the validators of feeds in memory, so that an unchanged one costs one small request."""

    options: FetchOptions = field(default_factory=FetchOptions)
    sleep: Callable[[float], None] = time.sleep
    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | str] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, *, if_changed: bool = False) -> Fetched:
        """The response to a GET, after redirects and retries; `if_changed` asks for a body only if it is not that of the last time.

        Raises:
            FetchError: refused, not allowed by robots.txt, no answer in time, or an error status.
            TooLong: longer than the limit.
        """
        known = self.validators.get(url, {}) if if_changed else {}
        fetched = self._follow(url, known, self.options.max_bytes, robots=self.options.robots)
        if fetched.status == 304:
            return Fetched(fetched.url, 304, fetched.headers, None)
        if fetched.status != 200:
            raise FetchError(f"{url} answers with status {fetched.status}")
        if not if_changed:
            return fetched
        found = {"If-None-Match": fetched.headers.get("etag"), "If-Modified-Since": fetched.headers.get("last-modified")}
        self.validators[url] = {name: value for name, value in found.items() if value}
        return fetched

    def _follow(self, url: str, headers: dict[str, str], limit: int, *, robots: bool) -> Fetched:
        for _ in range(_MOST_REDIRECTS + 1):
            url = _checked(url)
            if robots and not self._allowed(url):
                raise FetchError(f"robots.txt of {urlsplit(url).netloc} does not allow {url}")
            fetched = self._retry(url, headers, limit)
            target = fetched.headers.get("location")
            if fetched.status not in _REDIRECTS or not target:
                return fetched
            url = urljoin(url, target)
        raise FetchError(f"more than {_MOST_REDIRECTS} redirects, the last to {url}")

    def _retry(self, url: str, headers: dict[str, str], limit: int) -> Fetched:
        wait = 1.0
        for attempt in range(1, self.options.tries + 1):
            last = attempt == self.options.tries
            try:
                fetched = self._request(url, headers, limit)
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.RemoteProtocolError) as error:
                if last:
                    raise FetchError(f"{url} cannot be fetched: {type(error).__name__} {error}") from error
                asked = None
            except (Refused, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
                raise FetchError(f"{url} cannot be fetched: {error}") from error
            else:
                if fetched.status not in _RETRIED or last:
                    return fetched
                asked = _retry_after(fetched.headers.get("retry-after"))
            if asked is not None and asked > self.options.longest_wait:
                raise FetchError(f"{url} asks to come back in {asked:.0f} seconds, longer than this run waits")
            self.sleep(asked if asked is not None else wait)
            wait *= 2
        raise AssertionError("the last try returns or raises")

    def _request(self, url: str, headers: dict[str, str], limit: int) -> Fetched:
        host = urlsplit(url).netloc.lower()
        self.sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
        sent = {"User-Agent": self.options.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", **headers}
        backend = GuardedBackend(Deadline(self.options.seconds), allow_private=self.options.allow_private_hosts)
        timeout = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.options.seconds)}
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend, max_connections=1) as pool,
                pool.stream("GET", url, headers=sent, extensions=timeout) as response,
            ):
                got = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                body = _unpacked(response, got.get("content-encoding", ""), limit) if response.status == 200 else b""
                return Fetched(url, response.status, got, body)
        finally:
            self._next[host] = time.monotonic() + self.options.pause

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        if isinstance(rules, str):
            raise FetchError(rules)
        return rules.can_fetch(self.options.user_agent, url)

    def _read_robots(self, site: str) -> RobotFileParser | str:
        """The rules of a site: none where there is no such file; why they cannot be known, where the server fails to say."""
        rules = RobotFileParser()
        try:
            fetched = self._follow(f"{site}/robots.txt", {}, _ROBOTS_BYTES, robots=False)
        except TooLong:
            rules.allow_all = True
        except FetchError as error:
            return str(error)
        else:
            if fetched.status >= 500:
                return f"{site}/robots.txt answers with status {fetched.status}: nothing is fetched there now"
            rules.allow_all = fetched.status >= 400
            rules.parse((fetched.body or b"").decode("utf-8", "replace").splitlines())
        return rules


def _checked(url: str) -> str:
    """The address in ASCII; raises FetchError for what is no plain http address."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or (parts.port or 1) < 1:
            raise FetchError(f"{url[:200]} is no http address")
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError as error:
        raise FetchError(f"{url[:200]} is no http address: {error}") from error
    if parts.username or parts.password:
        raise FetchError(f"an address with a password is not fetched: {parts.hostname}")
    return urlunsplit((parts.scheme, host, quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


def _unpacked(response: httpcore.Response, encoding: str, limit: int) -> bytes:
    """The body, unpacked, at most `limit` bytes."""
    packed = encoding.strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"the server packs with {encoding[:40]}, which was not asked for")
    unpack = zlib.decompressobj(47) if packed in ("gzip", "x-gzip", "deflate") else None
    body = bytearray()
    try:
        for block in response.iter_stream():
            while block:
                body += unpack.decompress(block, _BLOCK) if unpack else block
                block = unpack.unconsumed_tail if unpack else b""
                if len(body) > limit:
                    raise TooLong(f"longer than {limit} bytes")
    except zlib.error as error:
        raise FetchError(f"the packed response is broken: {error}") from error
    return bytes(body)


def _retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or a date."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
        return max(0.0, moment.timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None

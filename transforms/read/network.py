"""Connections to public addresses only, within a deadline.

The check is made on the address that is connected to, not on a name that may resolve differently a moment later; every
request, redirects too, opens its connection here.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable

import httpcore

_CONNECT_SECONDS = 10.0


class Refused(OSError):
    """An address that must not be connected to, or a host that has none."""


class Deadline:
    """When a request must be over, in seconds of the monotonic clock."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most `most`; raises ReadTimeout once there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the server took longer than the whole request may")
        return min(seconds, most) if most is not None else seconds


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore; private, loopback and link-local addresses are refused unless `allow_private`."""

    def __init__(self, deadline: Deadline, *, allow_private: bool):
        self._deadline = deadline
        self._allow_private = allow_private
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that may be reached."""
        last: Exception | None = None
        for address in public_addresses(host, port, allow_private=self._allow_private):
            try:
                seconds = self._deadline.left(_CONNECT_SECONDS)
                stream = self._backend.connect_tcp(address, port, seconds, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except httpcore.ConnectError as error:
                last = error
        raise last or Refused(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the request's deadline: a byte a second does not keep it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline):
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str):
        return self._stream.get_extra_info(info)


def public_addresses(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """The numeric addresses of `host` that may be connected to.

    Raises:
        Refused: the host is unknown, or one of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"{host} is no known host: {error}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allow_private and not is_public(address):
            raise Refused(f"{host} is at {address}, which is no public address; --allow-private-hosts lets it pass")
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet, seen through the ways to write an IPv4 address in IPv6.

    >>> [is_public(address) for address in ("8.8.8.8", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")

"""A feed server on this machine that works, fails, hangs or lies, as it is told."""

from __future__ import annotations

import threading
import time
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from faults.pages import feed

MODES = ("works", "fails", "hangs", "cuts", "lies", "babbles")
SHOWN = 40


class FeedServer(ThreadingHTTPServer):
    """Serves the newest items of a feed at /feed. `numbers` are the items so far, `mode` how it behaves now.

    fails: status 500. hangs: a byte now and then. cuts: half of what was announced. lies: says that nothing has changed.
    babbles: a page where the feed should be.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.numbers: list[int] = []
        self.mode = "works"
        self.visits: list[float] = []

    @property
    def url(self) -> str:
        return f"{self.base}/feed"

    def __enter__(self) -> FeedServer:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that are killed hang up."""


class _Handler(BaseHTTPRequestHandler):
    server: FeedServer

    def do_GET(self) -> None:
        if self.path != "/feed":
            self._answer(404, b"")
            return
        self.server.visits.append(time.monotonic())
        getattr(self, f"_{self.server.mode}")(feed(self.server.numbers[-SHOWN:], self.server.base))

    def _works(self, body: bytes) -> None:
        tag = f'"{md5(body, usedforsecurity=False).hexdigest()}"'
        if self.headers.get("If-None-Match") == tag:
            self._answer(304, b"")
        else:
            self._answer(200, body, tag)

    def _fails(self, body: bytes) -> None:
        self._answer(500, b"")

    def _hangs(self, body: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def _cuts(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])

    def _lies(self, body: bytes) -> None:
        self._answer(304, b"")

    def _babbles(self, body: bytes) -> None:
        self._answer(200, b"<!doctype html><title>Back soon</title>", '"babble"')

    def _answer(self, status: int, body: bytes, tag: str = "") -> None:
        self.send_response(status)
        if tag:
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Visits are counted, not printed."""

"""A real HTTP server on loopback that behaves as badly as the web does, path by path."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOMB = gzip.compress(b"0" * (8 << 20))
FEED = """<rss version="2.0"><channel><title>T</title><link>{base}</link>
<item><title>Một tin</title><link>/page</link><description>Sáng nay có tin.</description>
<pubDate>Thứ hai, 12/6/2023, 17:08 (GMT+7)</pubDate></item>
<item><title>Tin mất trang</title><link>/gone</link><description>Trang này không còn.</description></item>
</channel></rss>"""
PAGE = """<html><head><meta property="article:published_time" content="2023-06-12T18:00:00+07:00"></head><body>
<h1 class="title-detail">Một tin</h1><p class="description">Sáng nay có tin.</p>
<article class="fck_detail"><p class="Normal">Đoạn văn của trang.</p></article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    """One behaviour a path; `server.seen` counts requests, `server.log` keeps (path, time, headers)."""

    def do_GET(self):
        path = self.path.split("?")[0]
        self.server.seen[path] += 1
        self.server.log.append((path, time.monotonic(), dict(self.headers)))
        getattr(self, "on_" + path.strip("/").replace("-", "_").replace(".", "_").replace("/", "_"), self.on_gone)()

    def log_message(self, *_):
        pass

    def answer(self, body: bytes = b"", status: int = 200, **headers: str):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def times(self) -> int:
        return self.server.seen[self.path.split("?")[0]]

    def on_robots_txt(self):
        self.answer(b"User-agent: *\nDisallow: /private\n")

    def on_private(self):
        self.answer(PAGE.encode())

    def on_gone(self):
        self.answer(b"none", 404)

    def on_page(self):
        self.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def on_feed(self):
        if self.headers.get("If-None-Match") == '"v1"':
            self.answer(status=304)
        else:
            self.answer(FEED.format(base=self.server.base).encode(), ETag='"v1"', Content_Type="application/rss+xml")

    def on_packed(self):
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def on_packed_badly(self):
        self.answer(b"\x1f\x8b no", Content_Encoding="gzip")

    def on_bomb(self):
        self.answer(BOMB, Content_Encoding="gzip")

    def on_brotli(self):
        self.answer(b"\x0b", Content_Encoding="br")

    def on_huge(self):
        self.answer(b"0" * 300_000)

    def on_wrong_charset(self):
        self.answer(PAGE.encode(), Content_Type="text/html; charset=iso-8859-1")

    def on_redirect(self):
        self.answer(status=302, Location="/page")

    def on_loop(self):
        self.answer(status=302, Location="/loop")

    def on_to_file(self):
        self.answer(status=302, Location="file:///etc/hostname")

    def on_to_metadata(self):
        self.answer(status=302, Location="http://169.254.169.254/latest/")

    def on_to_private_path(self):
        self.answer(status=302, Location="/private")

    def on_busy(self):
        self.answer(status=429, Retry_After="2") if self.times() == 1 else self.on_page()

    def on_busy_long(self):
        self.answer(status=429, Retry_After="86400")

    def on_shaky(self):
        self.answer(status=500) if self.times() < 3 else self.on_page()

    def on_down(self):
        self.answer(status=503)

    def on_cut(self):
        self.answer(PAGE.encode()[:100], Content_Length="5000")

    def on_slow(self):
        self.send_response(200)
        self.end_headers()
        self.drip(b"x")

    def on_endless_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            self.wfile.write(b"X-%d: %s\r\n" % (number, b"y" * 100))

    def on_slow_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.drip(b"y")

    def drip(self, byte: bytes):
        for _ in range(100):
            self.wfile.write(byte)
            self.wfile.flush()
            time.sleep(0.05)


class Server(ThreadingHTTPServer):
    """The server, in a thread of its own, while the `with` block runs."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: Counter[str] = Counter()
        self.log: list[tuple[str, float, dict[str, str]]] = []
        self.base = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """Clients that hang up are what the tests are about."""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

"""P2 under load: sixteen connections send steps to waitress on loopback, each as soon as the last was answered."""

import asyncio
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from urllib.parse import urlencode

from bench.browser import HOST, Browser, signed_in, step_fields
from bench.measure import percentile
from bench.office import Office
from bench.report import Line, at_most, told
from bench.steps import PAIRS, Ours
from workflow.extensions import db

CONNECTIONS, SECONDS = 16, 6.0


class Visitor:
    """One connection with dossiers of its own: there and back, and on to the next one."""

    def __init__(self, ours: Ours, browsers: list[Browser], dossiers: int) -> None:
        self.steps, self.browsers = ours.steps, browsers
        self.own = deque(ours.next(dossiers))
        self.times: list[float] = []

    async def stay(self, port: int, until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            dossier_id, version, agency_id = self.own.popleft()
            for number, ((action, _role), browser) in enumerate(zip(self.steps, self.browsers, strict=True)):
                asked = _request(f"/dossiers/{dossier_id}/steps/{action}", browser, version + number)
                began = time.perf_counter()
                writer.write(asked)
                await _answered(reader)
                self.times.append(time.perf_counter() - began)
            self.own.append((dossier_id, version + 2, agency_id))
        writer.close()


def _request(path: str, browser: Browser, version: int) -> bytes:
    body = urlencode({"csrf_token": browser.csrf} | step_fields(version))
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nOrigin: http://{HOST}\r\nCookie: {browser.cookie_header()}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def _answered(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    if " 303 " not in head.split("\r\n", 1)[0]:
        raise RuntimeError(head.split("\r\n", 1)[0])
    length = next(line for line in head.lower().split("\r\n") if line.startswith("content-length:"))
    await reader.readexactly(int(length.split(":")[1]))


def under_load(office: Office, folder: Path) -> list[Line]:
    """Ninety-nine of a hundred answers within this time, as the browser sees it."""
    ours = Ours(office, next(iter(PAIRS)))
    browsers = [signed_in(office.app, office.person(role)) for _action, role in ours.steps]
    share = len(ours.waiting) // CONNECTIONS
    visitors = [Visitor(ours, browsers, share) for _ in range(CONNECTIONS)]
    with office.app.app_context():
        db.session.remove()
        db.engine.dispose()
    server = subprocess.Popen([sys.executable, "-m", "bench.serve", str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        asyncio.run(_all_stay(visitors, int(server.stdout.readline())))
    finally:
        server.terminate()
        server.wait()
    times = [1000 * spent for visitor in visitors for spent in visitor.times]
    rate = f"{len(times) / SECONDS:.0f} steps per second"
    return [
        at_most("P2", "POST of a step, 16 connections, waitress: p99", percentile(times, 0.99), 60, "ms", rate),
        told("P2", "the same: median", percentile(times, 0.5), "ms"),
    ]


async def _all_stay(visitors: list[Visitor], port: int) -> None:
    until = time.perf_counter() + SECONDS
    await asyncio.gather(*(visitor.stay(port, until) for visitor in visitors))

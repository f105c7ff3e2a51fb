"""Chromium as a reader of the page: what it shows once all is loaded, and what it does when it is used."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from tests.service_standin import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
in_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"
)

WITH_PIPES = """
import os, sys
read, write, *run = sys.argv[1:]
os.dup2(int(read), 3)
os.dup2(int(write), 4)
os.execv(run[0], run)
"""
"""Runs a program with two descriptors as 3 and 4, where Chromium expects its pipes."""
KEYS = {"Backspace": 8, "Enter": 13, "7": 55}
"""Their virtual key codes."""
TEXTS = {"Enter": "\r", "7": "7"}
"""What keys type."""


def command(folder: Path, languages: str) -> list[str]:
    assert CHROMIUM
    return [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        f"--accept-lang={languages}",
    ]  # fmt: skip


def seen(address: str, folder: Path, *, languages: str = "en") -> html.HtmlElement:
    """The page as it stands once all is loaded."""
    run = [*command(folder, languages), "--virtual-time-budget=5000", "--dump-dom", address]
    done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True)
    return html.document_fromstring(done.stdout)


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


class Tab:
    """A tab that is driven over the DevTools protocol: JSON on two pipes, a zero byte after each message."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._rest = b""
        self._calls = 0
        self._session: dict[str, str] = {}
        (tab,) = (one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=tab["targetId"], flatten=True)
        self._session = {"sessionId": attached["sessionId"]}

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._calls += 1
        message = {"id": self._calls, "method": method, "params": parameters, **self._session}
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self._rest:
                assert select.select([self._receive], [], [], 30)[0], f"no answer to {method}"
                self._rest += os.read(self._receive, 65536)
            one, self._rest = self._rest.split(b"\0", 1)
            answer = json.loads(one)
            if answer.get("id") == self._calls:
                return dict(answer["result"])

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of JavaScript."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, expression: str) -> None:
        until(lambda: bool(self.evaluate(f"!!({expression})")))

    def open(self, address: str) -> None:
        """Open a page, and wait for its answer."""
        self.call("Page.navigate", url=address)
        self.wait("document.querySelector('#answer:not([aria-busy]) *')")

    def press(self, key: str) -> None:
        typed = {"text": TEXTS[key]} if key in TEXTS else {}
        known = {"key": key, "windowsVirtualKeyCode": KEYS[key]}
        self.call("Input.dispatchKeyEvent", type="keyDown", **known, **typed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **known)

    def resize(self, width: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False
        )


@contextmanager
def tab(folder: Path) -> Iterator[Tab]:
    """A tab of a Chromium of its own."""
    pipes = [*os.pipe(), *os.pipe()]
    # Above 4, so that neither is overwritten before it is copied there.
    theirs = tuple(fcntl.fcntl(pipes[place], fcntl.F_DUPFD_CLOEXEC, 10) for place in (0, 3))
    run = [*command(folder, "en"), "--remote-debugging-pipe", "about:blank"]
    wrapped = [sys.executable, "-c", WITH_PIPES, *map(str, theirs), *run]
    with subprocess.Popen(wrapped, pass_fds=theirs, stderr=subprocess.DEVNULL) as running:
        try:
            yield Tab(pipes[1], pipes[2])
        finally:
            running.kill()
            for descriptor in (*pipes, *theirs):
                os.close(descriptor)

"""A page that notes what it reports as wrong and whom it asks for anything."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, WebSocket

WAIT_S = 30

_INSIDE_THE_PAGE = ("data", "blob", "about")


class Watched:
    """A browser page of its own, with its complaints and its requests."""

    def __init__(self, browser: Browser, width: int = 1280, height: int = 720) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height})
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.addresses: list[str] = []
        self.sent: list[bytes] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", self._error)
        self.page.on("request", lambda request: self.addresses.append(request.url))
        self.page.on("websocket", self._socket)

    def requests(self) -> list[str]:
        """Addresses that were asked for, without what the page carries within itself."""
        return [url for url in self.addresses if urlsplit(url).scheme not in _INSIDE_THE_PAGE]

    def requests_elsewhere(self) -> list[str]:
        """Addresses outside this machine."""
        return [url for url in self.requests() if urlsplit(url).hostname != "127.0.0.1"]

    def messages(self, *parts: str) -> int:
        """How many messages to a kernel held all of these parts."""
        return sum(all(part.encode() in message for part in parts) for message in self.sent)

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Wait for something that is noted here."""
        deadline = time.monotonic() + WAIT_S
        while not happened():
            assert time.monotonic() < deadline, "it did not happen"
            self.page.wait_for_timeout(20)

    def close(self) -> None:
        """Close the page and forget its cookies."""
        self.context.close()

    def _socket(self, socket: WebSocket) -> None:
        self.addresses.append(socket.url)
        socket.on("framesent", self._sent)

    def _sent(self, message: str | bytes) -> None:
        self.sent.append(message if isinstance(message, bytes) else message.encode())

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} [{message.location.get('url', '')}]")

    def _error(self, error: Error) -> None:
        self.complaints.append(f"uncaught: {error.stack or error.message}")

"""A browser for the tests of a file, and pages that note what must not happen."""

from collections.abc import Callable, Iterator

import pytest
from browser.watched import Watched
from playwright.sync_api import Browser, expect, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Two pages of one test may lie over each other, and both must go on working.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)

# A busy machine may take its time; only a test that fails waits so long.
expect.set_options(timeout=30_000)

OpenPage = Callable[..., Watched]

# So that a failed comparison in these says what differed.
pytest.register_assert_rewrite("browser.accessibility", "browser.lab_page", "browser.live_view")


# Not for the whole session: Playwright keeps an event loop open, which disturbs notebook tests
# that the same worker may run afterwards.
@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens an empty page of the given size, closed again after the test."""
    opened = []

    def open_one(width: int = 1280, height: int = 720) -> Watched:
        watched = Watched(browser, width, height)
        opened.append(watched)
        return watched

    yield open_one
    for watched in opened:
        watched.close()

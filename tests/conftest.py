"""What all tests share: repeatable hypothesis runs, and the browser or the plain word for none."""

import os

import pytest
from browser_finder import find_browser
from hypothesis import settings

REQUIRE_BROWSER = "TENDON_TEACHING_REQUIRE_BROWSER"
NO_BROWSER = "No Chromium or Chrome was found"

# Tests read the English texts, in the kernels of notebooks too.
os.environ.pop("TENDON_TEACHING_LANGUAGE", None)

# The same examples on every machine; and a busy one must not fail for being slow.
settings.register_profile("tendon-teaching", derandomize=True, deadline=None)
settings.load_profile("tendon-teaching")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") is not None:
        _browser_or_skip()


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Path of the browser to drive; the test is skipped, or fails where one is required."""
    return _browser_or_skip()


def _browser_or_skip() -> str:
    path = find_browser()
    if path is not None:
        return path
    if os.environ.get(REQUIRE_BROWSER) == "1":
        pytest.fail(f"{NO_BROWSER}, and {REQUIRE_BROWSER} is 1.", pytrace=False)
    pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [
        report
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple) and NO_BROWSER in report.longrepr[2]
    ]
    if skipped:
        terminalreporter.section("browser tests")
        tests = "browser test was" if len(skipped) == 1 else "browser tests were"
        terminalreporter.write_line(
            f"{NO_BROWSER}: {len(skipped)} {tests} skipped. "
            "Install one or set CHROMIUM=/path/to/chromium."
        )

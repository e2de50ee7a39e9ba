"""What axe-core finds wrong with a page, or a part of it, by the rules of WCAG A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


def violations(page: Page, part: str | None = None) -> list[str]:
    """One line for each broken rule and place; ``part`` is a selector."""
    found = Axe().run(page, context=part, options=RULES).response
    assert found["passes"], "axe looked at nothing"
    return [
        f"{rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]

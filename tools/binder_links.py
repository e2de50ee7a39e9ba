"""Prints the links that open each lesson on Binder, or writes them into README.md.

    python tools/binder_links.py [--readme] [REPOSITORY [TAG]]

REPOSITORY is the public address of this project. Without it the one in pyproject.toml is taken,
``Repository`` under ``[project.urls]``: the only place where the address is written down. TAG is
``v`` and the version of the package unless another one is given; a tag and not a branch, because
Binder then builds once and a link in a handout keeps showing the same lesson.
"""

import argparse
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from tendon_teaching import __version__

ROOT = Path(__file__).resolve().parent.parent
BINDER = "https://mybinder.org/v2"
# What Binder calls the places where a project can lie; any other is reached by its full address.
HOSTS = {"github.com": "gh", "gitlab.com": "gl"}
BEGIN, END = "<!-- Launch links: tools/binder_links.py -->", "<!-- End of launch links -->"


@dataclass(frozen=True)
class Lesson:
    """A notebook, its title, and where Binder opens it: with code, and as a page without."""

    title: str
    lab: str
    voila: str


def repository() -> str | None:
    """The public address in pyproject.toml, or None as long as there is none."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    address: str | None = tomllib.loads(text)["project"].get("urls", {}).get("Repository")
    return address


def launch_address(repository: str, tag: str) -> str:
    """Where Binder builds and starts ``tag`` of ``repository``; ValueError if it is no address."""
    parts = urlsplit(repository)
    path = parts.path.strip("/").removesuffix(".git")
    if parts.scheme != "https" or not parts.hostname or not re.fullmatch(r"[\w.~/-]+", path):
        raise ValueError(
            f"{repository} is not an address of a repository: give one such as "
            "https://github.com/OWNER/REPO."
        )
    provider = HOSTS.get(parts.hostname, "git")
    name = {
        "gh": path,
        "gl": quote(path, safe=""),
        "git": quote(f"https://{parts.netloc}/{path}", safe=""),
    }[provider]
    if provider == "gh" and path.count("/") != 1:
        raise ValueError(f"{repository} does not name an owner and a repository.")
    return f"{BINDER}/{provider}/{name}/{quote(tag, safe='')}"


def lessons(repository: str, tag: str) -> list[Lesson]:
    """Each notebook with its two links, in order."""
    start = launch_address(repository, tag)
    found = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        lab, voila = (
            f"{start}?urlpath={quote(f'{place}/notebooks/{path.name}', safe='')}"
            for place in ("lab/tree", "voila/render")
        )
        number, _bar, words = path.stem.replace("_", " ").partition(" ")
        found.append(Lesson(f"{number} {words.capitalize()}", lab, voila))
    return found


def table(repository: str, tag: str) -> str:
    """The links as a table for README.md."""
    rows = [
        f"| {lesson.title} | [with code]({lesson.lab}) | [as a page]({lesson.voila}) |"
        for lesson in lessons(repository, tag)
    ]
    return "\n".join(["| lesson | JupyterLab | code hidden |", "|---|---|---|", *rows])


def in_readme(readme: str, links: str) -> str:
    """The text of README.md with ``links`` in their place."""
    before, begin, rest = readme.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no place for the links: {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n{links}\n{END}{after}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print the links that open lessons on Binder.")
    parser.add_argument("--readme", action="store_true", help="write them into README.md")
    parser.add_argument("repository", nargs="?", default=repository(), help="public address")
    parser.add_argument("tag", nargs="?", default=f"v{__version__}", help="tag to open")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.repository is None:
            raise ValueError(
                "The project has no public address yet: give one, such as "
                "https://github.com/OWNER/REPO, or write it into pyproject.toml as Repository "
                "under [project.urls]."
            )
        links = table(chosen.repository, chosen.tag)
        if chosen.readme:
            readme = ROOT / "README.md"
            text = in_readme(readme.read_text(encoding="utf-8"), links)
            readme.write_text(text, encoding="utf-8", newline="\n")
        else:
            print(links)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

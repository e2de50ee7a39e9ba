import csv
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "src" / "tendon_teaching" / "evidence" / "data"


def read_rows(name: str) -> list[dict[str, str]]:
    with open(DATA / name, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="session")
def data_folder() -> Path:
    return DATA


@pytest.fixture(scope="session")
def value_rows() -> list[dict[str, str]]:
    return read_rows("values.csv")


@pytest.fixture(scope="session")
def source_rows() -> list[dict[str, str]]:
    return read_rows("sources.csv")


@pytest.fixture(scope="session")
def claim_rows() -> list[dict[str, str]]:
    return read_rows("claims.csv")


@pytest.fixture(scope="session")
def bibliography() -> str:
    return (DATA / "sources.bib").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def notes() -> str:
    return (DATA / "NOTES.md").read_text(encoding="utf-8")

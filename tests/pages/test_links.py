"""Every link of every page leads to a file that is there, and to a heading in it."""

from pathlib import Path

import pytest

from conftest import ROOT
from grader.commands.export import TEMPLATE
from links import anchors, links

PAGES = sorted(
    page
    for place in (".", ".github", "assignments", "grader")
    for page in (ROOT / place).glob("*.md" if place == "." else "**/*.md")
)


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_all_pages_are_looked_at() -> None:
    wanted = {"README.md", "grader/README.md", "assignments/README.md", "assignments/README.zh.md"}
    assert wanted < set(map(named, PAGES))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_to_a_file_and_a_heading(page: Path) -> None:
    """Those of the students' own pages from the top of their repository."""
    is_of_students = page.parent == TEMPLATE
    for file, heading in links(page, ROOT if is_of_students else None):
        assert file.exists(), file
        assert not heading or heading in anchors(file), f"{file}#{heading}"


@pytest.mark.parametrize(
    "text, found",
    [
        ("[a](b.md)", ["b.md#"]),
        ("[a](b.md#c-d) and [`e`](f)", ["b.md#c-d", "f#"]),
        ("[a](#c)", ["page.md#c"]),
        ("[a](https://host.test/b) [c](mailto:d)", []),
        ("`[a](b)`", []),
        ("```text\n[a](b)\n```", []),
    ],
)
def test_links_of_a_page(tmp_path: Path, text: str, found: list[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    assert [f"{file.name}#{heading}" for file, heading in links(page)] == found


def test_headings_are_called_as_on_github(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A b\n## `c.py` D-E, f!\n## A b\n```sh\n# no heading\n```\n## 思路\n", "utf-8"
    )
    assert anchors(page) == {"a-b", "cpy-d-e-f", "a-b-1", "思路"}

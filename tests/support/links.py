"""Where the links of a page lead, and what GitHub calls the headings that they lead to."""

import re
from collections import Counter
from pathlib import Path

LINK = re.compile(r"\]\((?!\w+:)([^)#]*)(?:#([^)]+))?\)")


def links(page: Path, root: Path | None = None) -> list[tuple[Path, str]]:
    """Give the files that a page links to, each with the heading in it (or "").

    They are looked for from the folder that the page is read in: its own, or `root`.
    """
    found = LINK.findall(_without_code(page))
    folder = root or page.parent
    return [((folder / file).resolve() if file else page, heading) for file, heading in found]


def anchors(page: Path) -> set[str]:
    """Give what GitHub calls the headings of a page; of equal ones those after the first have a number."""
    headings = re.findall(r"^#+ (.+)$", _without_blocks(page.read_text(encoding="utf-8")), re.M)
    seen: Counter[str] = Counter()
    found = set()
    for heading in headings:
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def _without_code(page: Path) -> str:
    """Give the text without fenced blocks and without code in its sentences, which may hold brackets."""
    text = _without_blocks(page.read_text(encoding="utf-8"))
    return re.sub(r"(?<!\[)`[^`\n]*`(?!\])", "", text)


def _without_blocks(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)

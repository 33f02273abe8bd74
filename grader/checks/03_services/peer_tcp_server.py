"""The client of unit 3's web server, to try the program by hand."""

from pathlib import Path

from grader.i18n import gettext
from grader.peers.byhand.browser import Browser
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.byhand.talk import talk
from grader.subjects.words import chinese_from, phrase_from


async def play(hand: Hand) -> None:
    """Make a site for the program, ask for its pages on one connection, then for what is typed."""
    root = Path(hand.folder) / "site"
    (root / "tea").mkdir(parents=True)
    phrase, chinese = phrase_from(hand.dice), chinese_from(hand.dice)
    (root / "index.html").write_text(f"<h1>{phrase()}</h1>\n", encoding="utf-8")
    (root / "words.txt").write_text(f"{phrase()}\n{chinese(8)}\n", encoding="utf-8")
    (root / "tea" / "index.html").write_text(f"<h1>{chinese()}</h1>\n", encoding="utf-8")
    (root / "tea" / "green tea.txt").write_text(f"{chinese()}\n", encoding="utf-8")
    ours = ["GET /words.txt", "HEAD /words.txt", "GET /tea/green%20tea.txt?cups=2", "GET /nothing"]
    await talk(
        hand,
        lambda: Browser(hand),
        # whoever has started it before has another site
        ["GET /", *([] if hand.is_port_given else ours)],
        arguments=[*hand.address, str(root)],
        tip=gettext("Type a method and a path, such as GET /index.html: it is sent as a request."),
        waits_for_end=False,
    )


PEER = Peer(play, STREAM, listens=False)

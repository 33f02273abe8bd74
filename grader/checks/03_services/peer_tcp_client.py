"""The server of unit 3's web client, to try the program by hand."""

from grader.peers.byhand.hand import LOOPBACK, STREAM, Hand, Peer
from grader.peers.byhand.site import Written, serve_site
from grader.peers.http.answers import head, in_chunks, measured
from grader.peers.http.script import Request, Site
from grader.subjects.words import chinese_from, phrase_from

TEXT = "Content-Type: text/plain; charset=utf-8"
SIZES = (1, 10, 3)


async def play(hand: Hand) -> None:
    """Answer with pages whose bodies end in each of the ways that HTTP knows."""
    phrase, chinese = phrase_from(hand.dice), chinese_from(hand.dice)
    text = f"{phrase(60)}\n{chinese(8)}\n".encode()
    pages = {
        "/length": Written(measured(text, TEXT)),
        "/chunks": Written(in_chunks(text, TEXT, sizes=SIZES)),
        "/end": Written(head(TEXT, "Connection: close") + text, closes=True),
        "/early": Written(head(status="103 Early Hints") + measured(text, TEXT)),
        "/empty": Written(head(status="204 No Content")),
        "/broken": Written(measured(text, TEXT)[:-10], closes=True),
        "/nonsense": Written(b"220 welcome to another service\r\n", closes=True),
    }
    missing = Written(measured(b"there is no such page\n", TEXT, status="404 Not Found"))

    def answer(request: Request) -> Written:
        path = request.url.partition("//")[2].partition("/")[2].partition("?")[0]
        return pages.get(f"/{path}", missing)

    paths = (*pages, "/missing?page=2")
    hand.show_commands([[f"http://{LOOPBACK}:{hand.port}{path}"] for path in paths])
    await serve_site(hand, Site(), answer)


PEER = Peer(play, STREAM, listens=True)

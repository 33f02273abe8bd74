"""A web site for unit 2's HTTP tasks, to try the functions by hand."""

import urllib.parse

from grader.peers.byhand.calls import Pages, again_and_again
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.http import forms
from grader.peers.http.pages import BINARY, UTF8, error, json_answer, text_answer
from grader.peers.http.script import Instead, Request, Response
from grader.subjects.words import chinese_from, phrase_from, word_from

SIZE, SENT = 5000, 3000  # bytes of the files, and of the one that is cut short


async def play(hand: Hand) -> None:
    """Serve a search, pages that are late, gone or shaky, files, a login and an upload."""
    word, phrase = word_from(hand.dice), phrase_from(hand.dice)
    chinese = chinese_from(hand.dice)
    user, password, cookie = word(5), word(8), word(8)

    def search(request: Request) -> Response:
        query = urllib.parse.urlsplit(request.url).query
        return json_answer([list(pair) for pair in forms.pairs(query) or []])

    def log_in(request: Request) -> Response:
        if forms.fields(request) != {"user": user, "password": password}:
            return error(403)
        headers = (("Set-Cookie", f"member={cookie}; Path=/"), ("Location", "/welcome"))
        return Response(302, b"", headers, "Found")

    def members(request: Request) -> Response:
        is_member = request.cookies().get("member") == cookie
        return text_answer(f"for members: {chinese()}\n") if is_member else error(403)

    def upload(request: Request) -> Response:
        found = [part for part in forms.parts(request) if part.name == "file"]
        sizes = {part.filename: len(part.content) for part in found}
        return json_answer({"files": sizes})

    pages = Pages(hand)
    data = hand.dice.randbytes(SIZE)
    late = pages.page("late", lambda request: text_answer(phrase(), after=3.0))
    shaky = again_and_again(
        error(503, ("Retry-After", "1")), Instead.HANG_UP, text_answer(f"at last: {phrase()}\n")
    )
    pages.page("welcome", lambda request: Response(200, b"welcome", (UTF8,)))
    login, page = pages.page("login", log_in, "POST"), pages.page("members", members)
    params = {"q": f"{word(3)} & {chinese(2)}", "tag": [word(3), "1+1"]}
    await pages.serve(
        [
            f"search({pages.page('search', search, any_query=True)}, {params!r})",
            f"get_or_none({pages.page('here', lambda request: text_answer(phrase()))}, 1)",
            f"get_or_none({pages.page('gone', lambda request: error(404))}, 1)",
            f"get_or_none({late}, 1)",
            f"get_with_retries({pages.page('shaky', shaky)}, 4)",
            f"get_with_retries({pages.page('teapot', lambda request: error(418))}, 4)",
            f"download({pages.page('file', lambda request: Response(200, data, (BINARY,), chunked=True))}, 'saved.bin')",
            f"download({pages.page('cut', lambda request: Response(200, data, (BINARY,), sent=SENT))}, 'cut.bin')",
            f"login_and_read({login}, {user!r}, {password!r}, {page})",
            f"login_and_read({login}, {user!r}, {word(8)!r}, {page})",
            f"upload({pages.page('upload', upload, 'POST')}, {hand.file!r})",
        ]
    )


PEER = Peer(play, STREAM, listens=True)

"""Web services for unit 3's HTTP tasks, to try the functions by hand."""

import re
import urllib.parse

from grader.peers.byhand.calls import Pages
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.http import forms
from grader.peers.http.pages import UTF8, error, json_answer, text_answer
from grader.peers.http.ranges import serving
from grader.peers.http.script import Request, Response, Rule
from grader.subjects.words import chinese_from, phrase_from, word_from

PAGES_OF_ITEMS, ITEMS = 3, 2
FETCHED = 4
WORK = 0.5  # seconds that a page takes
SIZE = 3000  # bytes
TOKEN_HOST = "localhost"  # another host than that of the pages, on the same machine


async def play(hand: Hand) -> None:
    """Serve a list in pages, a page with an ETag, a file with ranges, slow pages, and an API."""
    pages = Pages(hand)
    word, phrase = word_from(hand.dice), phrase_from(hand.dice)
    chinese = chinese_from(hand.dice)
    etag, text = f'W/"{word(5)}"', f"{phrase()} {chinese()}\n"

    def unchanged(request: Request) -> Response:
        if request.headers.get("if-none-match") == etag:
            return Response(304, b"", (("ETag", etag),), "Not Modified")
        return Response(200, text.encode(), (UTF8, ("ETag", etag)))

    def slow(number: int) -> Rule:
        return lambda request: text_answer(f"page {number}: {phrase()}\n", after=WORK)

    fetched = [pages.page(f"slow/{n}", slow(n)) for n in range(FETCHED)]
    fetched.append(pages.page("broken", lambda request: error(500)))
    file = pages.page("file", serving(hand.dice.randbytes(SIZE)))
    await pages.serve(
        [
            f"all_items({_list(pages, 'items', to_itself=False)})",
            f"all_items({_list(pages, 'circle', to_itself=True)})",
            f"cache = {{}}; cached_get({pages.page('page', unchanged)}, cache)",
            f"cached_get({pages.page('page', unchanged)}, cache)",
            f"open('part.bin', 'wb').close(); resume_download({file}, 'part.bin')",
            f"resume_download({file}, 'part.bin')",
            f"fetch_all([{', '.join(fetched)}], 2)",
            _api(pages, hand),
        ]
    )


def _list(pages: Pages, path: str, *, to_itself: bool) -> str:
    """Put up a list in pages, of which the last one leads nowhere or to the first; give its URL."""

    def rule(request: Request) -> Response:
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(request.url).query))
        number = int(query["page"]) if re.fullmatch(r"[0-9]{1,9}", query.get("page", "")) else 1
        following = number + 1 if number < PAGES_OF_ITEMS else 1 if to_itself else None
        link = ((("Link", f'<?page={following}>; rel="next"'),)) if following else ()
        items = [number * 10 + n for n in range(ITEMS)]
        answer = json_answer(items)
        return Response(200, answer.body, (*answer.headers, *link))

    return pages.page(path, rule, any_query=True)


def _api(pages: Pages, hand: Hand) -> str:
    """Put up an API and the server of its tokens, of which the first is refused; give the call."""
    word = word_from(hand.dice)
    identifier, secret = word(8), word(16)
    tokens: list[str] = []

    def token(request: Request) -> Response:
        fields = forms.fields(request) or {}
        given = f"{fields.get('client_id')}:{fields.get('client_secret')}"
        is_known = f"{identifier}:{secret}" in (given, request.credentials())
        if not is_known or fields.get("grant_type") != "client_credentials":
            return error(401)
        tokens.append(word(12))
        return json_answer({"access_token": tokens[-1], "token_type": "bearer"})

    def api(request: Request) -> Response:
        is_fresh = tokens and request.headers.get("authorization") == f"Bearer {tokens[-1]}"
        is_valid = is_fresh and len(tokens) % 2 == 0  # every other token has expired already
        return json_answer({"tea": "green", "cups": 2}) if is_valid else error(401)

    url = pages.page("api", api)
    token_url = pages.page("token", token, "POST", host=TOKEN_HOST)
    return f"call_api({url}, {token_url}, {identifier!r}, {secret!r})"


PEER = Peer(play, STREAM, listens=True)

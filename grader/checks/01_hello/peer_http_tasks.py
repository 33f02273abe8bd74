"""A web site for unit 1's HTTP tasks, to try the functions by hand."""

from grader.peers.byhand.calls import Pages
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.http import forms
from grader.peers.http.pages import UTF8, error, json_page, page_of, text_answer, text_page
from grader.peers.http.script import Request, Response
from grader.subjects.words import chinese_from, phrase_from, word_from

CHARSET = "gb18030"


async def play(hand: Hand) -> None:
    """Serve a text, bytes, JSON, a form, a locked page, and two pages with cookies."""
    word, phrase = word_from(hand.dice), phrase_from(hand.dice)
    chinese = chinese_from(hand.dice)
    user, password, guest = word(5), f"{word(4)}:{word(4)}", word(6)

    def form(request: Request) -> Response:
        sent = sorted(f"{name} is {value}" for name, value in (forms.fields(request) or {}).items())
        table = request.headers.get("x-table", "none")
        return text_answer("\n".join([*sent, f"X-Table is {table}", ""]))

    def locked(request: Request) -> Response:
        if request.credentials() == f"{user}:{password}":
            return text_answer(f"welcome, {user}\n")
        return error(401, ("WWW-Authenticate", 'Basic realm="course"'))

    def door(request: Request) -> Response:
        cookies = tuple(
            ("Set-Cookie", f"{k}={v}; Path=/") for k, v in (("guest", guest), ("cup", "red"))
        )
        return Response(200, b"come in\n", (UTF8, *cookies))

    def table(request: Request) -> Response:
        sent = request.cookies()
        is_known = (sent.get("guest"), sent.get("cup")) == (guest, "red")
        return text_answer(f"your table, {guest}\n" if is_known else "who are you?\n")

    pages = Pages(hand)
    date = ("Last-Modified", "Tue, 13 Oct 2026 08:00:00 GMT")
    info = page_of(phrase(200).encode(), "text/html; charset=utf-8", date)
    fields = {word(4): f"{word(3)} & {chinese(2)}", "cups": "2"}
    first, second = pages.page("door", door), pages.page("table", table)
    lock = pages.page("cellar", locked)
    await pages.serve(
        [
            f"get_text({pages.page('text', text_page(chinese(8), CHARSET))})",
            f"get_bytes({pages.page('bytes', page_of(hand.dice.randbytes(20), 'image/png'))})",
            f"get_json({pages.page('json', json_page({word(): [1, 2.5, None], chinese(): True}))})",
            f"post_form({pages.page('form', form, 'POST')}, {fields!r}, {{'X-Table': '7'}})",
            f"page_info({pages.page('info', info)})",
            f"login({lock}, {user!r}, {password!r})",
            f"login({lock}, {user!r}, {word(8)!r})",
            f"carry_cookies({first}, {second})",
        ]
    )


PEER = Peer(play, STREAM, listens=True)

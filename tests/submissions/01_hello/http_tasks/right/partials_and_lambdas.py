"""Right: no def at all, the functions are partials and lambdas bound to names (with short parameter names)."""
from functools import partial
from operator import attrgetter

import requests

fetch = partial(requests.request, "GET", timeout=15)
peek = partial(requests.request, "HEAD", timeout=15)
text, content, code = map(attrgetter, ("text", "content", "status_code"))
number = lambda s: int(s) if s is not None else None

get_text = lambda u: text(fetch(u))
get_bytes = lambda u: content(fetch(u))
get_json = lambda u: fetch(u).json()
post_form = lambda u, f, h: text(requests.request("POST", u, data=f, headers=h, timeout=15))


def info_of(reply):
    head = reply.headers
    return dict(
        status=code(reply),
        last_modified=head.get("Last-Modified"),
        content_type=head.get("Content-Type"),
        content_length=number(head.get("Content-Length")),
    )


page_info = lambda u: info_of(peek(u))
login = lambda u, *who: code(fetch(u, auth=who)) == 200
carry_cookies = lambda a, b: text(fetch(b, cookies=fetch(a).cookies))

if __name__ == "__main__":
    import sys
    print(page_info(sys.argv[1]))

"""A web site by hand for functions: its pages, and the calls that one may try on them."""

from collections.abc import Sequence

from grader.i18n import gettext
from grader.peers.byhand.hand import LOOPBACK, Hand
from grader.peers.byhand.site import serve_site
from grader.peers.http.script import Answer, Request, Rule, Site


class Pages:
    """The pages of a site, each at a path."""

    def __init__(self, hand: Hand) -> None:
        self._hand, self._site = hand, Site()

    def url(self, path: str, host: str = LOOPBACK) -> str:
        """Give the URL of a path; another `host` is another name of the same machine."""
        return f"http://{host}:{self._hand.port}/{path}"

    def page(
        self, path: str, rule: Rule, *methods: str, host: str = LOOPBACK, any_query: bool = False
    ) -> str:
        """Put up a page that takes these methods (default: GET); give its URL, for a call."""
        put_up = self._site.page_of_any_query if any_query else self._site.page
        return repr(put_up(self.url(path, host), rule, methods or ("GET",)))

    async def serve(self, calls: Sequence[str]) -> None:
        """Show the calls, and serve the pages for ever."""
        self._hand.tell(gettext("In another terminal, in the folder of your program, type:"))
        self._hand.tell("")
        module = self._hand.file.removesuffix(".py")
        self._hand.tell(f'    python -i -c "from {module} import *"')
        self._hand.tell("")
        self._hand.tell(
            gettext("Try these calls there. Ctrl-D ends it (Windows: Ctrl-Z and Enter).")
        )
        self._hand.tell("")
        for call in calls:
            self._hand.tell(f"    {call}")
        self._hand.tell("")
        await serve_site(self._hand, self._site)


def again_and_again(*answers: Answer) -> Rule:
    """Make a rule that gives these answers in turn, and then begins anew."""
    given = 0

    def rule(request: Request) -> Answer:
        nonlocal given
        answer = answers[given % len(answers)]
        given += not request.only_looks
        return answer

    return rule

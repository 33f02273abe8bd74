"""A learner's module of functions, which are called one by one."""

import dataclasses
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from grader.course.checks import Network
from grader.failures.diagnosis.calls import Answer, Came, of_value
from grader.failures.errors import Failure, Mismatch, Raised
from grader.jail.policy import Policy
from grader.peers.http.call import call
from grader.peers.http.script import Request, Response, Rule, Site
from grader.peers.http.values import Other, Returned
from grader.subjects.base import NO_FILES, Examination, Files, Subject
from grader.subjects.words import word_from


@dataclass(frozen=True)
class InFolder:
    """An argument that is the path of a file in the folder of the run."""

    name: str

    def __repr__(self) -> str:
        return repr(self.name)


class Functions(Subject):
    """A learner's module whose functions need no network.

    Raises BadChecks where the checks file says another kind.
    """

    network: ClassVar[Network] = "none"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        examination.kind.demand("module", None if self.network == "none" else self.network)
        self._raised: Raised | None = None  # what the last call ended with

    def call(self, function: str, *arguments: object, files: Files = NO_FILES) -> Returned:
        """Call the function, in a folder that holds these files (name → bytes) as well.

        Raises Raised with what the function raised, NotStarted, Unusable, ProgramEnded
        or NothingCame.
        """
        return self._call(function, self._start(arguments, files))

    def _start(self, arguments: Sequence[object], files: Files) -> list[object]:
        """Start the module's process; give the arguments, with `InFolder` ones as paths."""
        folder = self._examination.prepare(files)
        self._examination.start(channel=True, policy=self._policy())
        return [
            os.path.join(folder, argument.name) if isinstance(argument, InFolder) else argument
            for argument in arguments
        ]

    def _call(self, function: str, arguments: Sequence[object]) -> Returned:
        return call(self.scene, function, arguments)

    def _policy(self) -> Policy:
        return Policy(sockets="none")

    def attempt(
        self, function: str, *arguments: object, files: Files = NO_FILES
    ) -> Returned | Raised:
        """Call the function; where it raises an exception, return that and do not raise it."""
        self._raised = None
        try:
            return self.call(function, *arguments, files=files)
        except Raised as error:
            self._raised = error
            return error

    def expect(
        self,
        returned: Returned | Raised,
        wanted: object,
        diagnose: Callable[[object], str | None] = lambda value: None,
    ) -> None:
        """Demand that the function returned exactly this value.

        Raises Mismatch, or the `Raised` that it is given.
        """
        if isinstance(returned, Raised):
            raise returned
        if not same_value(returned.value, wanted):
            raise Mismatch(
                "Your function returned something else than it should.",
                expected=repr(wanted),
                received=returned.shown(),
                diagnosis=diagnose(returned.value) or of_value(self._came(returned, wanted)),
            )

    def _came(self, returned: Returned, wanted: object) -> Came:
        """Gather what is known of a call that returned another value than the wanted one."""
        value = returned.value
        stranger = (value.type, value.shown) if isinstance(value, Other) else None
        self.program.drain()
        printed = self.program.stdout.text or self.program.stderr.text
        return Came(wanted, value, stranger, returned.has_no_return, printed)


class HttpTasks(Functions):
    """A learner's module of functions that use requests, on a mocked network."""

    network: ClassVar[Network] = "mocked"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self.site = Site()
        self._name = word_from(examination.dice)

    def page(
        self,
        rule: Rule,
        methods: Sequence[str] = ("GET",),
        query: str = "",
        host: str | None = None,
    ) -> str:
        """Put up a page at an address that cannot be guessed, and give its URL.

        It is on `host`, or else on a host of its own.
        """
        host = host or f"{self._name(8)}.test"
        return self.site.page(f"http://{host}/{self._name(8)}{query}", rule, methods)

    def page_of_any_query(self, rule: Rule) -> str:
        """Put up a page that takes any query or none, and give its URL without a query."""
        return self.site.page_of_any_query(f"http://{self._name(8)}.test/{self._name(8)}", rule)

    def _call(self, function: str, arguments: Sequence[object]) -> Returned:
        return call(self.scene, function, arguments, site=self.site)

    def _came(self, returned: Returned, wanted: object) -> Came:
        got = [
            Answer(f"{request.method} {request.url}", answer.status, answer.body, answer.charset)
            for request, answer in self.site.exchanges
            if isinstance(answer, Response)
        ]
        sent = [request.body for request in self.site.requests]
        return dataclasses.replace(super()._came(returned, wanted), answers=got, sent=sent)

    def asked(self, url: str) -> list[Request]:
        """Give the requests for this page, by any method.

        The query does not count: it is another check's concern.
        """
        page = url.partition("?")[0]
        return [each for each in self.site.requests if each.address.partition("?")[0] == page]

    def last_request(self, method: str, url: str) -> Request:
        """Give the last request for this page by this method.

        Raises Failure if there is none, or the exception because of which there may be none.
        """
        matching = [request for request in self.asked(url) if request.method == method]
        if matching:
            return matching[-1]
        if self._raised:
            raise self._raised
        made = [f"{request.method} {request.url}" for request in self.site.requests]
        raise Failure(
            f"Your function did not make the request {method} {url}.",
            expected=f"{method} {url}",
            received=", ".join(made) or "(no request)",
            diagnosis=_why_not(method, url, self.site.requests),
        )


def _why_not(method: str, url: str, requests: Sequence[Request]) -> str | None:
    if not requests:
        return "No request left the function."
    if any(request.address == url for request in requests):
        return f"The page was not asked for with {method}; this task is one for {method}."
    if all(request.address != url for request in requests):
        asked = requests[-1].url
        return f"The function was given {url}, and asked for {asked} instead."
    return None


def same_value(value: object, wanted: object) -> bool:
    """Tell whether two values are equal, and of the same JSON types all the way down.

    1 is neither 1.0 nor True.
    """
    if type(value) is not type(wanted):
        return False
    if isinstance(value, dict) and isinstance(wanted, dict):
        return value.keys() == wanted.keys() and all(
            same_value(value[key], wanted[key]) for key in wanted
        )
    if isinstance(value, list) and isinstance(wanted, list):
        return len(value) == len(wanted) and all(map(same_value, value, wanted))
    return value == wanted

"""A learner's module of functions, which are called one by one."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from grader.course.checks import Network
from grader.failures.errors import Failure, Mismatch, Raised
from grader.jail.policy import Policy
from grader.peers.http.call import call
from grader.peers.http.script import Request, Rule, Site
from grader.peers.http.values import Returned
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
        try:
            return self.call(function, *arguments, files=files)
        except Raised as error:
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
                diagnosis=diagnose(returned.value),
            )


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

    def last_request(self, method: str, url: str) -> Request:
        """Give the last request for this page by this method. Raises Failure if there is none.

        The query does not count: it is another check's concern.
        """
        page = url.partition("?")[0]
        matching = [
            request
            for request in self.site.requests
            if request.method == method and request.address.partition("?")[0] == page
        ]
        if matching:
            return matching[-1]
        made = [f"{request.method} {request.url}" for request in self.site.requests]
        raise Failure(
            f"Your function did not make the request {method} {url}.",
            expected=f"{method} {url}",
            received=", ".join(made) or "(no request)",
            diagnosis=_why_not(method, url, self.site.requests),
        )


def _why_not(method: str, url: str, requests: Sequence[Request]) -> str | None:
    if not requests:
        return "No request left the function: does it use requests, and the URL that it is given?"
    other = next((request for request in requests if request.address == url), None)
    if other:
        return f"The page was asked for with {other.method}; this task is one for {method}."
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

"""A learner's module of functions, which are called one by one."""

import ast
import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from grader import scratch
from grader.course.checks import Network
from grader.failures.diagnosis.calls import Answer, Came, of_value
from grader.failures.errors import Failure, Mismatch, Raised, Unseen
from grader.i18n import gettext
from grader.jail.policy import NO_NETWORK, Policy
from grader.peers.http.call import Stay, call
from grader.peers.http.script import Request, Response, Rule, Site
from grader.peers.http.values import LONGEST_SHOWN, Other, Returned, show
from grader.subjects.base import NO_FILES, Examination, Files, Subject
from grader.subjects.forgetful import keeps_nothing
from grader.subjects.words import word_from
from grader.text import clipped, excerpt, first_difference, joined

ANY_FUNCTION = ""  # the name of a run in which all functions are called
LONGEST_TEXT = 90  # characters of a text that are shown where another one came
MOST_SOURCE = 1 << 18  # bytes of a learner's file that are looked at
LONGEST_LITERAL = 50_000  # characters of a printed value that are read


@dataclass(frozen=True)
class InFolder:
    """An argument that is the path of a file in the folder of the run."""

    name: str

    def __repr__(self) -> str:
        return repr(self.name)


@dataclass(frozen=True)
class Prints:
    """The dialect of functions that print what they should return, by their names."""

    functions: frozenset[str] = frozenset()

    def told(self) -> str:
        """Say which functions they are; nothing if there are none."""
        if not self.functions:
            return ""
        names = _all_of(self.functions)
        return gettext("what {functions} printed is taken as returned", functions=names)


@dataclass(frozen=True)
class GivesResponses:
    """The dialect of functions that return the response and not what is asked for of it."""

    functions: frozenset[str] = frozenset()

    def told(self) -> str:
        """Say which functions they are; nothing if there are none."""
        if not self.functions:
            return ""
        return gettext(
            "of the response that {functions} returned, what is asked for is taken",
            functions=_all_of(self.functions),
        )


def _all_of(functions: Iterable[str]) -> str:
    return joined(f"{name}()" for name in sorted(functions))


def is_understood(examination: Examination, function: str) -> bool:
    """Tell whether the function passed its first check, of its name, or has a dialect."""
    known = examination.dialect(Prints).functions | examination.dialect(GivesResponses).functions
    return examination.passed(function) or function in known


class Functions(Subject):
    """A learner's module whose functions need no network.

    Raises BadChecks where the checks file says another kind.
    """

    network: ClassVar[Network] = "none"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        examination.kind.demand("module", None if self.network == "none" else self.network)
        self._function = ""  # the one that was called last
        self._outcome: Returned | Raised | None = None  # how that call ended
        self._given: set[str] = set()  # what lay in its folder before it
        self._stays = self._has_stayed = False  # its process, for the next call
        self._heard = 0, 0  # characters of its two outputs before this call

    @property
    def source(self) -> str:
        """The learner's file, for what a failure can be explained by; no verdict comes of it."""
        program = self.program
        source = scratch.read(program.folder.outside, program.command[0], MOST_SOURCE)
        return (source or b"").decode("utf-8", "replace")

    def call(self, function: str, *arguments: object, files: Files = NO_FILES) -> Returned:
        """Call the function, in a folder that holds these files (name → bytes) as well.

        Raises Raised with what the function raised, NotStarted, Unusable, ProgramEnded
        or NothingCame.
        """
        self._function, self._outcome = function, None
        try:
            returned = self._call(function, self._start(arguments, files))
        except Raised as error:
            self._outcome, self._has_stayed = error, self._stays
            raise
        self._has_stayed = self._stays
        if self._goes_on:
            self._examination.let_go_on(self._run)
        prints = function in self._examination.dialect(Prints).functions
        if prints and returned.value is None and self._printed():  # None may be meant as well
            printed = self._printed_value()
            returned = Returned(printed, bool(printed))
        self._outcome = returned
        return returned

    def _start(self, arguments: Sequence[object], files: Files) -> list[object]:
        """Start the module's process; give the arguments, with `InFolder` ones as paths."""
        self._heard = 0, 0
        if self._has_stayed and not files:
            folder = self.program.folder
            self.program.drain()
            self._heard = len(self.program.stdout.text), len(self.program.stderr.text)
        elif self._goes_on and not files and (program := self._examination.go_on(self._run)):
            folder, self._has_stayed = program.folder, True
        else:
            places = [argument.name for argument in arguments if isinstance(argument, InFolder)]
            folder = self._examination.prepare(files, free=places)
            self._given = set(os.listdir(folder.outside))
            self._examination.start(channel=True, policy=self._policy())
        return [
            os.path.join(folder.inside, argument.name)
            if isinstance(argument, InFolder)
            else argument
            for argument in arguments
        ]

    @contextmanager
    def one_process(self) -> Iterator[None]:
        """Make all calls in one process, which keeps what it is given as `Kept`."""
        self._stays = True
        try:
            yield
        finally:
            self._stays = self._has_stayed = False

    def _call(self, function: str, arguments: Sequence[object]) -> Returned:
        return call(self.scene, function, arguments, stay=self._stay())

    def _stay(self) -> Stay:
        """Tell what a call that begins has to do with the one before it and the next one."""
        again, self._has_stayed = self._has_stayed, False
        goes_on = self._goes_on and self._examination.may_go_on(self._run)
        return Stay(again, stays=self._stays or goes_on)

    @property
    def _goes_on(self) -> bool:
        """Whether a run may serve other calls as well: no call can find what another has left."""
        return keeps_nothing(self._examination.source, self._examination.names)

    @property
    def _run(self) -> str:
        """The name by which a run goes on: where it is made for one function, that one's."""
        may_serve_all = self._examination.may_go_on(ANY_FUNCTION)
        return ANY_FUNCTION if may_serve_all else self._function

    def _policy(self) -> Policy:
        return NO_NETWORK

    def attempt(
        self, function: str, *arguments: object, files: Files = NO_FILES
    ) -> Returned | Raised:
        """Call the function; where it raises an exception, return that and do not raise it."""
        try:
            return self.call(function, *arguments, files=files)
        except Raised as error:
            return error

    def attempt_after(
        self, first: str | None, function: str, *arguments: object
    ) -> Returned | Raised:
        """Attempt the call in a check that comes after `first`, which judged this function.

        None is for that check itself.

        Raises Unseen where that one was lost, and the call fails: there is no such function,
        say, or no end of it.
        """
        try:
            return self.attempt(function, *arguments)
        except Failure:
            if first is None or self._examination.passed(first):
                raise
            raise Unseen(first) from None

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
        known = self._examination.dialect(GivesResponses).functions
        if self._function in known and _is_response(returned.value):
            return
        if not same_value(returned.value, wanted):
            is_bytes = isinstance(wanted, bytes) and isinstance(returned.value, bytes)
            raise Mismatch(
                gettext("Your function returned something other than it should."),
                expected=wanted
                if isinstance(wanted, bytes) and is_bytes
                else _around(wanted, returned.value),
                received=returned.value
                if isinstance(returned.value, bytes) and is_bytes
                else _around(returned.value, wanted),
                diagnosis=diagnose(returned.value) or self.meaning(returned, wanted),
            )

    def meaning(self, returned: Returned, wanted: object) -> str | None:
        """Tell what it means that the last call returned this and not the wanted value, or None.

        A function that has printed the value, or returned the response with it, is understood so
        in the checks that follow.
        """
        if _is_response(returned.value):
            functions = self._examination.dialect(GivesResponses).functions | {self._function}
            self._examination.learn(GivesResponses(functions))
        may_be_printed = returned.value is None and wanted is not None and self._printed().strip()
        if may_be_printed and same_value(self._printed_value(), wanted):
            known = self._examination.dialect(Prints).functions
            self._examination.learn(Prints(known | {self._function}))
        return of_value(self._came(returned, wanted))

    def _came(self, returned: Returned, wanted: object) -> Came:
        """Gather what is known of a call that returned another value than the wanted one."""
        value = returned.value
        stranger = (value.type, value.shown) if isinstance(value, Other) else None
        printed = self._printed()
        return Came(wanted, value, stranger, returned.remarks, printed, kind=returned.kind)

    def _printed(self) -> str:
        """Give what the program has printed in this call."""
        self.program.drain()
        out, errors = self._heard
        return self.program.stdout.text[out:] or self.program.stderr.text[errors:]

    def _printed_value(self) -> object:
        """Read what was printed as a value, if Python wrote it as one; else as the text it is."""
        printed = self._printed()
        try:
            return ast.literal_eval(printed[:LONGEST_LITERAL].strip())
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return printed.removesuffix("\n")


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

    def page_of_any_query(self, rule: Rule, methods: Sequence[str] = ("GET",)) -> str:
        """Put up a page that takes any query or none, and give its URL without a query."""
        url = f"http://{self._name(8)}.test/{self._name(8)}"
        return self.site.page_of_any_query(url, rule, methods)

    def _call(self, function: str, arguments: Sequence[object]) -> Returned:
        return call(self.scene, function, arguments, stay=self._stay(), site=self.site)

    def _came(self, returned: Returned, wanted: object) -> Came:
        got = [
            Answer(f"{request.method} {request.url}", answer.status, answer.body, answer.charset)
            for request, answer in self.site.exchanges
            if isinstance(answer, Response)
        ]
        sent = [request.body for request in self.site.requests]
        return dataclasses.replace(super()._came(returned, wanted), answers=got, sent=sent)

    def asked(self, url: str, before: int = 0) -> list[Request]:
        """Give the requests for this page, by any method, but for so many that came before.

        The query does not count: it is another check's concern.
        """
        made = self.site.requests[before:]
        return [each for each in made if _page(each.address) == _page(url)]

    def last_request(self, method: str, url: str, before: int = 0) -> Request:
        """Give the last request for this page by this method, after so many that came before.

        Raises Failure if there is none, or the exception because of which there may be none.
        """
        matching = [each for each in self.asked(url, before) if each.method == method]
        if matching:
            return matching[-1]
        if isinstance(self._outcome, Raised) and not self._went_astray(url):
            raise self._outcome
        requests = self.site.requests[before:]
        made = [f"{request.method} {request.url}" for request in requests]
        raise Failure(
            gettext(
                "Your function did not make the request {method} {url}.", method=method, url=url
            ),
            expected=f"{method} {url}",
            received=", ".join(made) or gettext("(no request)"),
            diagnosis=self._stranger() or _why_not(method, url, requests),
        )

    def _went_astray(self, url: str) -> bool:
        """Tell whether the last call asked for this page in another way, or for one that is none."""
        unknown = [each for each in self.site.requests if not self.site.has(each)]
        return bool(unknown or self.asked(url))

    def _stranger(self) -> str | None:
        """Tell what it means that the last call returned a thing that has not run yet, or None."""
        last = self._outcome
        if self.site.requests or not (isinstance(last, Returned) and isinstance(last.value, Other)):
            return None
        return of_value(self._came(last, ""))


def _why_not(method: str, url: str, requests: Sequence[Request]) -> str | None:
    if not requests:
        return gettext("No request left the function.")
    others = {each.method: None for each in requests if _page(each.address) == _page(url)}
    if others:
        return gettext(
            "The page was asked for with {methods}; this task is one for {method}.",
            methods=joined(others),
            method=method,
        )
    return gettext(
        "The function was given {url}, and asked for {other} instead.",
        url=url,
        other=requests[-1].url,
    )


def _page(url: str) -> str:
    return url.partition("?")[0]


def _is_response(value: object) -> bool:
    """Tell whether a returned value is a response of requests as a whole."""
    return isinstance(value, Other) and value.type == "Response"


def _around(value: object, other: object) -> str:
    """Show a value; of a long text that part which begins to differ from the other one."""
    if not (isinstance(value, str) and isinstance(other, str) and len(value) > LONGEST_TEXT):
        return clipped(show(value), LONGEST_SHOWN)
    start = max(0, first_difference(value, other) - LONGEST_TEXT // 3)
    part = repr(value[start : start + LONGEST_TEXT])
    after = len(value) - start - LONGEST_TEXT
    return excerpt(part, start, max(0, after))


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

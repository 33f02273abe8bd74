"""Learners' web servers, which serve the files below a folder."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.failures.diagnosis.sites import of_file, of_no_head, of_status
from grader.failures.ended import ended_early
from grader.failures.errors import (
    ConnectionEnded,
    Failure,
    Mismatch,
    NothingCame,
    NotReachable,
    ProgramEnded,
    Unseen,
)
from grader.i18n import gettext
from grader.jail.policy import Policy
from grader.peers.arrivals import Address
from grader.peers.http.client import Header, HttpPeer, request
from grader.peers.http.outside import CLIENTS, Asked
from grader.peers.http.received import Answer
from grader.peers.http.relay import Outside, Relay
from grader.peers.tcp.connect import connect
from grader.scratch import Content
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.places import Addressed
from grader.subjects.site_outside import (
    ERROR,
    OK,
    demand_as_understood,
    of_a_flood,
    of_error,
    of_no_end,
)
from grader.subjects.words import word_from
from grader.text import shown_bytes

CLOSE: Header = ("Connection", "close")
RULE = "answers_get"
LONGEST_HEAD = 16 << 10  # bytes of an answer's head that a client from outside is given
TO_BE_SEEN = 0.3  # seconds in which the end of a program is seen
MOST_AROUND = 200  # bytes of its own that a program may send before or behind a file's


@dataclass(frozen=True)
class Serving:
    """How a web server serves."""

    is_heard: bool = False  # whether an answer was understood after it had been found wrong
    at_end: bool = False  # it answers when the client has closed its sending side
    one_each: bool = False  # it serves one client in each run
    has_wrong_lengths: bool = False
    ignores_root: bool = False  # it serves the folder in which it was started
    says_ok: int = OK  # the status with which a file comes
    before: bytes = b""  # bytes of its own in front of each file's
    behind: bytes = b""  # and behind them

    def told(self) -> str:
        """Say for learners in which way it serves."""
        parts = []
        if self.at_end:
            parts.append(gettext("it answers when the client has closed its sending side"))
        if self.one_each:
            parts.append(gettext("it serves one client in each run"))
        if self.ignores_root:
            parts.append(gettext("it serves the folder in which it was started"))
        if self.says_ok != OK:
            parts.append(gettext("it says {status} with a file, not 200", status=self.says_ok))
        if self.has_wrong_lengths:
            parts.append(
                gettext("no length is believed: an answer is over when nothing more comes")
            )
        if self.before or self.behind:
            parts.append(self._told_of_its_bytes())
        return "; ".join(parts)

    def _told_of_its_bytes(self) -> str:
        before, behind = shown_bytes(self.before, 30), shown_bytes(self.behind, 30)
        if not self.behind:
            return gettext("it sends {data} before each file", data=before)
        if not self.before:
            return gettext("it sends {data} after each file", data=behind)
        return gettext(
            "it sends {before} before and {behind} after each file", before=before, behind=behind
        )


class SiteServer(Addressed):
    """A learner's web server; started when the first client connects."""

    rule = "listens"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        word = word_from(examination.dice)
        self.root = f"site-{word(5)}"  # the name of the folder that is served
        self._given, self._is_relative = self.root, False  # its path, and whether it is given so
        self._files: dict[str, Content] = {f"{self.root}/": b""}
        self._told: Address = ("", 0)
        self._there: Address | None = None  # where it is found, once it runs
        self._clients: list[HttpPeer] = []
        self._was_reached = False  # whether a client has connected to this run
        self.stays = False  # whether the check is about that: then no client comes to another run
        self.says_lengths = False  # whether the last answer was as long as it said

    # ------------------------------------------------------------------ what it serves

    def publish(self, files: Mapping[str, bytes]) -> None:
        """Put files below ROOT, for the next run; names are paths from there.

        Where the program serves the folder in which it was started, they lie there as well.
        """
        self.place_beside({f"{self.root}/{name}": data for name, data in files.items()})
        if self.ignores_root:
            self.place_beside(files)

    def place_beside(self, files: Mapping[str, Content]) -> None:
        """Put files into the run's folder, for the next run: ROOT is a folder in there."""
        self._files |= files
        self._there = None

    def give_root(self, path: str, is_relative: bool = False) -> None:
        """Give the next run ROOT as this path in its folder, in full or as it is here."""
        self._given, self._is_relative, self._there = path, is_relative, None

    # ------------------------------------------------------------------ clients

    def connect(self) -> HttpPeer:
        """Connect a client.

        Where the last request has ended the program, or no client is served after the first,
        it comes to a new run, unless the check is about that: then the program `stays`.
        Raises NotReachable, what ended the program, or Unseen if it was found nowhere before.
        """
        if self._there is None or (self._was_reached and self.serves_one_each):
            self._start()
        try:
            client = self._connected()
        except (NotReachable, ProgramEnded):
            if self.stays or not self._was_reached:
                raise
            self._start()
            client = self._connected()
        self._was_reached = True
        return client

    def _connected(self) -> HttpPeer:
        assert self._there
        with self.finding(self._told):
            client = connect(self.scene, self._there, HttpPeer)
        client.trusts_lengths = not self._serving.has_wrong_lengths
        client.says_ok = self._serving.says_ok
        self._clients.append(client)
        return client

    def _start(self) -> None:
        self._told = self.reserve()
        self._there = there = self.place.of(self._told)
        folder = self._examination.prepare(self._files)
        root = self._given if self._is_relative else folder.join(self._given).inside
        policy = Policy(bind=(there[1], 0))
        self._examination.start((*self._told, root), stdin=None, policy=policy)
        self._was_reached = False

    @property
    def folder(self) -> str:
        """The path of the run's folder, for the program; the run is started if none is."""
        if self._there is None:
            self._start()
        return self.program.folder.inside

    def close(self) -> None:
        """Give the clients' sockets back."""
        for client in self._clients:
            client.close()

    # ------------------------------------------------------------------ what is known of it

    @property
    def _serving(self) -> Serving:
        return self._examination.dialect(Serving)

    @property
    def serves_one_each(self) -> bool:
        """Whether it serves no second client in a run."""
        return self._serving.one_each

    @property
    def ignores_root(self) -> bool:
        """Whether it serves the folder in which it was started, in the place of ROOT."""
        return self._serving.ignores_root

    @property
    def around(self) -> int:
        """The number of bytes of its own that it sends before and behind a file's."""
        return len(self._serving.before) + len(self._serving.behind)

    @property
    def speaks_plainly(self) -> bool:
        """Whether the end of each answer is where its length says."""
        return self.says_lengths and not self.around and not self._serving.has_wrong_lengths

    def learn_wrong_lengths(self, answer: Answer, data: bytes) -> None:
        """Remember that its lengths are not to be believed, as in this answer for a file."""
        before, found, behind = (answer.body + answer.more).partition(data)
        if found and len(before) + len(behind) <= MOST_AROUND:
            self._examination.learn(
                replace(self._serving, has_wrong_lengths=True, before=before, behind=behind)
            )

    def need_answers(self) -> None:
        """Demand that its answers can be judged. Raises Unseen."""
        self.demand_place()
        if self._examination.lost(RULE) and not self._serving.is_heard:
            raise Unseen(RULE)

    # ------------------------------------------------------------------ one request

    def request(
        self,
        target: str,
        method: str = "GET",
        version: str = "HTTP/1.1",
        headers: Sequence[Header] = (),
        has_host: bool = True,
    ) -> bytes:
        """Write a request to this server, with a right Host if it has one."""
        host, port = self._there or ("", 0)
        named = [("Host", f"{host}:{port}")] if has_host else []
        return request(target, [*named, *headers], method, version)

    def ask(
        self,
        target: str,
        method: str = "GET",
        version: str = "HTTP/1.1",
        headers: Sequence[Header] = (),
        exactly: bool = False,
    ) -> Answer:
        """Make one request on a connection of its own, and give the answer.

        `exactly` asks for the end of the connection, and sees what comes behind the answer.
        Raises NothingCame, ConnectionEnded, or what `connect` raises.
        """
        with self.connect() as client:
            more = [CLOSE] if exactly else []
            self.say(client, self.request(target, method, version, [*headers, *more]))
            return client.answer(method, exactly)

    def ask_or_none(self, target: str, method: str = "GET") -> Answer | None:
        """Make one request as `ask` does, exactly; give None if no answer comes."""
        try:
            return self.ask(target, method, exactly=True)
        except (NothingCame, ConnectionEnded):
            return None

    def say(self, client: HttpPeer, data: bytes, fragments: int | None = None) -> None:
        """Send a request; where the server answers at the end only, close our side behind it."""
        client.send(data, fragments)
        if self._serving.at_end:
            client.half_close()

    def contents(self, data: bytes) -> bytes:
        """Give the body that this server makes of a file's bytes."""
        return self._serving.before + data + self._serving.behind

    def expect_file(self, target: str, data: bytes) -> None:
        """Demand that a file is served at this target, on a connection of its own."""
        with self.connect() as client:
            self.say(client, self.request(target))
            self.expect_answer(client, target, data)

    def expect_answer(self, client: HttpPeer, target: str, data: bytes) -> Answer:
        """Demand that the next answer is 200 with the bytes of this file; give it.

        Raises what is wrong.
        """
        answer = self._whole_answer(client, self.contents(data))
        demand_file(answer, target, self.contents(data))
        self.says_lengths = answer.ending == "length" and not answer.more
        return answer

    def _whole_answer(self, client: HttpPeer, wanted: bytes) -> Answer:
        """Read an answer, and where only its length may be too small, what comes behind it."""
        answer = client.answer()
        is_other = answer.body != wanted and answer.ending == "length"
        return client.with_more(answer) if is_other else answer

    # ------------------------------------------------------------------ how it speaks

    def expect_first_file(self, target: str, data: bytes) -> None:
        """Demand that a file is served, in the form of HTTP; learn how it is served otherwise.

        Raises what is wrong.
        """
        with self.connect() as client:
            client.send(self.request(target))
            try:
                answer = self._whole_answer(client, data)
            except NothingCame as failure:
                self._learn_when_it_answers(client, data, failure)
                raise
            self.says_lengths = answer.ending == "length" and not answer.more
            try:
                demand_file(answer, target, data)
                demand_form(answer)
            except Mismatch as failure:
                self._learn_from(answer, data)
                if not self._serving.is_heard:
                    self._learn_its_folder(target, data, failure)
                raise

    def _learn_when_it_answers(self, client: HttpPeer, data: bytes, failure: NothingCame) -> None:
        with self.scene.probe(
            gettext("to see what it waits for, the grader then spoke in the client's place:")
        ):
            client.half_close()
            try:
                answer = client.answer()
            except Failure:
                return
        if answer.has(data):
            self._examination.learn(Serving(is_heard=True, at_end=True))
            failure.establish(
                gettext(
                    "It answered only when the client had closed its sending side: a request ends with its empty line, and the client keeps its side open."
                )
            )

    def _learn_its_folder(self, target: str, data: bytes, failure: Mismatch) -> None:
        """See in a run aside whether it serves the folder in which it is started."""
        with self.aside():
            self.place_beside({target.lstrip("/"): data})
            try:
                answer = self.ask(target)
            except (Failure, Unseen):
                return
            finally:
                self._there = None
        if answer.status == OK and answer.has(data):
            self._examination.learn(Serving(is_heard=True, ignores_root=True))
            failure.establish(
                gettext(
                    "It serves the folder in which it was started: it serves the files there. ROOT is the third argument on the command line."
                )
            )

    def _learn_from(self, answer: Answer, data: bytes) -> None:
        """Learn to understand an answer in which something is wrong, if the file is in it.

        Its ends may be missing: most files of other checks have no white space there.
        """
        came = answer.body + answer.more
        before, found, behind = came.partition(data)
        if answer.status is None or not OK <= answer.status < ERROR:
            return
        heard = Serving(is_heard=True, says_ok=answer.status)
        if found and len(before) + len(behind) <= MOST_AROUND:
            self._examination.learn(replace(heard, before=before, behind=behind))
        elif came.strip() == data.strip():
            self._examination.learn(heard)

    def expect_next_file(self, target: str, data: bytes) -> None:
        """Demand that another file is served, after `expect_first_file`, in a new run.

        If not, the program is understood all the same. Raises what is wrong.
        """
        self._there = None
        try:
            self.expect_file(target, data)
        except Failure:
            self._examination.learn(replace(self._serving, is_heard=True))
            raise

    def expect_next_clients(self, target: str, data: bytes) -> None:
        """Demand that three clients are served one after the other; learn if only one ever is.

        Raises what is wrong.
        """
        self.expect_file(target, data)
        told = (
            gettext("This is the second client; the one before was served, and has left."),
            gettext("This is the third client; the one before was served, and has left."),
        )
        for number, known in enumerate(told, 2):
            with meaning(known):
                try:
                    self.expect_file(target, data)
                except Failure as failure:
                    has_left = isinstance(failure, (NotReachable, ProgramEnded))
                    if number == 2 or has_left or self._has_ended():
                        self._examination.learn(replace(self._serving, one_each=True))
                    raise

    def _has_ended(self) -> bool:
        """Tell whether the program has ended, by which a connection is reset before that is seen."""
        return self.program.wait_for_end(time.monotonic() + TO_BE_SEEN)

    # ------------------------------------------------------------------ clients from outside

    def expect_understood(
        self, asked: Sequence[Asked], wanted: Sequence[bytes], names: Iterable[str] = CLIENTS
    ) -> None:
        """Demand that clients which nobody here wrote understand its answers, with status 200.

        Each comes to a new run. Raises Mismatch, NothingCame, or what ended the program.
        """
        for name in filter(CLIENTS.__contains__, names):
            try:
                self._expect_understood_by(name, asked, wanted)
            except Failure:  # and the raw client has understood it
                self._examination.learn(replace(self._serving, is_heard=True))
                raise

    def _relay_to(self, client: HttpPeer, most: int) -> Relay:
        """Make a relay whose first connection is that of this client (see `Relay`)."""
        there = self._there or ("", 0)
        return Relay(self.scene, there, client.give_socket(), client.party, most)

    def _expect_understood_by(
        self, name: str, asked: Sequence[Asked], wanted: Sequence[bytes]
    ) -> None:
        self._there = None
        self.scene.transcript.remark(gettext("the client is {client}, in a new run:", client=name))
        most = sum(LONGEST_HEAD + len(data) for data in wanted)
        with self.connect() as client, self._relay_to(client, most) as relay:
            there = self._there or ("", 0)
            outside = Outside(lambda: CLIENTS[name](relay.path, there, asked))
            came_to_end = outside.run(self.scene, relay, len(asked))
        if outside.outcome is None and self.program.ended:
            when = gettext("before {client} had its answers", client=name)
            raise ended_early(self.program, when)
        if relay.is_flooded:
            raise of_a_flood(name, len(asked), LONGEST_HEAD >> 10, most)
        if not came_to_end:
            raise of_no_end(name)
        if outside.error:
            raise of_error(name, len(asked), outside.error)
        for each, data, came in zip(asked, wanted, outside.outcome or [], strict=False):
            demand_as_understood(name, each, data, came)


def demand_file(answer: Answer, target: str, wanted: bytes) -> None:
    """Demand that an answer is 200 and has these bytes. Raises Mismatch."""
    if answer.head is None:
        raise Mismatch(
            gettext(
                "Your program's answer to {request} has no head that a client can read.",
                request=f"GET {target}",
            ),
            expected=b"HTTP/1.1 200 OK\r\n",
            received=answer.raw[:200],
            diagnosis=of_no_head(answer.raw),
        )
    if answer.status != 200:
        raise Mismatch(
            gettext(
                "Your program answered {request} with {status}, not with {wanted}.",
                request=f"GET {target}",
                status=answer.told_status,
                wanted=OK,
            ),
            expected=gettext("the status {status}", status=OK),
            received=answer.line,
            diagnosis=of_status(answer.status),
        )
    if not answer.has(wanted):
        came = answer.body + answer.more
        raise Mismatch(
            gettext(
                "Your program's answer to {request} does not have the bytes of the file.",
                request=f"GET {target}",
            ),
            expected=wanted,
            received=came,
            diagnosis=of_file(wanted, came),
        )


def demand_form(answer: Answer) -> None:
    """Demand that the head of an answer has the form of HTTP. Raises Mismatch."""
    if answer.head and answer.head.faults:
        raise Mismatch(
            gettext("The head of your program's answer does not have the form of HTTP."),
            expected=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n",
            received=answer.raw[: answer.head.size],
            diagnosis=answer.head.faults[0],
        )

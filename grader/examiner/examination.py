"""What a check may do with the program that it examines: its dice, its runs, its scene."""

import contextlib
import os
import re
import time
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar, cast

from grader import scratch
from grader.course.checks import BadChecks, Play
from grader.dice import Dice
from grader.examiner.audience import Audience, Stream
from grader.examiner.job import Job
from grader.examiner.shared import Run, Shared, StartOver
from grader.examiner.verdict import Verdicts
from grader.failures.diagnosis.death import Around, Role
from grader.failures.ended import trace_of
from grader.failures.errors import Failure
from grader.i18n import gettext, gettext_noop, ngettext
from grader.jail.policy import NO_NETWORK, Policy
from grader.launch.environment import environment
from grader.launch.errors import LaunchError
from grader.launch.program import OutOfTime, Program, Supervisor
from grader.peers.dialect import Dialect, Spoken
from grader.peers.patience import Brief, Patience
from grader.peers.ports import Ports
from grader.peers.scene import Scene
from grader.peers.strain import Strain
from grader.peers.transcript import Transcript

# Bytes, and characters of a line, that explanations look at: patterns go over a line again and again.
LARGEST_SOURCE, WIDEST_LINE = 1 << 18, 200
NO_FILES: Mapping[str, scratch.Content] = MappingProxyType({})
MOST_NAMED = 3  # of the files that stayed behind
MOST_IN_DOUBT = 3  # checks of a program that are judged once more since the machine was busy
GAVE_UP = ("TimeoutError", "timeout")  # the exceptions of a socket whose time is up
# What ends a wait of a program, whoever was late; it may well keep to itself that this was so.
OWN_CLOCK = re.compile(r"timeout|TIMEO\b|\b(?:alarm|wait_for|select|poll|monotonic)\(")
IN_DOUBT = gettext_noop(
    "the first try failed as well, while others kept this machine busy; this is the second one:"
)
Value = TypeVar("Value")


class Examination:
    """One job while its checks are run. Checks and fixtures get it as `examination`.

    The `audience` hears their stories as they happen.
    """

    def __init__(self, job: Job, supervisor: Supervisor, audience: Audience | None = None) -> None:
        self.job, self.kind = job, job.kind
        self.verdicts = Verdicts(job.target)
        self.ports = Ports()
        self._supervisor, self._audience = supervisor, audience
        self._patience = Patience()
        self._doubts_left = MOST_IN_DOUBT
        self._prepared: scratch.Folder | None = None  # of the next run
        self._plays: dict[str, tuple[Any, Failure | None, Scene]] = {}
        self._dialects: dict[type[Dialect], Dialect] = {}
        # an audience hears what happens once, and in order
        self._shared = Shared() if job.kind.shares_runs and audience is None else None
        self.begin("")

    @property
    def source(self) -> bytes:
        """The program's own file, for what can be known before a run; no verdict comes of it."""
        return self.job.files[self.job.file]

    @property
    def names(self) -> Set[str]:
        """The names of all files that it finds in its folder."""
        return self.job.files.keys()

    def begin(self, name: str) -> None:
        """Begin a check with dice and a wire of its own: nothing of the last is left.

        Its programs are its own as well, but for one that goes on.
        """
        self._begin(name)

    def _begin(self, name: str, is_in_doubt: bool = False) -> None:
        self._name, self._is_in_doubt = name, is_in_doubt
        if self._audience:
            self._audience.begin(name)
        self.last_moment = time.monotonic() + self.verdicts.seconds
        if self._shared:
            self._shared.begin()
        self._patience.take_up()
        self._before = self._patience.copy(), dict(self._dialects), dict(self._plays)
        self._strain = Strain()
        self._throw(name)

    def begin_anew(self, raised: BaseException | None) -> bool:
        """Begin the check once more, in runs of its own, if what it found may be due to the past.

        It is then as if it had not been tried. Tells whether that is so.
        """
        if not (self._shared and self._shared.has_past):
            return False
        is_as_it_should_be = raised is None and self._dialects == self._before[1]
        if is_as_it_should_be:
            return False
        self._shared.give_up()
        self._forget_the_check()
        self.begin(self._name)
        self._shared.is_alone = True
        return True

    def failed(self, raised: Failure | OutOfTime) -> None:
        """Note how far its program was when the check failed, and what it had lost to others."""
        scene = self.scene
        scene.failed(raised)
        if scene.moment and scene.has_program:
            trace = trace_of(scene.program)
            if trace is not None:
                gave_up = trace.exception in GAVE_UP
            else:
                gave_up = OWN_CLOCK.search(scene.around.source) is not None
            scene.strain.failed(scene.moment, gave_up)

    def begin_in_doubt(self, raised: BaseException | None) -> bool:
        """Begin the check once more if it has failed, and that may be due to a busy machine.

        Its runs have other words then; we wait as long as if nothing had been in vain before, and
        longer only for as long as the program has no processor. Tells whether that is so; it is
        for a few checks of a program only, and never while somebody hears what happens.
        """
        is_failure = isinstance(raised, Failure | OutOfTime)
        is_in_doubt = self._strain.is_in_doubt or self.scene.strain.is_in_doubt
        if not (is_failure and is_in_doubt and self._doubts_left) or self._audience:
            return False
        self._doubts_left -= 1
        self._forget_the_check()
        self._plays.clear()  # of an earlier check that looked at the same run
        self._begin(f"{self._name}:in doubt", is_in_doubt=True)
        self._patience.set_aside()
        if self._shared:
            self._shared.is_alone = True
        return True

    def end_doubt(self, raised: BaseException | None) -> None:
        """Doubt a program no more that was waited for in vain once more, with all its time."""
        if raised is not None and self._strain.has_run_out:
            self._doubts_left = 0

    def _forget_the_check(self) -> None:
        """Make it as if the check had not been tried."""
        self.end()
        self._patience, self._dialects, self._plays = self._before

    def close_check(self, has_passed: bool) -> None:
        """End what the check has left, unless it goes on for the next one."""
        if self._shared and not has_passed:
            self._shared.give_up()
        if self._shared and self._shared.run and has_passed:
            self._shared.run.program.drain()
        else:
            self.end()

    def begin_run(self, name: str) -> None:
        """Begin a run of this check that has dice and a wire of its own."""
        self.end()
        self._throw(f"{self._name}:{name}")

    def _throw(self, name: str) -> None:
        seed = f"{self.job.seed}:{self.job.target}:{name}"
        self.dice = Dice(seed)
        goes_on = self._shared and self._shared.run
        network = goes_on.network if goes_on else self._supervisor.network()
        # their own dice: how many ports are taken must not change a check's words
        self.ports.begin(network, Dice(seed + ":ports"))
        listen = self._audience.hear if self._audience else None
        self.scene = Scene(Transcript(listen), self._patience, network, strain=self._strain)
        if self._is_in_doubt:
            self.scene.transcript.remark(gettext(IN_DOUBT))

    def beside(self, supervisor: Supervisor, check: str, run: str) -> "Examination":
        """Give an examination for one run of a check, whose program runs beside this one's.

        Both know the same of the program.
        """
        other = Examination(self.job, supervisor)
        other.verdicts, other._dialects = self.verdicts, self._dialects
        other.begin(check)
        other.begin_run(run)
        return other

    def scene_of(self, play: Play) -> Scene | None:
        """Play this with the program, and give the scene if all is right in it, and soon.

        Otherwise it is as if it had not been tried.
        """
        self.end()
        other = Examination(self.job, self._supervisor)
        other.verdicts, other._patience = self.verdicts, Brief()
        other.begin(play.__name__)
        try:
            play(other)
        except Exception:  # whatever it is, a check finds it
            return None
        finally:
            other.end()
            other.ports.close()
            self.leave_network()  # it was in one of its own
        return None if other._dialects else other.scene

    def last_until(self, moment: float) -> None:
        """Wait for the program until then, a time of time.monotonic(), and no longer."""
        self.last_moment = moment
        if self.scene.has_program:
            self.scene.program.last_moment = moment

    def take_over(self, scene: Scene) -> None:
        """Let the check have this scene, whose story is its own then."""
        if self.scene is not scene:
            self.end()  # the check's own program gives way
            self.scene = scene
            if self._audience:
                for step in scene.transcript.story():
                    self._audience.hear(step, None)

    def passed(self, name: str) -> bool:
        """Tell whether this check of the job has been passed already."""
        return self.verdicts.passed(name)

    def lost(self, name: str) -> bool:
        """Tell whether this check of the job has been judged already, and was not passed."""
        return self.verdicts.lost(name)

    def dialect(self, kind: type[Spoken]) -> Spoken:
        """Give the dialect that this program was found to speak, or the rules' own: `kind()`."""
        found = self._dialects.get(kind)
        return found if isinstance(found, kind) else kind()

    def learn(self, dialect: Dialect) -> None:
        """Remember that the program speaks like this: the other checks will understand it.

        Only the check whose rule the dialect breaks may say so, since only there it costs points.
        """
        self._dialects[type(dialect)] = dialect

    def prepare(
        self,
        files: Mapping[str, scratch.Content] = NO_FILES,
        free: Collection[str] = (),
        for_socket: bool = False,
    ) -> scratch.Folder:
        """End the last program; make a folder for the next one, with these files in it as well.

        They and these `free` names come before whatever the learner has there.
        A Unix-domain socket fits into a folder `for_socket`, whose path is short enough.
        """
        self.end()
        everything = scratch.over(self.job.files, files, free)
        self._prepared = scratch.make_run(self._supervisor.room, everything, for_socket)
        return self._prepared

    def leave_network(self) -> None:
        """Give the next run a network in which nothing of the runs before is left."""
        self.end()
        self.scene.network = self._supervisor.network()
        self.ports.begin(self.scene.network, self.ports.dice)

    def start(
        self,
        arguments: Sequence[object] = (),
        stdin: bytes | None = b"",
        channel: bool = False,
        policy: Policy = NO_NETWORK,
    ) -> Program:
        """Start the learner's program, in the folder that was prepared or a fresh one.

        Its standard input is `stdin` and then the end; with None it is open and silent, as in
        a terminal where nobody types. `channel` makes it a module whose functions are called.
        Raises BadChecks for what the kind of the program does not have, and LaunchError.
        """
        if self._shared and self._shared.run:
            raise BadChecks("a program is started although another one goes on")
        self.kind.demand("module" if channel else "script")
        if policy.sockets != "none":
            self.kind.demand(network="real")
        policy = replace(policy, out_of_bounds=self.kind.out_of_bounds, but_for=self.kind.but_for)
        folder = self._prepared or self.prepare()
        self._prepared = None
        program = self._supervisor.start(
            folder,
            self.job.file,
            [str(argument) for argument in arguments],
            stdin=stdin,
            channel=channel,
            environment=environment(folder.inside),
            policy=policy,
        )
        program.last_moment = self.last_moment
        if self._audience:
            program.stdout.listen = partial(self._tell_output, program, "stdout")
            program.stderr.listen = partial(self._tell_output, program, "stderr")
        started = gettext("started   python {command}", command=" ".join(program.command))
        around = self._around(arguments, stdin, policy, channel)
        self._enter(program, around, "" if channel else started)
        return program

    def _enter(self, program: Program, around: Around, told: str) -> None:
        """Have a program enter the scene, and tell what is to be known of it."""
        transcript = self.scene.transcript
        if self.job.behind and not self.scene.has_program:
            transcript.step(_stayed_behind(self.job.behind))
        self.scene.program, self.scene.around = program, around
        if told:
            transcript.step(told)
        for dialect in self._dialects.values():
            if way := dialect.told():
                transcript.remark(gettext("judged in your program's own way: {told}", told=way))

    def go_on(self, name: str) -> Program | None:
        """Give the program that was let go on by this name; None if one has to be started.

        Whatever else there was has ended then. What it printed before is forgotten.
        """
        if self._shared is None:
            return None
        self._shared.names.add(name)
        run = self._shared.run
        if run and run.name == name and run.program.goes_on(until=self.last_moment):
            self._shared.has_past = True
            command = " ".join(run.program.command)
            told = gettext("goes on   python {command}", command=command)
            self._enter(run.program, run.around, "" if run.program.channel else told)
            return run.program
        if run:
            self.leave_network()
        return None

    def may_go_on(self, name: str) -> bool:
        """Tell whether a run of this name may go on when its check is over."""
        return self._shared is not None and self._shared.may_go_on(name)

    def let_go_on(self, name: str) -> None:
        """Let the check's program go on, if it may, for whoever asks for one by this name next."""
        if self._shared and self.may_go_on(name):
            scene = self.scene
            self._shared.run = Run(name, scene.program, scene.around, scene.network)

    def start_over(self) -> NoReturn:
        """Have the check judged once more, in runs of its own, as if it had not been tried.

        It is for a check in which a run may go on. Raises StartOver.
        """
        if self._shared:
            self._shared.has_past = True
        raise StartOver

    def _tell_output(self, program: Program, stream: Stream, data: bytes) -> None:
        """Tell the audience what a program prints, with its files as the learner names them."""
        folder = os.fsencode(program.folder.inside + os.sep)
        data = data.replace(b'File "' + folder, b'File "').replace(folder, "…/".encode())
        if self._audience:
            self._audience.printed(stream, data)

    def _around(
        self, arguments: Sequence[object], stdin: bytes | None, policy: Policy, is_module: bool
    ) -> Around:
        """Gather what explanations may know of a run; a server is what waits for others."""
        role: Role | None = None
        if not is_module and policy.sockets != "none":
            binds = any(policy.bind) or policy.unix == "serve"
            is_server = stdin is None if policy.sockets == "udp" else binds
            role = "server" if is_server else "client"
        source = self.source[:LARGEST_SOURCE].decode("utf-8", "replace")
        address, others = _told(arguments)
        return Around(
            role=role,
            transport=None if is_module else policy.sockets,
            address=address,
            others=others,
            files=frozenset(self.job.files),
            behind=tuple(self.job.behind),
            source="\n".join(line[:WIDEST_LINE] for line in source.split("\n")),
        )

    def once(self, play: Callable[[], Value]) -> Value:
        """Call `play()` the first time, and give what it returned then to each check that asks.

        This is for runs that take long by their nature and that several checks look at. Each
        check gets the wire and the program of that run as its own, so that it can tell the
        story. Plays are told apart by where their functions are written. Raises the Failure
        that the play raised.
        """
        name = f"{play.__module__}.{play.__qualname__}"
        if name not in self._plays:
            try:
                outcome: tuple[Value | None, Failure | None] = play(), None
            except Failure as failure:
                outcome = None, failure
            self._plays[name] = (*outcome, self.scene)
        value, failed, scene = self._plays[name]
        self.take_over(scene)
        if failed:
            raise failed
        return cast(Value, value)  # the same function was written to give the same

    def end(self) -> None:
        """End the check's program, whatever it is doing, and one that would go on."""
        programs = [self.scene.program] if self.scene.has_program else []
        if self._shared and (run := self._shared.run):
            self._shared.run = None
            programs += [run.program] if run.program not in programs else []
        for program in programs:
            try:
                program.close()
            finally:
                scratch.remove(program.folder)

    def close(self) -> None:
        """End what still goes on, whoever may have ended it by now."""
        with contextlib.suppress(LaunchError):  # its supervisor is closed all the same
            self.end()


def _told(arguments: Sequence[object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell the HOST and PORT among a program's arguments from the others.

    All of them are its address where there is no port, as with a path.
    """
    words = tuple(map(str, arguments))
    for index, port in enumerate(arguments):
        if isinstance(port, int) and index:
            return words[index - 1 : index + 1], words[: index - 1] + words[index + 1 :]
    return words, ()


def _stayed_behind(files: Sequence[str]) -> str:
    """Say which files of the learner's folder the program does not find beside it."""
    named = files[:MOST_NAMED]
    left = len(files) - MOST_NAMED
    if left <= 0:
        return gettext("not copied, so not beside the program: {names}", names=", ".join(named))
    return ngettext(
        "not copied, so not beside the program: {names}, and {number} other",
        "not copied, so not beside the program: {names}, and {number} others",
        left,
        names=", ".join(named),
    )

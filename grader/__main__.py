"""`python -m grader`: looks whether this Python can run the grader, then calls `grader.cli`.

Every Python from 2.7 on reads this file and `prerequisites`: ASCII only, and no
syntax that is newer.
"""

import os
import sys

COURSE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INTERRUPTED = 130
WRONG_USE = 2


def leave(*_):
    # type: (object) -> None
    """End at once on Ctrl-C: while modules are imported there is nothing to clean up."""
    try:
        os.write(2, b"grader: interrupted before anything was graded\n")
    finally:
        os._exit(INTERRUPTED)


def set_path():
    # type: () -> None
    """Order sys.path so that this course's own modules are found, here and in spawned workers.

    `-m` puts the current folder first, where a learner's requests.py or pytest.py
    would be imported in place of the real one; a virtual environment may know
    another checkout of the course. Neither stays on the path, and this course
    comes last on it. Interpreters that multiprocessing starts beside this one would
    have the current folder first as well: they are told not to (Python 3.11 and newer).
    """
    try:
        here = os.getcwd()
    except OSError:  # the folder is gone
        here = COURSE
    paths = [os.path.join(here, entry) for entry in sys.path]
    sys.path[:] = [path for path in paths if path.rstrip(os.sep) != here and not has_grader(path)]
    sys.path.append(COURSE)
    os.environ["PYTHONSAFEPATH"] = "1"


def has_grader(path):
    # type: (str) -> bool
    """Tell whether the folder is a checkout of a course. One of installed packages is not."""
    is_course = os.path.isfile(os.path.join(path, "grader", "__init__.py"))
    return is_course and os.path.basename(path) not in ("site-packages", "dist-packages")


try:
    set_path()
    import signal  # only now, so that it is not a signal.py of the current folder

    # What ends a run: Ctrl-C, the polite signal, and that of a terminal that has gone.
    STOPPING = [
        getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
    ]
    UNTOUCHED = (signal.default_int_handler, signal.SIG_DFL)  # and not ignored, as by nohup
    if __name__ == "__main__":
        for number in STOPPING:
            if signal.getsignal(number) in UNTOUCHED:
                signal.signal(number, leave)
except KeyboardInterrupt:
    if __name__ != "__main__":
        raise
    leave()


def check_prerequisites(arguments):
    # type: (list[str]) -> None
    """End with two lines and the status WRONG_USE where this Python is too old or lacks packages.

    Without packages `doctor` runs all the same, and tells that as one of its findings.
    """
    from grader import prerequisites

    if arguments[:1] == ["doctor"] and prerequisites.is_new_enough():
        return
    gap = prerequisites.gap(arguments)
    if gap:
        if sys.stderr:
            sys.stderr.write("grader: %s\ngrader: %s\n" % gap)
        sys.exit(WRONG_USE)


class Interruptions(object):
    """The handler of Ctrl-C and its like: the first one ends the grading, further ones change nothing.

    So what the first one sets off (ending programs, writing reports) is done in full.
    """

    def __init__(self):
        # type: () -> None
        self._taken = False

    def take(self, *_):
        # type: (object) -> None
        """Raise KeyboardInterrupt, once."""
        if not self._taken:
            self._taken = True
            raise KeyboardInterrupt

    def lose(self, lost):
        # type: (sys.UnraisableHookArgs) -> None
        """Forget an interruption that Python had to drop, so that the next one counts again."""
        if lost.exc_type is KeyboardInterrupt:
            self._taken = False
        else:
            sys.__unraisablehook__(lost)


def handle_interruptions():
    # type: () -> None
    """Make Ctrl-C and its like raise KeyboardInterrupt from now on, unless they are ignored."""
    interruptions = Interruptions()
    sys.unraisablehook = interruptions.lose
    for number in STOPPING:
        if signal.getsignal(number) is leave:
            signal.signal(number, interruptions.take)


if __name__ == "__main__":
    check_prerequisites(sys.argv[1:])
    from grader.cli import main

    handle_interruptions()
    status = main()
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    # Python remembers an interruption that passed through the exec() of a string, by
    # which dataclasses are made, and would die of SIGINT at its end. This makes it forget.
    exec("")
    sys.exit(status)

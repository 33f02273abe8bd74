"""From a submission to a report: jobs, an Executor, results.

One job judges one program. The jobs go to a `concurrent.futures` executor of
processes, so that they run side by side and so that one which breaks its
process (there should be none) takes no other down.
"""

import contextlib
import multiprocessing
import os
import platform
import signal
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path

import grader
from grader.course import layout
from grader.examiner import session as examiner
from grader.examiner.session import Job
from grader.report import CheckResult, Isolation, ProgramResult, Report, UnitResult
from grader.submissions import folder as submission
from grader.text import printable


class Interrupted(Exception):
    """Ctrl-C. `report` holds what was graded until then."""

    def __init__(self, report):
        super().__init__()
        self.report = report


def jobs_for(root, targets, seed):
    """One job for each target; the learner's files are read here and nowhere else."""
    sources = {target: submission.read(root, target) for target in _siblings(targets)}
    return [
        Job(
            target=target,
            files={
                f"{sibling.program}.py": source.data
                for sibling, source in sources.items()
                if sibling.unit == target.unit and source.data is not None
            },
            problem=sources[target].problem,
            seed=seed,
        )
        for target in targets
    ]


def _siblings(targets):
    """All programs of the targets' units: one may import another."""
    units = dict.fromkeys(target.unit for target in targets)
    return [layout.Target(unit, program) for unit in units for program in layout.programs(unit)]


def grade(folder, targets, launcher, watcher, *, seed, workers):
    """Grade the targets in a submission; the `Report`.

    `watcher` is told what goes on (see `progress`). Raises BadSubmission for a
    folder that cannot be graded, and Interrupted on Ctrl-C.
    """
    began = time.monotonic()
    jobs = jobs_for(submission.find(folder, targets), targets, seed)
    examiner.use_launcher(launcher)
    results = {}

    def report():
        seconds = time.monotonic() - began
        return _report(folder, results, targets, seed, seconds, launcher.isolation())

    try:
        for job, result in run(jobs, workers, watcher.started):
            results[job.target] = result
            watcher.result(job.target, result)
    except KeyboardInterrupt:
        raise Interrupted(report()) from None
    return report()


def run(jobs, workers, started=lambda: None):
    """Yield (job, ProgramResult) as they are done.

    A job that breaks its process is tried again alone, and then it is an error.
    `started` is called when all workers are there.
    """
    for job, result in _run_in_pool(jobs, min(workers, len(jobs)), started):
        if isinstance(result, BrokenProcessPool):
            ((_, result),) = _run_in_pool([job], 1)
        yield job, _broken(job, result) if isinstance(result, Exception) else result


def _run_in_pool(jobs, workers, started=lambda: None):
    """Yield (job, result) as they are done; the exception where a job has none.

    BrokenProcessPool means that some job's process died, perhaps another's.
    """
    executor = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_prepare_worker)
    try:
        # Those with most checks first, so that none of them is left over at the end.
        by_size = sorted(jobs, key=lambda job: -len(layout.checks(job.target)))
        with _ctrl_c_waits():
            waiting = {executor.submit(examiner.examine, job): job for job in by_size}
        started()
        while waiting:
            finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                job = waiting.pop(future)
                try:
                    yield job, future.result()
                except Exception as error:
                    yield job, error
    except BaseException:
        _end_workers(executor)
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _ctrl_c_waits():
    """While workers are forked: what Python runs after a fork swallows an exception."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context():
    """Forked workers share the warm zygote and all that is imported already."""
    forked = sys.platform == "linux" and hasattr(os, "fork")
    return multiprocessing.get_context("fork" if forked else "spawn")


def _prepare_worker():
    """In a worker: Ctrl-C is the parent's to handle, and without it there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # blocked while this process was forked
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, lambda *_: examiner.leave())
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent():
    parent = multiprocessing.parent_process()
    parent.join()
    examiner.leave()


def _end_workers(executor):
    for process in list((executor._processes or {}).values()):
        process.terminate()


def _broken(job, error):
    """The grader failed at this program: an error, and nobody's lost points."""
    text = printable(f"The grader failed at this program: {type(error).__name__}: {error}")
    checks = [
        CheckResult(
            id=examiner.check_id(job.target, check.name),
            title=check.title,
            points=0,
            max_points=check.points,
            outcome="error",
            message=text,
        )
        for check in layout.checks(job.target)
    ]
    return ProgramResult.of(job.target.program, job.target.file, checks)


def _report(folder, results, targets, seed, seconds, isolation):
    units = []
    for unit in dict.fromkeys(target.unit for target in targets):
        programs = [results[t] for t in targets if t.unit == unit and t in results]
        if programs:
            units.append(UnitResult.of(unit, layout.title(unit), programs))
    return Report(
        submission=str(Path(folder)),
        graded_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=round(seconds, 2),
        seed=seed,
        grader=grader.__version__,
        python=platform.python_version(),
        platform=sys.platform,
        isolation=Isolation(*isolation),
        score=sum(unit.score for unit in units),
        max_score=sum(unit.max_score for unit in units),
        units=units,
    )

"""A learner's script that needs nobody at the other end, or whose peers a check makes itself."""

from grader.jail.policy import NO_NETWORK, Policy
from grader.launch.program import Program
from grader.subjects.base import NO_FILES, Files, Subject


class Script(Subject):
    """A learner's script with whatever arguments its check gives it; `start` runs it."""

    def start(
        self,
        *arguments: str | int,
        stdin: str = "",
        files: Files = NO_FILES,
        policy: Policy = NO_NETWORK,
    ) -> Program:
        """Run the script in a fresh folder that holds these files as well.

        `policy` says which sockets it may have: none, unless the check says otherwise.
        Raises BadChecks where the KIND of its file is no script, or has no network.
        """
        self._examination.prepare(files)
        return self._examination.start(arguments, stdin=stdin.encode(), policy=policy)

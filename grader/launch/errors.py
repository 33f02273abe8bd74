"""The error of a launcher, and of nobody else."""


class LaunchError(Exception):
    """The launcher could not do its work: the grader's fault, never a learner's."""

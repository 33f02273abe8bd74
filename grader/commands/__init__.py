"""The commands of `python -m grader`, a file for each."""

GRADE = "grade"  # what a command line without a command means
NAMES = (
    *("watch", "hint", "peer", "model"),
    *("doctor", "verify", "export", "batch", "gradebook", "interop"),
)

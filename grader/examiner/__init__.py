"""Judges one job: a learner's program, by the checks of its file."""

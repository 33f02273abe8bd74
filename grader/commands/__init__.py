"""The commands of `python -m grader`, a file for each."""

"""One job: a learner's program is judged by the checks of its file."""

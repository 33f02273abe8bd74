"""Runs inside the process of a learner's program: whatever it says can only lower a score."""

"""What can go wrong with a learner's program, and what it usually means."""

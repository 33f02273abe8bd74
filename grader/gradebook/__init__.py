"""What the learners of a class came to, one run after the other, in a file of SQLite."""

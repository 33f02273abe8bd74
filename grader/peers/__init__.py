"""The reference peers, kind and rude: what is at the other end of a learner's program."""

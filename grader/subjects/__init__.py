"""A learner's program as the checks see it, each kind with its reference peer at hand."""

"""Plays learners' programs against each other: each client meets each server."""

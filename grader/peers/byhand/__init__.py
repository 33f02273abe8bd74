"""Peers for a person at a terminal: they talk with a program that somebody else has started."""

"""Judges network programs by what crosses the wire."""

__version__ = "0.1.0"

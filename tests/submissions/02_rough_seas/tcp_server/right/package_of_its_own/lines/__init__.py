"""What both ends of a line need."""

from .stream import frame, unframe

__all__ = ["frame", "unframe"]

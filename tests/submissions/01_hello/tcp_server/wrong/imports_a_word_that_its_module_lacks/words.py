"""The words of the server."""

ANSWER = b"hi"

"""The words of the server."""

ANSWER = b"hi"
NAME = "·þÎñÆ÷"

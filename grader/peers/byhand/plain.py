"""How a client speaks that sends lines as they are: no frames, no line ends."""


class Plain:
    """A text is sent in one piece, without a line end; whatever comes is an answer."""

    greets = False

    def said(self, line: str) -> bytes:
        """Give the bytes of a line."""
        return line.encode()

    def heard(self, data: bytes) -> list[str]:
        """Take what came as one message, which the transcript shows already."""
        return [""]

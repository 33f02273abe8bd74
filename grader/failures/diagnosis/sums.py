"""What it usually means that a datagram is no request `ID ADD N`."""


def of_sum_request(data: bytes) -> str | None:
    """Tell what is usually the matter with a datagram that should have been a request, or None."""
    words = data.split()
    if len(words) == 3 and words[1].upper() == b"ADD" and words[1] != b"ADD":
        return "The word ADD is in capitals."
    if len(words) == 3 and words[1] == b"ADD" and data.count(b" ") != 2:
        return "Between the words stands one space each, and nothing before them."
    if data != data.rstrip():
        return "A line that was read ends with a line end; the request does not."
    if words and words[0] == b"ADD":
        return "The ID comes first, then ADD, then the number."
    if len(words) == 1:
        return "A request has three words: an ID of your own making, ADD, and the number."
    return None

"""What it usually means that a web server answers otherwise than it should."""

SERVER_ERROR = 500


def of_status(status: int | None) -> str | None:
    """Tell of an answer that should have been 200."""
    if status is None:
        return "No status of three digits stands in its first line."
    if status == 404:
        return "It says that there is no such file, and there is one below ROOT."
    if status == 403:
        return "It refuses a file that lies below ROOT."
    if status >= SERVER_ERROR:
        return "It says that it has failed itself."
    return None


def of_length(said: int, came: int, wanted: int, characters: int | None = None) -> str | None:
    """Tell of a Content-Length that is not the number of the body's bytes."""
    if characters is not None and said == characters != wanted:
        return f"It counts characters: the text has {characters} of them, and {wanted} bytes in UTF-8. Encode first, then count."
    if came < wanted and said >= wanted:
        return f"Only {came} of the file's {wanted} bytes came: send() may take a part of what it is given, and sendall() takes all."
    if said == came:
        return f"The file has {wanted} bytes, and {came} came."
    if said > came:
        return f"It promises {said - came} more than come: a client waits for them."
    return f"{came - said} more came than it says: a client takes them for the beginning of the next answer."

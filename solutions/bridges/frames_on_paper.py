r"""Frames on paper: no socket yet, only bytes.

A frame is a length of 4 bytes, big-endian, and then that many bytes of data.
"""


def pack(data: bytes) -> bytes:
    r"""Return the data as one frame.

    >>> pack(b"hi")
    b'\x00\x00\x00\x02hi'
    >>> pack(b"")
    b'\x00\x00\x00\x00'
    >>> pack(b"x" * 258)[:4]
    b'\x00\x00\x01\x02'
    """
    return len(data).to_bytes(4, "big") + data


def take(buffer: bytes) -> tuple[bytes | None, bytes]:
    r"""Take the first frame out of the buffer; return its data, and the bytes after it.

    The first value is None if the frame is not complete yet. Then all bytes stay.

    1. Half a length has come:

    >>> take(b"\0\0")
    (None, b'\x00\x00')

    2. A length has come without its bytes:

    >>> take(b"\0\0\0\2")
    (None, b'\x00\x00\x00\x02')

    3. One frame and a half:

    >>> take(b"\0\0\0\2hi\0\0\0\3a")
    (b'hi', b'\x00\x00\x00\x03a')

    4. An empty frame, and nothing after it:

    >>> take(b"\0\0\0\0")
    (b'', b'')

    5. Two frames, glued together: one call takes one of them.

    >>> data, rest = take(b"\0\0\0\2hi\0\0\0\3abc")
    >>> data
    b'hi'
    >>> take(rest)
    (b'abc', b'')
    """
    if len(buffer) < 4:  # the length itself may come in pieces
        return None, buffer
    end = 4 + int.from_bytes(buffer[:4], "big")
    if len(buffer) < end:
        return None, buffer
    return buffer[4:end], buffer[end:]  # what comes after the frame belongs to the next one

import struct


def frame(data):
    return struct.pack("!L", len(data)) + data


def unframe(receive, most):
    size = int.from_bytes(whole(receive, 4), "big")
    if size > most:
        raise ValueError(f"{size} bytes are more than {most}")
    return whole(receive, size)


def whole(receive, count):
    parts, left = [], count
    while left:
        part = receive(min(left, 1 << 16))
        if not part:
            raise EOFError(f"{left} bytes did not come")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)

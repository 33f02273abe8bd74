"""A DNS lookup: asks a name server for the IPv4 addresses of a name (RFC 1035, section 4)."""

import secrets
import socket
import struct
import sys
import time

SENDINGS = 3
PATIENCE = 0.6  # seconds
HEADER = struct.Struct("!6H")  # the ID, the flags, and how many records each section has
RECORD = struct.Struct("!HHIH")  # what follows a record's name: TYPE, CLASS, TTL, RDLENGTH
RECURSION_DESIRED, RCODE = 0x0100, 0x000F
A, CNAME, IN = 1, 5, 1
ERRORS = {2: "the server failed", 3: "there is no such name", 5: "the server refused"}


def look_up(name: str, host: str, port: int) -> list[str]:
    """The addresses of `name`, in the answer's order. Raises LookupError, which says why not."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        for _ in range(SENDINGS):
            ident = secrets.randbelow(1 << 16)  # one that nobody can guess
            client.sendto(query(ident, name), (host, port))
            answer = wait_for_answer(client, (host, port), ident, name)
            if answer is not None:
                return addresses(answer, name)
    raise LookupError("no answer")


def query(ident: int, name: str) -> bytes:
    """A message with one question: the addresses (A) of `name` in the Internet (IN)."""
    labels = [label.encode() for label in name.split(".")]
    qname = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return HEADER.pack(ident, RECURSION_DESIRED, 1, 0, 0, 0) + qname + struct.pack("!2H", A, IN)


def wait_for_answer(client: socket.socket, server: tuple, ident: int, name: str) -> bytes | None:
    """The answer to this question from this server; None if it has not come in time."""
    deadline = time.monotonic() + PATIENCE
    while (left := deadline - time.monotonic()) > 0:
        client.settimeout(left)
        try:
            message, sender = client.recvfrom(65535)
            if sender == server and answers(message, ident, name):
                return message
        except (OSError, LookupError, struct.error):  # too late, nobody there, or no DNS
            continue
    return None


def answers(message: bytes, ident: int, name: str) -> bool:
    """Whether a message bears our ID and our question, in whatever spelling."""
    return (
        HEADER.unpack_from(message)[0] == ident
        and read_name(message, HEADER.size)[0] == name.lower()
    )


def addresses(message: bytes, name: str) -> list[str]:
    """The addresses in an answer; an alias (CNAME) comes before the addresses of its target."""
    _, flags, questions, count, _, _ = HEADER.unpack_from(message)
    if rcode := flags & RCODE:
        raise LookupError(ERRORS.get(rcode, f"error {rcode}"))
    at = HEADER.size
    for _ in range(questions):
        at = read_name(message, at)[1] + 4  # TYPE and CLASS
    wanted, found = name.lower(), []
    for _ in range(count):
        owner, at = read_name(message, at)
        kind, _, _, length = RECORD.unpack_from(message, at)
        at += RECORD.size
        if owner == wanted and kind == CNAME:
            wanted = read_name(message, at)[0]
        elif owner == wanted and kind == A:
            found.append(socket.inet_ntoa(message[at : at + length]))
        at += length
    if not found:
        raise LookupError("it has no address")
    return found


def read_name(message: bytes, at: int) -> tuple[str, int]:
    """The name at this place, in lower case, and the place behind it.

    Two bytes that begin with the bits 11 are a pointer: the name goes on at an earlier place
    (section 4.1.4). Each has to lead further back than the one before, so that none can lead
    round in a circle.
    """
    labels, behind, earliest = [], None, at
    while length := message[at]:
        if length < 0xC0:
            labels.append(message[at + 1 : at + 1 + length].decode("latin-1").lower())
            at += 1 + length
            continue
        behind = behind or at + 2
        at = struct.unpack_from("!H", message, at)[0] & 0x3FFF
        if at >= earliest:
            raise LookupError("a pointer in the answer does not lead back")
        earliest = at
    return ".".join(labels), behind or at + 1


if __name__ == "__main__":
    NAME = sys.argv[1] if len(sys.argv) > 1 else "www.example.com"
    HOST = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 8080
    try:
        print(*look_up(NAME, HOST, PORT), sep="\n")
    except (LookupError, OSError, struct.error) as error:
        sys.exit(f"{NAME}: {error}")

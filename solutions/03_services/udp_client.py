"""A DNS lookup: asks a name server for the IPv4 addresses of a name (RFC 1035, section 4).

Anybody can send a datagram to this program. It believes only one that comes from the server's
address and port, has the ID of the query, and repeats its question (RFC 5452, section 9.1).
"""

import secrets
import socket
import struct
import sys
import time

SENDINGS = 3
PATIENCE = 0.6  # seconds that it waits after each sending
HEADER = struct.Struct("!6H")  # the ID, the flags, and how many records each section has
RECORD = struct.Struct("!HHIH")  # what follows a record's name: TYPE, CLASS, TTL, RDLENGTH
RECURSION_DESIRED, RCODE = 0x0100, 0x000F
A, CNAME, IN = 1, 5, 1
ERRORS = {2: "the server failed", 3: "there is no such name", 5: "the server refused"}


def look_up(name: str, host: str, port: int) -> list[str]:
    """The addresses of `name`, in the answer's order. Raises LookupError, which says why not."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        for _ in range(SENDINGS):
            # Who can foresee the ID can forge the answer. `random` would pass for a game, but its
            # numbers can be foreseen from earlier ones; those of `secrets` cannot.
            ident = secrets.randbelow(1 << 16)
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
    # Fixed once: with a whole PATIENCE for each recvfrom(), a stranger who sends a datagram now
    # and then would keep the program waiting for ever.
    deadline = time.monotonic() + PATIENCE
    while (left := deadline - time.monotonic()) > 0:
        client.settimeout(left)
        try:
            message, sender = client.recvfrom(65535)
            if sender == server and answers(message, ident, name):
                return message
        except (OSError, LookupError, struct.error):  # too late, nobody there, or no DNS
            continue  # it costs no sending: the rest of this wait goes on
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
    if rcode := flags & RCODE:  # an error's records, if it has any, are not to be believed
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
        at += length  # whatever its type is: so records that we do not know are skipped
    if not found:
        raise LookupError("it has no address")
    return found


def read_name(message: bytes, at: int) -> tuple[str, int]:
    """The name at this place, in lower case, and the place of the field after it.

    Two bytes that begin with the bits 11 are a pointer: the name goes on at an earlier place
    (section 4.1.4). The field after the name follows the first pointer, wherever that leads.
    Each pointer has to lead further back than the one before: so there can be no circle.
    """
    labels, after, earliest = [], None, at
    while length := message[at]:
        if length < 0xC0:
            labels.append(message[at + 1 : at + 1 + length].decode("latin-1").lower())
            at += 1 + length
            continue
        after = after or at + 2
        at = struct.unpack_from("!H", message, at)[0] & 0x3FFF
        if at >= earliest:
            raise LookupError("a pointer in the answer does not lead back")
        earliest = at
    return ".".join(labels), after or at + 1


if __name__ == "__main__":
    NAME = sys.argv[1] if len(sys.argv) > 1 else "www.example.com"
    HOST = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 8080
    try:
        print(*look_up(NAME, HOST, PORT), sep="\n")
    except (LookupError, OSError, struct.error) as error:
        sys.exit(f"{NAME}: {error}")

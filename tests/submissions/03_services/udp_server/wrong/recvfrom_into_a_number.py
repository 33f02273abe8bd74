"""Wrong: asks recvfrom_into for a size, which wants a buffer: it ends before it takes a datagram.

Loses: answers
Points: 0
Says: ended (status 1) before it received a datagram | bytes-like object
"""

import socket
import struct
import sys

HEADER = struct.Struct("!6H")  # ID, flags, and how many records each of the four sections has
# The flags are 16 bits; each mask has 1 where its field is.
RESPONSE, AUTHORITATIVE, RECURSION_DESIRED = 0x8000, 0x0400, 0x0100
OPCODE = 0x7800
NOERROR, FORMERR, NXDOMAIN, NOTIMP = 0, 1, 3, 4
A, IN = 1, 1
TTL = 60  # seconds
LONGEST_LABEL = 63
# The name of a record: a pointer to offset 12, where the name of the question is.
SAME_NAME = (0xC000 | HEADER.size).to_bytes(2, "big")


def read_hosts(path: str) -> dict[bytes, list[bytes]]:
    """Return the addresses, of 4 bytes, of each name; the names are in lower case."""
    hosts: dict[bytes, list[bytes]] = {}
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            words = line.partition("#")[0].split()
            try:
                # unlike inet_aton, it takes no short forms such as 10.1.2
                address = socket.inet_pton(socket.AF_INET, words[0])
            except (IndexError, OSError):  # an empty line, or one that is malformed
                continue
            for name in words[1:]:
                hosts.setdefault(name.lower().encode(), []).append(address)
    return hosts


def read_question(query: bytes) -> tuple[bytes, int, int, int]:
    """Return the name, the type and the class of the question, and the offset of its end.

    Raises ValueError, IndexError or struct.error for a question that cannot be read.
    """
    # A label that is cut off needs no test of its own: the slice is too short then, the offset is
    # past the end, and `query[offset]` raises IndexError.
    labels = []
    offset = HEADER.size
    while length := query[offset]:
        if length > LONGEST_LABEL:  # a pointer, and there is nothing yet to point to
            raise ValueError("no label begins like this")
        labels.append(query[offset + 1 : offset + 1 + length])
        offset += 1 + length
    end = offset + 1 + 4
    kind, network = struct.unpack("!2H", query[offset + 1 : end])
    return b".".join(labels), kind, network, end


def respond(query: bytes, hosts: dict[bytes, list[bytes]]) -> bytes | None:
    """Return the response to a datagram, or None if it gets none."""
    if len(query) < HEADER.size:
        return None
    query_id, flags, questions, *_ = HEADER.unpack_from(query)
    if flags & RESPONSE:  # two servers that answered each other would never stop
        return None
    flags = RESPONSE | flags & (OPCODE | RECURSION_DESIRED)
    if flags & OPCODE:
        return HEADER.pack(query_id, flags | NOTIMP, 0, 0, 0, 0)
    try:
        name, kind, network, end = read_question(query)
    except (IndexError, ValueError, struct.error):
        questions = 0
    if not questions:  # an ID that can be read deserves an answer, even if the rest is broken
        return HEADER.pack(query_id, flags | FORMERR, 0, 0, 0, 0)
    # These bytes only: after them comes the OPT record of the client, which is no part of ours.
    question = query[HEADER.size : end]
    if name.lower() not in hosts:
        return HEADER.pack(query_id, flags | NXDOMAIN, 1, 0, 0, 0) + question
    # The name exists. Nothing of this type is NOERROR without records, and not NXDOMAIN.
    addresses = hosts[name.lower()] if (kind, network) == (A, IN) else []
    records = [SAME_NAME + struct.pack("!2HIH", A, IN, TTL, 4) + each for each in addresses]
    header = HEADER.pack(query_id, flags | AUTHORITATIVE, 1, len(records), 0, 0)
    return header + question + b"".join(records)


def serve(host: str, port: int, path: str) -> None:
    """Answer the queries for the names of the hosts file at that path, until stopped."""
    hosts = read_hosts(path)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((host, port))  # HOST itself: the answer leaves from the address that was asked
        while True:
            query, client = server.recvfrom_into(65535)  # the longest datagram that there is
            response = respond(query, hosts)
            if response:
                server.sendto(response, client)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    HOSTS_FILE = sys.argv[3] if len(sys.argv) > 3 else "hosts.txt"
    serve(HOST, PORT, HOSTS_FILE)

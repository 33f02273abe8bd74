"""Wrong: its ID is the clock's, in steps of four seconds; and it gives a server two seconds to begin.

Loses: uses_unpredictable_ids
Says: Your program used IDs that go up by

Judged by: uses_unpredictable_ids
"""
import socket
import struct
import sys
import time

NAME, HOST, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])


def query_for(name, ident):
    labels = b"".join(bytes([len(each)]) + each.encode() for each in name.split("."))
    return struct.pack("!6H", ident, 0x0100, 1, 0, 0, 0) + labels + b"\0\0\1\0\1"


def name_at(message, at):
    labels, end, last = [], None, len(message)
    while size := message[at]:
        if size >= 192:
            end = end or at + 2
            at = (size & 63) << 8 | message[at + 1]
            if at >= last:
                raise ValueError("a pointer that leads nowhere")
            last = at
        else:
            labels.append(message[at + 1 : at + 1 + size].decode("latin-1").lower())
            at += 1 + size
    return ".".join(labels), end or at + 1


def records_of(message):
    """Yield the owner, the type and the place and length of the data of each record."""
    count = struct.unpack_from("!H", message, 6)[0]
    at = name_at(message, 12)[1] + 4
    for _ in range(count):
        owner, at = name_at(message, at)
        kind, _, _, length = struct.unpack_from("!HHIH", message, at)
        yield owner, kind, at + 10, length
        at += 10 + length


def is_answer(message, ident):
    try:
        return message[:2] == ident.to_bytes(2, "big") and name_at(message, 12)[0] == NAME.lower()
    except (IndexError, ValueError):
        return False


def ask():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    time.sleep(2)
    number = int(time.time() / 4)
    for _ in range(3):
        ident = number & 0xFFFF
        sock.sendto(query_for(NAME, ident), (HOST, PORT))
        end = time.monotonic() + 0.8
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                message, sender = sock.recvfrom(4096)
            except TimeoutError:
                break
            if sender == (HOST, PORT) and is_answer(message, ident):
                return message
    sys.exit("no answer from the server")


def addresses(message):
    wanted, found = NAME.lower(), []
    for owner, kind, at, length in records_of(message):
        if owner != wanted:
            continue
        if kind == 5:
            wanted = name_at(message, at)[0]
        elif kind == 1:
            found.append(socket.inet_ntoa(message[at : at + length]))
    return found


answer = ask()
if answer[3] & 15:
    sys.exit(f"the server says error {answer[3] & 15}")
found = addresses(answer)
if not found:
    sys.exit(NAME + " has no address")
print("\n".join(found))

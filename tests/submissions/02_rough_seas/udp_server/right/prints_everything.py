"""Right: globals, and a print after each step, of bytes and addresses and the whole memory."""
import socket
import sys

print("udp server 2.0")
print("argv:", sys.argv)
if len(sys.argv) < 3:
    sys.argv = [sys.argv[0], "127.0.0.1", "8080"]
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print("socket made", s)
s.bind((sys.argv[1], int(sys.argv[2])))
print("bound to", s.getsockname())
TOTAL = 0
MEMORY = {}
count = 0


def say(text, addr):
    print("-> to", addr, ":", repr(text))
    s.sendto(text.encode("ascii"), addr)


while True:
    print("waiting for a datagram ...")
    data, addr = s.recvfrom(1024)
    count += 1
    print("number", count, "from", addr[0], "port", addr[1], ":", data)
    parts = data.split(b" ")
    print("parts", parts)
    if len(parts) != 3:
        print("not three parts!")
        say("ERROR", addr)
        continue
    if parts[1] != b"ADD":
        print("not ADD!")
        say("ERROR", addr)
        continue
    if len(parts[0]) == 0 or len(parts[0]) > 32 or min(parts[0]) <= 32 or max(parts[0]) >= 127:
        print("bad id!")
        say("ERROR", addr)
        continue
    sign = 1
    digits = parts[2]
    if digits.startswith(b"-"):
        print("it is a negative number")
        sign = -1
        digits = digits[1:]
    if not digits.isdigit() or len(digits) > 18:
        print("bad number!")
        say("ERROR", addr)
        continue
    name = parts[0].decode("ascii")
    if (addr, name) in MEMORY:
        print("I know this one already")
    else:
        TOTAL = TOTAL + sign * int(digits)
        MEMORY[(addr, name)] = name + " " + str(TOTAL)
        print("new total", TOTAL)
    print("MEMORY", MEMORY)
    say(MEMORY[(addr, name)], addr)

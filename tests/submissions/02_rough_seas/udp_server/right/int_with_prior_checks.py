"""Right: try/except around int(), which alone would take too much, so there are checks before."""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind((host, port))
udp.settimeout(1.0)

sum_of_all = 0
old_answers = dict()

while True:
    try:
        message, client = udp.recvfrom(1024)
    except socket.timeout:
        continue
    answer = "ERROR"
    try:
        text = message.decode("ascii")
        first, rest = text.split(" ADD ", 1) if " ADD " in text[1:] else ("", "")
        fine = len(first) > 0 and len(first) <= 32
        for letter in first:
            if not "!" <= letter <= "~":
                fine = False
        # int() swallows blanks, underscores and a plus
        for bad in (" ", "_", "+", "\t", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f"):
            if bad in rest:
                fine = False
        number = int(rest)
        if abs(number) > 999999999999999999 or len(rest.replace("-", "")) > 18:
            fine = False
        if fine:
            if (client, first) in old_answers:
                answer = old_answers[(client, first)]
            else:
                sum_of_all = sum_of_all + number
                answer = "%s %i" % (first, sum_of_all)
                old_answers[(client, first)] = answer
    except (ValueError, IndexError):
        pass
    udp.sendto(answer.encode("ascii"), client)

"""Right: decode as ASCII, split(" "), string constants, early returns."""
import string
import sys
from socket import AF_INET, SOCK_DGRAM, socket

VISIBLE = set(string.ascii_letters + string.digits + string.punctuation)


def parse(data):
    try:
        words = data.decode("ascii").split(" ")
    except UnicodeDecodeError:
        return None
    if len(words) != 3 or words[1] != "ADD":
        return None
    name, number = words[0], words[2]
    if not 1 <= len(name) <= 32 or not set(name) <= VISIBLE:
        return None
    digits = number[1:] if number[:1] == "-" else number
    if not digits.isdigit() or len(digits) > 18:
        return None
    return name, int(number)


def serve(host, port):
    s = socket(AF_INET, SOCK_DGRAM)
    s.bind((host, port))
    total = 0
    memory = {}
    while 1:
        data, who = s.recvfrom(1024)
        request = parse(data)
        if request is None:
            s.sendto("ERROR".encode(), who)
        elif (who, request[0]) in memory:
            s.sendto(memory[who, request[0]].encode(), who)
        else:
            total = total + request[1]
            answer = request[0] + " " + str(total)
            memory[who, request[0]] = answer
            s.sendto(answer.encode(), who)


if __name__ == "__main__":
    host, port = sys.argv[1:3] if len(sys.argv) == 3 else ("127.0.0.1", "8080")
    serve(host, int(port))

"""Wrong: takes what one recv brings for exactly one whole frame.

Loses: takes_fragments, takes_frames_in_one_segment, takes_large_frames
Says: When several arrive together | Yours got the first byte of a length | bytes as if they were all
"""
from socket import *
from struct import *
import sys

if len(sys.argv) == 2:
    server = socket(AF_UNIX, SOCK_STREAM)
    server.bind(sys.argv[1])
else:
    server = socket(AF_INET, SOCK_STREAM)
    server.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
server.listen(5)
print("server started")

while True:
    client, address = server.accept()
    try:
        text = ("ready " + gethostname()).encode()
        client.sendall(pack("!I", len(text)) + text)
        while True:
            data = client.recv(65536)
            if not data:
                break
            length = unpack("!I", data[:4])[0]
            if length > 16777216:
                print("too long")
                break
            answer = data[4:4 + length][::-1]
            client.sendall(pack("!I", len(answer)) + answer)
    except (OSError, error) as e:
        print("error", e)
    client.close()

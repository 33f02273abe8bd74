"""Wrong: compares the bytes with a str before it answers, which is never equal.

Loses: answers
Says: came to its end, and no error left it. Nothing was sent on the way there
"""
import socket
import sys

srv = socket.socket()
srv.bind((sys.argv[1], int(sys.argv[2])))
srv.listen(2)
conn, addr = srv.accept()
data = conn.recv(1024)
print("I have", data)
text = data.decode()
if data == text:                # anything at all came
    conn.sendall(b"hi")
conn.close()
srv.close()

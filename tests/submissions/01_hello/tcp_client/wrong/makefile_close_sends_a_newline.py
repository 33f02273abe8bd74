"""Wrong: leaves a newline in the write buffer, which goes out when the file is closed.

Loses: sends_nothing_more
Says: more than b'hello!' | a line end
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
s = socket.create_connection((host, port))
f = s.makefile("rw", newline="")
f.write("hello!")
f.flush()
f.write("\n")               # end of my line
print(s.recv(1024))
f.close()
s.close()

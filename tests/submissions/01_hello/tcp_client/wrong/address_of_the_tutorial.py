"""Wrong: the address is written into the program, as in the tutorial.

Loses: connects
Says: Your program connected to 127.0.0.1:8898, but it was started with 127. | Use the HOST and PORT of the command line: `sys.argv[1]` and `int(sys.argv[2])`
Never says: sandbox
"""
import socket

sk = socket.socket()
sk.connect(("127.0.0.1", 8898))
sk.send(b"hello!")
ret = sk.recv(1024)
print(ret)
sk.close()

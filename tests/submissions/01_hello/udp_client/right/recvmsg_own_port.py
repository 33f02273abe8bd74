"""Right: binds a port of its own first, sends with sendmsg and receives with recvmsg."""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.bind(('0.0.0.0', 0))
print('my port is', client.getsockname()[1])
while True:
    line = sys.stdin.readline()
    if line == '':
        break
    if line.isspace():
        continue
    client.sendmsg([line.strip().encode()], [], 0, (host, port))
    msg = client.recvmsg(1024)
    print('reply', repr(msg[0].decode()), 'from', msg[3])
sys.exit(0)

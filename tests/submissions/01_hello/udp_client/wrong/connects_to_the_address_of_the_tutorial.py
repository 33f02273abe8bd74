"""Wrong: connects its socket to the address of the tutorial, and dies of the end of its input.

Loses: sends, ends_with_status_0
Says: Your program sent a datagram to 127.0.0.1:8080, but it was started with 127.
Never says: sandbox
"""
import socket
udp_client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp_client.connect(("127.0.0.1", 8080))
while True:
    data = input('>>: ').strip()
    udp_client.send(data.encode('utf-8'))
    back, addr = udp_client.recvfrom(1024)
    print(back.decode('utf-8'), addr)

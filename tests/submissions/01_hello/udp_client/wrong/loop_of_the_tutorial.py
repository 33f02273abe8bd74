"""Wrong: the program of the tutorial as it stands: an address of its own, and a loop without an end.

Loses: sends, ends_with_status_0
Says: Your program sent a datagram to 127.0.0.1:8080, but it was started with 127. | input() then raises EOFError
Never says: sandbox
"""
import socket
udp_client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    data = input('>>: ').strip()
    udp_client.sendto(data.encode('utf-8'), ('127.0.0.1', 8080))
    back, addr = udp_client.recvfrom(1024)
    print(back.decode('utf-8'), addr)

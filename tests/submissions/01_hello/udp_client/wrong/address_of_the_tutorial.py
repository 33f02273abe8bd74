"""Wrong: the address is written into the program, as in the tutorial.

Loses: sends
Says: Your program sent a datagram to 127.0.0.1:8080, but it was started with 127.
Never says: sandbox
"""
import socket

ip_port = ("127.0.0.1", 8080)
udp_client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    try:
        msg = input(">>: ").strip()
    except EOFError:
        break
    if not msg:
        continue
    udp_client.sendto(msg.encode("utf-8"), ip_port)
    back_msg, addr = udp_client.recvfrom(1024)
    print(back_msg.decode("utf-8"), addr)
udp_client.close()

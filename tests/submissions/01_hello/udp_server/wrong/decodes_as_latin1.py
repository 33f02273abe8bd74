"""Wrong: takes the bytes for Latin-1, so upper() spoils Chinese and the print shows other letters.

Loses: keeps_chinese, prints_every_text_decoded
Says: read as latin-1 before they were raised | read as latin-1: this
"""
import socket
import sys

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = udp.recvfrom(1024)
    line = data.decode('latin-1')   # never raises an error!
    print(addr, line)
    udp.sendto(line.upper().encode('latin-1', 'replace'), addr)

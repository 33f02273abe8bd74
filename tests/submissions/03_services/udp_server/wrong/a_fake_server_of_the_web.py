"""Wrong: the well-known fake DNS server of twenty lines, with a file: no AA, no error, and all that came behind the header goes back.

Loses: sets_the_flags, ignores_case, says_nxdomain, has_nothing_of_other_types, says_notimp, says_formerr, keeps_silent, takes_edns, survives_any_bytes
Says: An address came, and the query is one for AAAA | the question ends after its class | NOERROR says that the name is there
"""
import socket
import sys


class DNSQuery:
    def __init__(self, data):
        self.data = data
        self.domain = ''
        kind = (data[2] >> 3) & 15   # opcode bits
        if kind == 0:                # a standard query
            ini = 12
            lon = data[ini]
            while lon != 0:
                self.domain += data[ini + 1:ini + lon + 1].decode() + '.'
                ini += lon + 1
                lon = data[ini]

    def response(self, ips):
        packet = b''
        if self.domain:
            packet += self.data[:2] + b"\x81\x80"
            packet += self.data[4:6] + len(ips).to_bytes(2, "big") + b'\x00\x00\x00\x00'
            packet += self.data[12:]                               # the question
            for ip in ips:
                packet += b'\xc0\x0c'                              # pointer to the name
                packet += b'\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04'
                packet += bytes(int(x) for x in ip.split('.'))
        return packet


if __name__ == '__main__':
    table = {}
    with open(sys.argv[3]) as f:
        for line in f:
            parts = line.split('#')[0].split()
            for name in parts[1:]:
                table.setdefault(name + '.', []).append(parts[0])
    udps = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udps.bind((sys.argv[1], int(sys.argv[2])))
    try:
        while 1:
            data, addr = udps.recvfrom(1024)
            p = DNSQuery(data)
            udps.sendto(p.response(table.get(p.domain, [])), addr)
            print('Response: %s -> %s' % (p.domain, table.get(p.domain)))
    except KeyboardInterrupt:
        print('Finished')
        udps.close()

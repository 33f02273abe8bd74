"""Right: works on text of hexadecimal digits all the way, and waits for Enter in its main thread."""
import binascii
import socket
import sys
import threading


def hexa(number, digits):
    return format(number, "0%dx" % digits)


def load(path):
    hosts = {}
    with open(path) as f:
        for line in f.readlines():
            line = line.strip()
            if "#" in line:
                line = line[:line.index("#")]
            cols = line.replace("\t", " ").split(" ")
            cols = [c for c in cols if c != ""]
            if len(cols) < 2:
                continue
            nums = cols[0].split(".")
            try:
                nums = [int(n) for n in nums]
            except ValueError:
                continue
            if len(nums) != 4 or min(nums) < 0 or max(nums) > 255:
                continue
            for name in cols[1:]:
                key = name.upper()
                if key not in hosts:
                    hosts[key] = []
                hosts[key].append("".join(hexa(n, 2) for n in nums))
    return hosts


def respond(h, hosts):
    flags = int(h[4:8], 16)
    opcode = (flags >> 11) & 0xF
    rd = flags & 0x0100
    base = 0x8000 + (opcode << 11) + rd
    if opcode != 0:
        return h[:4] + hexa(base + 4, 4) + "0000" * 4
    if int(h[8:12], 16) == 0:
        return h[:4] + hexa(base + 1, 4) + "0000" * 4
    pos = 24
    parts = []
    try:
        while True:
            n = int(h[pos:pos + 2], 16)
            pos += 2
            if n == 0:
                break
            if n > 63 or pos + 2 * n > len(h):
                raise ValueError("bad label")
            parts.append(bytes.fromhex(h[pos:pos + 2 * n]).decode("latin-1"))
            pos += 2 * n
        if pos + 8 > len(h):
            raise ValueError("no type and class")
    except ValueError:
        return h[:4] + hexa(base + 1, 4) + "0000" * 4
    question = h[24:pos + 8]
    ips = hosts.get(".".join(parts).upper())
    if ips is None:
        return h[:4] + hexa(base + 3, 4) + "0001" + "0000" * 3 + question
    if question[-8:] != "00010001":
        ips = []
    out = h[:4] + hexa(base + 0x0400, 4) + "0001" + hexa(len(ips), 4) + "00000000" + question
    for ip in ips:
        out += "c00c" + "0001" + "0001" + hexa(60, 8) + "0004" + ip
    return out


def loop(sock, hosts):
    while True:
        data, addr = sock.recvfrom(65535)
        h = binascii.hexlify(data).decode()
        print(addr, "asks", h)
        if len(data) < 12 or data[2] & 0x80:
            continue
        sock.sendto(binascii.unhexlify(respond(h, hosts)), addr)


if __name__ == "__main__":
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((sys.argv[1], int(sys.argv[2])))
    threading.Thread(target=loop, args=(s, load(sys.argv[3])), daemon=True).start()
    input("Press Enter to stop ")

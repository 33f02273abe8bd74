"""The conversations of the failed checks as a capture for Wireshark, in the format pcapng.

It is what a capture on the loopback interface would have shown. Each check has an interface of
its own name. Comments tell what a capture cannot: which check it is, what was on purpose, and
why it failed. The checks follow one another in time as they do in the report.
"""

import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Packet as Built
from scapy.utils import PcapNgWriter

from grader.i18n import gettext
from grader.renderers.packets import Packet, Wires
from grader.report import CheckResult, Report, Words
from grader.text import clipped, printable

ETHERNET = 1
HEADER_OF_ETHERNET, HEADER_OF_IPV6 = 14, 40  # bytes
LONGEST_COMMENT = 4000  # characters
SECOND = 10**6  # microseconds, in which a capture counts
# The window is never full, however much is sent before an acknowledgement.
WINDOW, OPTIONS = 65535, [("MSS", 65495), ("WScale", 14)]
LOOPBACK = "00:00:00:00:00:00"


def render(report: Report, words: Words) -> bytes:
    """Give the whole file; without a failure it holds no packet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "capture")
        with closing(PcapNgWriter(str(path))) as writer:
            writer.linktype = ETHERNET
            writer.write_header(None)
            _write(writer, report)
        return path.read_bytes()


def _write(writer: PcapNgWriter, report: Report) -> None:
    """Write each failed check; it begins where the one before it has ended."""
    wires = Wires()
    began = datetime.fromisoformat(report.graded_at).timestamp()
    for check in report.checks:
        if check.outcome == "failed":
            for packet in _commented(check, wires.packets(check.transcript)):
                writer.write_packet(_built(packet, check.id), sec=_moment(began + packet.at))
        began += max([check.seconds, *(event["at"] for event in check.transcript[-1:])])


def _moment(seconds: float) -> float:
    """Give the middle of the microsecond that is meant, since the writer cuts off what is less."""
    return (round(seconds * SECOND) + 0.5) / SECOND


def _commented(check: CheckResult, packets: list[Packet]) -> list[Packet]:
    """Give the packets with what is said of the check before the first and behind the last one."""
    if packets:
        packets[0].comments.insert(0, f"{check.id}: {check.title}")
        why = [gettext("This check failed."), check.message, check.diagnosis]
        packets[-1].comments.append(" ".join(filter(None, why)))
    return packets


def _built(packet: Packet, name: str) -> Built:
    """Build the layers of a packet, with what is told of it."""
    source, target = packet.source, packet.target
    network = (IPv6 if ":" in source.host else IP)(src=source.host, dst=target.host)
    built = Ether(src=LOOPBACK, dst=LOOPBACK) / network / _transport(packet) / packet.data
    if missing := packet.size - len(packet.data):
        _cut_off(built, missing)
    built.sniffed_on = name
    built.comments = [_comment(text) for text in packet.comments]
    return built


def _transport(packet: Packet) -> Built:
    source, target = packet.source.port, packet.target.port
    if packet.is_datagram:
        return UDP(sport=source, dport=target, len=8 + packet.size)
    return TCP(
        sport=source,
        dport=target,
        flags=packet.flags,
        seq=packet.number,
        ack=packet.awaited,
        window=WINDOW,
        options=OPTIONS if "S" in packet.flags else [],
    )


def _cut_off(built: Built, missing: int) -> None:
    """Have a packet tell of bytes at its end that the capture does not have."""
    network = built.payload
    whole = len(network) + missing
    if isinstance(network, IPv6):
        network.plen = whole - HEADER_OF_IPV6
    else:
        network.len = whole
    built.wirelen = HEADER_OF_ETHERNET + whole


def _comment(text: str) -> bytes:
    return clipped(printable(text), LONGEST_COMMENT).encode()

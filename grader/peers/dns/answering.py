"""How a DNS server answers, as far as a check has found that out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from grader.peers.dns.faults import AddressForm, Field
from grader.peers.dns.messages import Order

FIELDS_SAID: Mapping[Field, str] = {
    "id": "its answers may bear any ID",
    "question": "its answers may have any question, or none",
    "qr": "QR in its answers is not looked at",
    "opcode": "the opcode of its answers is not looked at",
    "records": "addresses are looked for anywhere in its answers",
}
FORMS_SAID: Mapping[AddressForm, str] = {
    "packed": "",
    "reversed": "the bytes of an address stand in reverse order",
    "text": "an address stands there as text",
}

# What becomes of a program after one answer: it comes to its end, or what it does is no good.
Once = Literal["ends", "is lost"]


@dataclass(frozen=True)
class Answering:
    """How a DNS server answers: the defaults are the rules' own way."""

    wrong: frozenset[Field] = frozenset()  # fields that have cost a check, and cost no other
    addresses: AddressForm | None = "packed"
    header: Order = "big"  # of the bytes of the numbers that it writes there
    reads_header: Order = "big"
    opens: str = ""  # a file of this name, whatever the command line says
    once: Once | None = None  # it serves one query
    from_another_socket: bool = False

    def told(self) -> str:
        """Say for learners in which way the program answers; nothing if by the rules."""
        said = [text for field, text in FIELDS_SAID.items() if field in self.wrong]
        said += [FORMS_SAID[self.addresses]] if self.addresses else []
        said += ["in its header the least significant bytes come first"] * (self.header == "little")
        said += ["and in the one that it reads"] * (self.reads_header == "little")
        said += [f"it opens {self.opens}, and the hosts file has that name as well"] * bool(
            self.opens
        )
        said += ["it is started anew for each query"] * bool(self.once)
        said += ["its answers come from another socket"] * self.from_another_socket
        return ", and ".join(filter(None, said))

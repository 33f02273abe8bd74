"""How a DNS server answers, as far as a check has found that out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from grader.i18n import gettext, gettext_noop
from grader.peers.dns.faults import AddressForm, Field
from grader.peers.dns.messages import Order

FIELDS_SAID: Mapping[Field, str] = {
    "id": gettext_noop("its answers may bear any ID"),
    "question": gettext_noop("its answers may have any question, or none"),
    "qr": gettext_noop("QR in its answers is not looked at"),
    "opcode": gettext_noop("the opcode of its answers is not looked at"),
    "records": gettext_noop("addresses are looked for anywhere in its answers"),
}
FORMS_SAID: Mapping[AddressForm, str] = {
    "packed": "",
    "reversed": gettext_noop("the bytes of an address stand in reverse order"),
    "text": gettext_noop("an address stands there as text"),
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
    knows_no_address: bool = False  # it ends, or keeps silent, where an address is due

    def told(self) -> str:
        """Say for learners in which way the program answers; nothing if by the rules."""
        said = [gettext(text) for field, text in FIELDS_SAID.items() if field in self.wrong]
        said += [gettext(FORMS_SAID[self.addresses])] if self.addresses else []
        if self.header == "little":
            said.append(gettext("in its header the least significant bytes come first"))
        if self.reads_header == "little":
            said.append(gettext("and in the one that it reads"))
        if self.opens:
            said.append(
                gettext(
                    "it opens {name}, and the hosts file has that name as well", name=self.opens
                )
            )
        if self.once:
            said.append(gettext("it is started anew for each query"))
        if self.from_another_socket:
            said.append(gettext("its answers come from another socket"))
        if self.knows_no_address:
            said.append(gettext("it is asked for unknown names where any query will do"))
        return gettext(", and ").join(filter(None, said))

"""Wrong: looks for an error before it compares the ID.

Loses: passes_over_wrong_ids
Says: It was sent an error with another ID
"""
import logging
import secrets
import selectors
import socket
import sys
import time
from abc import ABC, abstractmethod

logger = logging.getLogger("resolver")


class ResolverException(Exception):
    pass


class MalformedMessageException(ResolverException):
    pass


class DomainName:
    def __init__(self, labels):
        self._labels = tuple(labels)

    @classmethod
    def valueOf(cls, text):
        return cls(part.encode("ascii") for part in text.split("."))

    def toBytes(self):
        result = bytearray()
        for label in self._labels:
            result.append(len(label))
            result.extend(label)
        result.append(0)
        return bytes(result)

    def __eq__(self, other):
        return isinstance(other, DomainName) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def _key(self):
        return tuple(label.lower() for label in self._labels)

    def __str__(self):
        return b".".join(self._labels).decode("ascii", "backslashreplace")


class ByteReader:
    def __init__(self, data):
        self._data = memoryview(data)
        self._position = 0

    def getPosition(self):
        return self._position

    def setPosition(self, position):
        self._position = position

    def readUnsignedByte(self):
        if self._position >= len(self._data):
            raise MalformedMessageException("end of message")
        value = self._data[self._position]
        self._position += 1
        return value

    def readUnsignedShort(self):
        return self.readUnsignedByte() << 8 | self.readUnsignedByte()

    def readFully(self, length):
        if self._position + length > len(self._data):
            raise MalformedMessageException("end of message")
        value = self._data[self._position:self._position + length].tobytes()
        self._position += length
        return value

    def readName(self):
        labels = []
        visited = set()
        returnTo = None
        while True:
            if self._position in visited:
                raise MalformedMessageException("a circle of pointers")
            visited.add(self._position)
            length = self.readUnsignedByte()
            if length == 0:
                break
            if length >= 0xC0:
                target = (length & 0x3F) << 8 | self.readUnsignedByte()
                if returnTo is None:
                    returnTo = self._position
                self._position = target
            else:
                labels.append(self.readFully(length))
        if returnTo is not None:
            self._position = returnTo
        return DomainName(labels)


class ResourceRecord(ABC):
    def __init__(self, owner, ttl):
        self.owner = owner
        self.ttl = ttl

    @abstractmethod
    def accept(self, visitor):
        pass


class AddressRecord(ResourceRecord):
    def __init__(self, owner, ttl, address):
        super().__init__(owner, ttl)
        self.address = address

    def accept(self, visitor):
        visitor.visitAddress(self)


class AliasRecord(ResourceRecord):
    def __init__(self, owner, ttl, target):
        super().__init__(owner, ttl)
        self.target = target

    def accept(self, visitor):
        visitor.visitAlias(self)


class OtherRecord(ResourceRecord):
    def accept(self, visitor):
        pass


class RecordFactory:
    @staticmethod
    def create(reader):
        owner = reader.readName()
        recordType = reader.readUnsignedShort()
        recordClass = reader.readUnsignedShort()
        ttl = reader.readUnsignedShort() << 16 | reader.readUnsignedShort()
        length = reader.readUnsignedShort()
        start = reader.getPosition()
        if recordClass == 1 and recordType == 1 and length == 4:
            record = AddressRecord(owner, ttl, socket.inet_ntop(socket.AF_INET, reader.readFully(4)))
        elif recordClass == 1 and recordType == 5:
            record = AliasRecord(owner, ttl, reader.readName())
        else:
            reader.readFully(length)
            record = OtherRecord(owner, ttl)
        reader.setPosition(start + length)
        return record


class AddressCollector:
    """Follows the aliases and collects the addresses at their end."""

    def __init__(self, name):
        self._name = name
        self.addresses = []

    def visitAlias(self, record):
        if record.owner == self._name:
            self._name = record.target

    def visitAddress(self, record):
        if record.owner == self._name:
            self.addresses.append(record.address)


class Response:
    def __init__(self, data):
        reader = ByteReader(data)
        self.id = reader.readUnsignedShort()
        self.flags = reader.readUnsignedShort()
        self._counts = [reader.readUnsignedShort() for _ in range(4)]
        self.questions = []
        self._reader = reader

    def readQuestions(self):
        for _ in range(self._counts[0]):
            name = self._reader.readName()
            self.questions.append((name, self._reader.readUnsignedShort(), self._reader.readUnsignedShort()))

    def readAnswers(self):
        return [RecordFactory.create(self._reader) for _ in range(self._counts[1])]

    def getResponseCode(self):
        return self.flags & 0x000F


class Resolver:
    MAX_SENDINGS = 3
    TIMEOUT = 0.8

    def __init__(self, host, port):
        self._server = (host, port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)

    def close(self):
        self._selector.close()
        self._socket.close()

    def resolve(self, name):
        ident = secrets.randbelow(0x10000)
        query = bytearray(ident.to_bytes(2, "big"))
        query += b"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + name.toBytes() + b"\x00\x01\x00\x01"
        for attempt in range(self.MAX_SENDINGS):
            self._socket.sendto(query, self._server)
            deadline = time.monotonic() + self.TIMEOUT
            while time.monotonic() < deadline:
                self._selector.select(max(0.0, deadline - time.monotonic()))
                try:
                    data, flags = self.receive()
                except BlockingIOError:
                    continue
                if data is None:
                    continue
                response = self.check(data, ident, name)
                if response is not None:
                    return self.evaluate(response, name)
        raise ResolverException("no answer from %s port %d" % self._server)

    def receive(self):
        data, ancillary, flags, sender = self._socket.recvmsg(8192)
        return (data if sender == self._server else None), flags

    def check(self, data, ident, name):
        try:
            response = Response(data)
            if response.getResponseCode() == 3:
                raise ResolverException("no such name")
            if response.id != ident:
                return None
            response.readQuestions()
        except MalformedMessageException as e:
            logger.warning("ignored: %s", e)
            return None
        return response if response.questions == [(name, 1, 1)] else None

    def evaluate(self, response, name):
        code = response.getResponseCode()
        if code != 0:
            raise ResolverException("response code %d" % code)
        collector = AddressCollector(name)
        for record in response.readAnswers():
            record.accept(collector)
        if not collector.addresses:
            raise ResolverException("no address")
        return collector.addresses


def main(args):
    logging.basicConfig(level=logging.INFO)
    name = DomainName.valueOf(args[0] if len(args) > 0 else "www.example.com")
    resolver = Resolver(args[1] if len(args) > 1 else "127.0.0.1", int(args[2]) if len(args) > 2 else 8080)
    try:
        for address in resolver.resolve(name):
            print(address)
    except ResolverException as e:
        logger.error("%s: %s", name, e)
        return 1
    finally:
        resolver.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

from http import HTTPStatus


class BadRequest(Exception):
    def __init__(self, status=400):
        self.status = status


class Request:
    def __init__(self, head):
        line, *rest = head.decode("latin-1").split("\r\n")
        words = line.split(" ")
        if len(words) != 3 or words[2][:5] != "HTTP/":
            raise BadRequest
        self.method, self.target, version = words
        self.headers = {}
        for field in rest:
            name, colon, value = field.partition(":")
            self.headers[name.lower()] = value.strip()
        if version == "HTTP/1.1" and "host" not in self.headers:
            raise BadRequest
        self.is_last = version == "HTTP/1.0" or "close" in self.headers.get("connection", "").lower()


def response(status, body, close=False, **headers):
    status = HTTPStatus(status)
    headers["content_length"] = len(body)
    if close:
        headers["connection"] = "close"
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status} {status.phrase}", *lines, "", ""]).encode() + body

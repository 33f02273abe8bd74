"""The elements of a page in HTML, for tests that look at what it is made of."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Those that a page about what strangers wrote may have: they only show something.
TAGS = re.compile(
    "svg|title|desc|line|rect|text|path|g|"
    "a|b|p|h[1-5]|span|code|pre|mark|ul|ol|li|dl|dt|dd|div|time|"
    "html|head|meta|style|body|header|nav|main|footer|section|article|details|summary|"
    "table|caption|thead|tbody|tfoot|tr|th|td|"
)


@dataclass
class Element:
    """A tag as it opens, and the text that follows it until the next tag."""

    tag: str
    attributes: dict
    text: str = ""


@dataclass
class Read(HTMLParser):
    """A page as its elements, in order."""

    page: str
    elements: list = field(default_factory=lambda: [Element("", {})])

    def __post_init__(self):
        super().__init__()
        self.feed(self.page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.elements.append(Element("/" + tag, {}))

    def handle_data(self, data):
        self.elements[-1].text += data

    def all(self, tag):
        return [element for element in self.elements if element.tag == tag]

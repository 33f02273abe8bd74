"""What is said of bytes and prints that are not what was expected: true sentences, the best first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.failures.diagnosis.differences import of_bytes
from grader.failures.diagnosis.idle import of_source
from grader.failures.diagnosis.prints import nearest, of_number, of_print

TEXT = "gkl, mn  op: qrst; uvw!"


@pytest.mark.parametrize(
    "expected, received, says",
    [
        (b"hi", b"b'hi'", "only for looking"),
        (b"HELLO", b"B'HELLO'", "only for looking"),
        (b"hello!", b"'hello!'", "The quotes were sent as well"),
        (b"hello!", b'"hello!"', "The quotes were sent as well"),
        (b"hi", b"hi\n", "a line end that nobody asked for"),
        (b"hi\n", b"hi", "The line end at its end is missing"),
        (b"hi", b"hi\0", "1 zero byte too many"),
        (b"hi", b" hi ", "Only blanks or line ends"),
        (b"hello!", "hello!".encode("utf-16"), "encoded in utf-16"),
        ("你好".encode(), "你好".encode("gbk"), "encoded in gb18030"),
        ("né".encode(), "né".encode("latin-1"), "encoded in latin-1"),
        (b"hello!", b"\0\0\0\6hello!", "A length of 4 bytes stands before it"),
        (b"hello!", b"\6\0hello!", "A length of 2 bytes stands before it"),
        (b"hi", b"HI", "case of the letters differs: it is in upper case"),
        (b"GET /a", b"get /a", "case of the letters differs: it is in lower case"),
        (b"hello!", b"Hello!", "a capital letter at the beginning"),
        (b"hi", b"hihi", "more than once: 2 times"),
        (b"hi", b"hi\nhi\n", "more than once: 2 times"),
        (b"hello!", b"hello", "5 of 6 bytes; b'!' is missing"),
        (b"x" * 1024, b"x" * 1000, "Only the beginning came: 1000 of 1024 bytes"),
        (b"gk  lm n", b"gk lm n", "blanks together came as one: split()"),
        (b"gk lm", b"gklm", "Only blanks differ"),
        (b"id 12", b"id total 12", "a word too many: b'total'"),
        (b"id 12 x", b"id x", "A word is missing: b'12'"),
        (b"id 12", b"id 123", "one digit too many: b'3'"),
        (b"hi", b"hi!", "one byte too many: b'!', after 2 bytes"),
        (b"hello!", b"helo!", "One byte is missing"),
        (b"hello!", b"hallo!", "b'a' came where b'e' should stand"),
        (b"hi", b"himore", "and then more: 4 bytes, b'more'"),
        (b"hi", b"[[hi]]", "something around them: b'[[' before, b']]' after"),
        (b"hi", b"<<<hi", "b'<<<' stands before them"),
        (b"keep this", b"this", "A word is missing"),
        (b"abcdefgh", b"efgh", "the last 4 of 8 bytes"),
    ],
)
def test_differences_are_named(expected, received, says):
    assert says in of_bytes(expected, received)


@pytest.mark.parametrize(
    "expected, received", [(b"", b"x"), (b"x", b""), (b"\n", b"xy"), (b"hi", b"sorry?")]
)
def test_what_is_not_known_is_not_said(expected, received):
    assert of_bytes(expected, received) is None


def test_what_comes_back_is_named():
    assert "came back unchanged" in of_bytes(b"hi", b"hello", b"hello")


@given(st.binary(), st.binary(), st.binary())
def test_any_difference_can_be_looked_at(expected, received, said):
    of_bytes(expected, received, said)


@pytest.mark.parametrize(
    "expected, printed, says",
    [
        (TEXT, "  \n", "Nothing was printed at all"),
        ("你好", "b'\\xe4\\xbd'", "decode() turns them into text"),
        (TEXT, f"got {TEXT.upper()}", "printed in upper case"),
        (TEXT, f"got {TEXT.title()}", "letters in another case"),
        (TEXT, TEXT.replace("  ", " "), "blanks together were printed as one: split()"),
        (TEXT, TEXT.replace(" ", "\n"), "on several lines"),
        ("gklm", "g k l m", "blanks or line ends between its letters"),
        (TEXT, TEXT.replace(" ", ""), "Its blanks were not printed as they came"),
        ("gkl", "[103, 107, 108]", "The numbers of its bytes"),
        ("gklm", "mlkg", "backwards"),
        (TEXT, "got gkl,", "Only its first word was printed"),
        ("ready 客月日", "ready å®¢æ\x9c\x88æ\x97¥\n", "The bytes were read as iso-8859-1"),
        (
            "ready 客月日",
            "ready �����\n",
            "The first 6 characters were printed, and then it is another",
        ),
        (TEXT, "got gkl, zzz", "The first 5 characters were printed, and then it is another text"),
        (TEXT, "got gkl,\nand op:", "Only the beginning was printed: 4 of 23 characters"),
        (TEXT, str(list(TEXT)), "with something else between them"),
        (TEXT, TEXT.encode().hex(" "), "in hexadecimal"),
        (TEXT, str(sorted(TEXT.split())), "All of its words were printed, but not as they stand"),
        (TEXT, f"{TEXT[:9]}|{TEXT[9:]}", "in 2 pieces, with something between them"),
        (TEXT, f"got {TEXT[:9]}...", "Only the beginning was printed: 9 of 23 characters"),
        (TEXT, f"{TEXT[:9]}\n{TEXT[9:15]}", "After 9 characters came a line end or blanks"),
        (TEXT, f"got {TEXT[:12]}zzzz", "The first 12 characters were printed, and then"),
        (TEXT, f"b'{TEXT[-8:]}'", "Only its end was printed: the last 8 of 23"),
        (TEXT, "and qrst; is there", "'qrst;' is there, other words are not"),
        (TEXT, "<built-in method recv of socket object at 0x7>", "A function was printed"),
        (TEXT, "from <socket.socket fd=4, family=2>", "A socket was printed"),
        (TEXT, "received 23 bytes", "The number 23 was printed, which is how long it is"),
        (TEXT, "b'g'", "Only one character of it was printed"),
        (
            TEXT,
            "client ('127.0.0.1', 1)",
            "An address was printed, 127.0.0.1, and this text was not",
        ),
        (TEXT, "hi", "this text is not in it"),
        (TEXT, TEXT[1:-1], "All of it was printed but 'g' and '!' at its ends"),
        (TEXT, TEXT[1:], "All of it was printed but 'g' at its beginning"),
        (TEXT, TEXT[2:-1], "All of it was printed but 'gk' and '!' at its ends"),
        (TEXT, TEXT[2:-2], "All of it was printed but 'gk' and 'w!' at its ends"),
        (TEXT, TEXT[:-1], "All of it was printed but '!' at its end:"),
    ],
)
def test_prints_are_explained(expected, printed, says):
    assert says in of_print(expected, printed)


def test_other_places_are_looked_at():
    assert "It stands on standard error" in of_print(TEXT, "", f"INFO: {TEXT}\n")
    assert "what it wrote is on standard error" in of_print(TEXT, "", "listening")
    assert "an exception is on standard error" in of_print(
        TEXT, "", "Traceback (most recent call last):\nOSError"
    )
    assert of_print(TEXT, "from <socket.socket fd=4>", "Traceback (most recent call last):") is None
    assert "what it has to say itself" in of_print(TEXT, "sent hello!", sent="hello!")


def test_numbers_are_looked_for_as_a_whole():
    assert "only as a part of 4123" in of_number("12", "port 4123")
    assert "standard error" in of_number("12", "port", "12")
    assert of_number("12", "total 7") is None


def test_both_texts_are_cut_where_they_differ():
    long = "".join(chr(97 + number % 26) + str(number) for number in range(200))
    expected, printed = nearest(long, f"message: {long[:300]}...\nbye")
    assert expected.startswith("… 270 before … ") and printed.startswith("… 270 before … ")
    assert len(expected) < 120 and printed.endswith("...")
    assert nearest("gkl", "") == ("gkl", "(nothing)")
    assert nearest("10.2.3.4 is it", "at 110.2.3.4 was it") == (
        "10.2.3.4 is it",
        "110.2.3.4 was it",
    )


@given(st.text(), st.text(), st.text(), st.text())
def test_any_print_can_be_looked_at(expected, printed, errors, sent):
    of_number(expected, printed, errors)
    nearest(expected, printed)
    of_print(expected or "x", printed, errors, sent)


@pytest.mark.parametrize(
    "source, says",
    [
        ("import socket\ndef serve():\n    pass\n", "serve() in line 2"),
        ("async def serve():\n    pass\n", "serve() in line 1"),
        ('"""Words."""\nPORT = 8898\n', "no line that does anything"),
        ("def serve():\n    pass\nserve()\n", None),
        ("for n in range(3):\n    pass\n", None),
        ("def broken(:\n", None),
    ],
)
def test_file_that_does_nothing_is_named(tmp_path, source, says):
    (tmp_path / "x.py").write_text(source)
    told = of_source(str(tmp_path), "x.py")
    assert told is None if says is None else says in told
    assert of_source(str(tmp_path), "none.py") is None

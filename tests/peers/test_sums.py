"""Requests and answers of the sums: how the forms of a program's own are found out and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.failures.diagnosis.differences import of_bytes
from grader.failures.diagnosis.sums import (
    of_answer,
    of_missing_total,
    of_missing_words,
    of_wrong_number,
)
from grader.peers.sum_answers import AnswerForm, answer_form
from grader.peers.sums import Memory, Parts, Refusals, RequestForm, Serving, request_form
from grader.subjects.answers import form_of

BY_THE_RULES = RequestForm()
NAMES = st.from_regex(r"\A[a-z][!-~]{0,31}\Z")
NUMBERS = st.integers(-(10**18) + 1, 10**18 - 1)

# A request for 5 as a program may write it, another one like it for 7, and a word of what is said.
WRITTEN = [
    (b"m1 add 5", b"m2 add 7", "in capitals"),
    (b"m1 ADD  5", b"m2 ADD  7", "2 blanks"),
    (b"m1 ADD 5\n", b"m2 ADD 7\n", "newline"),
    (b"m1 ADD 5\0", b"m2 ADD 7\0", "zero byte"),
    (b"m1\tADD\t5", b"m2\tADD\t7", "a tab"),
    (b"m1,ADD,5", b"m2,ADD,7", "','"),
    (b"ADD m1 5", b"ADD m2 7", "verb comes first"),
    (b"m1 5 ADD", b"m2 7 ADD", "number comes before the verb"),
    (b"m1 5", b"m2 7", "ADD is missing"),
    (b"ADD 5", b"ADD 7", "no ID"),
    (b"m1 SUM 5", b"m2 SUM 7", "SUM"),
    (b"m1 ADD 5 # one", b"m2 ADD 7 # two", "' # one'"),
    (b"m1 ADD +5", b"m2 ADD +7", "plus sign"),
    (b"m1 ADD 5.0", b"m2 ADD 7.0", "decimal point"),
    (b"m1 ADD 00000000000000000005", b"m2 ADD 00000000000000000007", "20 digits"),
    (b"b'm1 ADD 5'", b"b'm2 ADD 7'", "as Python shows it"),
    (b"'m1 ADD 5'", b"'m2 ADD 7'", "as Python shows it"),
    (b"my m1 ADD 5", b"my m2 ADD 7", "holds a blank"),
    (b"m" * 36 + b" ADD 5", b"n" * 36 + b" ADD 7", "36 characters"),
    (b'{"id": "m1", "n": 5}', b'{"id": "m2", "n": 7}', "JSON"),
]


@pytest.mark.parametrize(("first", "second", "said"), WRITTEN)
def test_request_of_another_form_is_explained_and_read(first, second, said):
    assert BY_THE_RULES.read(first) is None
    form = request_form(first, 5)
    assert form and said in " ".join(form.differences)
    assert form.told()
    parts = form.read(second)
    assert parts and parts.number == 7
    assert form.read(b"m9 ADD 9") == Parts(b"m9", 9), "one by the rules is always a request"


@pytest.mark.parametrize(("first", "second", "said"), WRITTEN)
def test_each_form_reads_its_own_kind_only(first, second, said):
    form = request_form(first, 5)
    others = [other for other, _, about in WRITTEN if about != said]
    assert [other for other in others if form.read(other)] == []


@given(st.binary(max_size=60), st.one_of(st.none(), st.integers(0, 9)))
def test_any_datagram_is_of_a_form_or_of_none(data, number):
    form = request_form(data, number)
    if form:
        assert all(sentence.endswith(".") for sentence in form.differences)
        assert isinstance(form.told(), str)
    RequestForm(is_opaque=True).read(data)


@given(NAMES, NUMBERS)
def test_right_request_is_read_and_by_the_rules(name, number):
    data = BY_THE_RULES.write(name.encode(), b"%d" % number)
    assert BY_THE_RULES.read(data) == Parts(name.encode(), number)
    assert not request_form(data, number).differences


ANSWERS = [
    (b"ab 12", ""),
    (b"12 ab", "total comes first"),
    (b"12", "total alone"),
    (b"AB 12", "upper case"),
    (b"ab  12", "2 blanks"),
    (b"ab 12\n", "newline"),
    (b"ab 12.0", "float"),
    (b"b'ab 12'", "as Python shows it"),
    (b"ab total=12", "total="),
]


@pytest.mark.parametrize(("data", "said"), ANSWERS)
def test_form_of_an_answer_is_found_and_written(data, said):
    form = answer_form(data, "ab", 12, "the total")
    assert form and said in " ".join(form.differences)
    assert form.write("ab", b"12") == data
    assert form.is_answer(form.write("cd", b"-7")) and form.is_answer(form.write("", b"3"))
    assert form.is_for("ab", form.write("ab", b"-7"))
    assert (form.told() == "") == (form == AnswerForm()) == (said == "")


@pytest.mark.parametrize("data", [b"", b"ERROR", b"ab", b"ab 112", b"ab -12", b"hello"])
def test_answer_without_the_total_has_no_form(data):
    assert answer_form(data, "ab", 12, "the total") is None


@given(st.binary(max_size=40), NAMES, st.one_of(st.none(), NUMBERS))
def test_form_that_is_found_writes_what_was_found(data, name, number):
    form = answer_form(data, name, number, "the total")
    if form and number is not None:
        assert form.write(name, b"%d" % number) == data


# Two answers, to a number 5 and a number 12, and a third one like them that bears 29; a word of what is said.
SEVERAL = [
    (b"ab 00000005", b"cd 00000017", b"ef 00000029", "filled up with zeros, to 8"),
    (b"ab 5 (+5)", b"cd 17 (+12)", b"ef 29 (-3)", "After the total"),
    (b"1: ab 5", b"2: cd 17", b"3: ef 29", "Before the total"),
    (b"ab ADD 5 5", b"cd ADD 12 17", b"ef ADD 9 29", "Before the total"),
    (b"ab 5 17", b"cd 17 29", b"ef 29 11", "After the total"),
]


@pytest.mark.parametrize(("first", "second", "third", "said"), SEVERAL)
def test_form_of_answers_that_differ_is_found(first, second, third, said):
    form = form_of([("ab", 5, first), ("cd", 12, second)])
    assert form and said in " ".join(form.differences) and form.told()
    assert form.evened(first) == form.write("ab", b"5")
    assert form.evened(third) == form.write("ef", b"29")
    assert form.is_for("ef", third) and not form.is_for("cd", third)
    assert form.number_in(third) == 29 and not form.is_answer(b"ERROR")
    assert form.evened(third) != form.write("ef", b"28")


def test_answers_without_anything_in_common_have_no_form():
    assert form_of([("ab", 5, b"ab 5."), ("cd", 12, b"cd (17")]) is None


def test_number_of_an_answer_is_what_the_form_counts():
    assert [AnswerForm(counted=each).number(12, 5) for each in ("the total", "the number")] == [
        12,
        5,
    ]
    assert AnswerForm(counted="the total before").number(12, 5) == 7


def test_requests_of_any_form_are_told_as_such():
    assert "whatever it sends" in RequestForm(is_opaque=True).told()
    assert "JSON" in RequestForm(is_json=True).told()


def test_dialects_are_told_only_where_they_differ():
    assert [kind().told() for kind in (AnswerForm, RequestForm, Refusals, Serving, Memory)] == [
        ""
    ] * 5
    assert "its own" in Serving(a_total_for_each_sender=True).told()
    assert "at once" in Memory(0).told()
    assert "3 others" in Memory(3).told()
    assert "another address" in Serving(from_another_socket=True).told()
    assert "silent" in Refusals(is_silent=True).told()
    assert "b'error'" in Refusals(b"error").told()


def test_meaning_of_a_number_needs_an_answer_that_is_right_but_for_it():
    assert of_wrong_number(b"ab 7", b"ab 12", {7: "seven"}) == "seven"
    assert of_wrong_number(b"cd 7", b"ab 12", {7: "seven"}) is None
    assert of_wrong_number(b"ab 8", b"ab 12", {7: "seven"}) is None


@pytest.mark.parametrize(
    ("came", "wanted", "said"),
    [
        (b"ERROR", b"ab 12", "refused, although it is a request"),
        (b"error", b"ERROR", "ERROR is in capitals"),
        (b"ab ADD 5", b"ab 12", "The request itself came back"),
        (b"ab\n", b"ab 12", "This is the ID alone"),
        (b"a 12", b"ab 12", "Only 1 of the ID's 2 characters"),
        (b"AB 12", b"ab 12", "came back in another case"),
        (b"cd 12", b"ab 12", "Another ID came back"),
        (b"total cd 12", b"ab 12", None),
        (b"cd 12", b"ERROR", None),
    ],
)
def test_answers_are_told_apart(came, wanted, said):
    told = of_answer(came, wanted, "ab")
    assert said in told if said else told == of_bytes(wanted, came)


def test_id_that_begins_like_a_refusal_is_none():
    assert "ERROR" not in of_answer(b"error 12", b"error 13", "error")
    assert "refused" not in (of_answer(b"error 12", b"error 13", "error") or "")


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("1,234,567\n", "commas"),
        ("total: m1\n", "the ID"),
        ("5\n", "the number"),
        ("no answer\n", "no answer"),
        ("1234\n", "first 4 digits"),
    ],
)
def test_what_was_printed_for_the_total(printed, said):
    others = {"m1": "the ID of its request", "5": "the number that it had sent"}
    assert said in of_missing_total(1234567, printed, others)


def test_negative_total_without_its_sign_is_told():
    assert "without its minus sign" in of_missing_total(-1234567, "1234567\n", {})
    assert "negative total" in of_missing_total(-1234567, "no answer\n", {})
    assert "the total 0" in of_missing_total(0, "no answer\n", {})
    assert "through a float" in of_missing_total(10**18 + 1, "1000000000000000000\n", {})
    assert "blanks or marks" in of_missing_total(1234567, "1 234 567\n", {})


def test_two_digits_are_not_taken_for_the_beginning_of_a_total():
    assert of_missing_total(1234567, "12\n", {}) is None
    assert of_missing_total(1234567, "1234567.0\n", {}) is None


def test_word_within_a_line_is_not_what_was_printed():
    assert of_missing_total(1234567, "sending m1 ADD 7\n", {"m1": "the ID of its request"}) is None


def test_where_the_words_are():
    assert "standard error" in of_missing_words("no answer", "", "no answer\n")
    assert "other blanks" in of_missing_words("no answer", "no  answer\n", "")
    assert "something else between" in of_missing_words("no answer", "No_Answer\n", "")
    assert of_missing_words("no answer", "\n", "") is None
    assert "other letters" in of_missing_words("no answer", "No Answer!\n", "")
    assert "timeout" in of_missing_words("no answer", "timeout\n", "")

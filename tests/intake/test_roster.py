"""Who is who: rosters as platforms export them, and the names that submissions have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submissions import roster as rosters
from grader.submissions.roster import BadRoster, Roster, folded, learner_of

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,hello (77)
    Points Possible,,,,,60
"Lovelace, Ada",12345,u1,ada@x.org,A,
"Hopper, Grace",12346,u2,grace@x.org,A,
"Müller-O'Neil, Jörg",12347,u3,joerg@x.org,B,
"Student, Test",99999,,,A,
"""
MOODLE = """\
Identifier,Full name,Email address,Status,Grade
Participant 501,Ada Lovelace,ada@x.org,,-
Participant 502,Grace Hopper,grace@x.org,,-
Participant 503,Ada Lovelace,other@x.org,,-
"""
GITHUB = """\
"identifier","github_username","github_id","name"
"ada@x.org","ada-l","1","Ada"
"grace@x.org","hopper","2","Grace"
"lin@x.org","l","3","Lin"
"""
CLASSROOM_50 = """\
username,first_name,last_name,email,section,github_id,role
ada-l,Ada,Lovelace,ada@x.org,A,1,student
hopper,Grace,Hopper,grace@x.org,A,2,student
"""


def roster(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "roster.csv"
    file.write_bytes(text.encode(encoding))
    return Roster.read(file)


def key(found):
    return found and found.key


def refusal(tmp_path, data):
    file = tmp_path / "roster.csv"
    file.write_bytes(data)
    with pytest.raises(BadRoster) as refused:
        Roster.read(file)
    text = str(refused.value)
    assert "\n" not in text
    assert text.startswith(str(file))
    return text.removeprefix(f"{file}: ")


def test_without_a_roster_the_path_says_who_it_is():
    assert (learner_of("ada").key, learner_of("ada").name) == ("ada", "ada")


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("lovelaceada (12345)", "ada@x.org"),
        ("müllero'neiljörg (1)", "joerg@x.org"),
        ("mülleroneiljörg (12347)", "joerg@x.org"),
        ("murraygrace (12346)", "grace@x.org"),
        ("mallory (12346)", None),
        ("x (12346)", None),
        ("ada", "ada@x.org"),
        ("u2", "grace@x.org"),
        ("12346", "grace@x.org"),
        ("Ada Lovelace", "ada@x.org"),
        ("ADA_LOVELACE", "ada@x.org"),
        ("hello-ada@x.org", "ada@x.org"),
        ("anon (x7Bq2)", None),
        ("studenttest (99999)", None),
        ("pointspossible", None),
        ("ad", None),
    ],
)
def test_canvas(tmp_path, name, whose):
    assert key(roster(tmp_path, CANVAS).learner(name)) == whose


def test_line_of_the_roster_is_kept_as_it_stands(tmp_path):
    ada = roster(tmp_path, CANVAS).learners[0]
    assert ada.name == "Lovelace, Ada"
    assert ada.row["SIS User ID"] == "u1"
    assert next(iter(ada.row)) == "Student"


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Ada Lovelace (501)", "Participant 501"),
        ("Ada Lovelace (503)", "Participant 503"),
        ("Grace Hopper (77)", "Participant 502"),
        ("Grace Hopper (501)", "Participant 502"),
        ("Group 1-Grace Hopper (502)", "Participant 502"),
        ("Group 1-Grace Hopper (77)", "Participant 502"),
        ("Participant (502)", "Participant 502"),
        ("Mallory (502)", None),
        ("Nobody (7)", None),
    ],
)
def test_moodle(tmp_path, name, whose):
    assert key(roster(tmp_path, MOODLE).learner(name)) == whose


def test_name_of_two_learners_is_nobodys(tmp_path):
    with pytest.raises(BadRoster) as refused:
        roster(tmp_path, MOODLE).learner("Ada Lovelace")
    assert (
        str(refused.value) == "Ada Lovelace may be Participant 501 or Participant 503 of the roster"
    )


def test_number_of_another_platform_means_nobody(tmp_path):
    typed = roster(tmp_path, "name,id\nAda,501\n")
    assert typed.learner("Grace (501)") is None
    assert key(typed.learner("Ada (9)")) == "501"


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("hello-ada-l", None),  # l and ada-l
        ("hello-hopper", "hopper"),
        ("hello-Hopper-main", "hopper"),
        ("hello-hopper-" + "0a" * 20, "hopper"),
        ("ada-l", "ada-l"),
        ("hellohopper", None),
        ("Grace", "hopper"),
        ("hello-2", None),
    ],
)
def test_github(tmp_path, name, whose):
    found = roster(tmp_path, GITHUB)
    if name == "hello-ada-l":
        with pytest.raises(BadRoster, match="hello-ada-l may be ada-l or l of the roster"):
            found.learner(name)
    else:
        assert key(found.learner(name)) == whose


@pytest.mark.parametrize(
    ("name", "others", "whose"),
    [
        ("hello-mal-vera", ("hello-bob",), None),
        ("hello-mal-vera", ("hello-vera",), None),
        ("hello-vera", ("hello-mal-vera",), "vera"),
        ("hello-mal-vera", ("hello-mal-bob", "hello-vera", "hello-bob", "hello-l"), None),
        ("hello-mal", ("x-hello-bob", "x-hello-vera"), None),
        ("hello-bob-l", ("hello-vera",), "bob-l"),
        ("hello-bob-l-main", ("hello-vera",), "bob-l"),
        ("cs-b-hello-bob", ("cs-a-hello-vera", "cs-a-hello-l", "notes"), "bob"),
        ("rough-bob", ("hello-vera", "hello-l"), "bob"),
        ("mal-vera", ("bob", "vera"), None),
    ],
)
def test_login_is_what_stands_behind_the_name_of_the_assignment(tmp_path, name, others, whose):
    found = roster(tmp_path, "github_username\nvera\nbob\nl\nbob-l\n")
    assert key(found.learner(name, {name, *others})) == whose


def test_number_of_a_roster_without_names_is_enough(tmp_path):
    found = roster(tmp_path, "Identifier,Grade\nParticipant 502,-\n")
    assert key(found.learner("Grace Hopper (502)")) == "Participant 502"


def test_classroom_50(tmp_path):
    found = roster(tmp_path, CLASSROOM_50)
    assert key(found.learner("cs-hello-ada-l")) == "ada-l"
    assert found.learner("lovelace_ada") == found.learners[0]
    assert found.learners[0].name == "Ada Lovelace"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_as_a_spreadsheet_saves_it(tmp_path, encoding, separator):
    text = f"Surname{separator}First name{separator}Username\r\nŁukasz{separator}Ada{separator}al\r\n\r\n"
    (learner,) = roster(tmp_path, text, encoding).learners
    assert (learner.key, learner.name) == ("al", "Ada Łukasz")


def test_separator_that_excel_tells(tmp_path):
    assert [each.key for each in roster(tmp_path, "sep=|\nname|id\nAda, B.|1\n").learners] == ["1"]


def test_one_column_is_enough(tmp_path):
    assert [each.key for each in roster(tmp_path, "Login\nada\n\nbob\n").learners] == ["ada", "bob"]


def test_column_that_is_not_filled_in_for_all_is_no_key(tmp_path):
    found = roster(tmp_path, "github_username,name\nada,Ada\n,Grace\n")
    assert [each.key for each in found.learners] == ["Ada", "Grace"]
    assert key(found.learner("hello-ada")) == "Ada"


def test_nearest_name_counts(tmp_path):
    found = roster(tmp_path, "login,name\nada,Grace\nb,ada\na-b,c\nab,d\n")
    assert [key(found.learner(name)) for name in ("ada", "A-B", "AB")] == ["ada", "a-b", "ab"]
    with pytest.raises(BadRoster, match="A_B may be a-b or ab of the roster"):
        found.learner("A_B")


def test_in_chinese(tmp_path):
    found = roster(tmp_path, "学号,姓名\n20250001,王小明\n")
    assert key(found.learner("王小明 (7)")) == "20250001"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is empty"),
        (b"\n \n", "it is empty"),
        (b"name,id\n\n,\n", "there is nobody on it"),
        (b"ada,1\nbob,2\n", "its first line names no column such as"),
        (b"\x89PNG\r\n\x1a\n\xff", "it is not written in UTF-8 nor UTF-16"),
        ("name\nJörg\n".encode("latin-1"), "it is not written in UTF-8 nor UTF-16"),
        (b"PK\x03\x04\0\0name", "it is no text"),
        (b"login,name\nada,A\nbob,B\nada,C\n", "lines 2 and 4 are both ada"),
        (b"login,name,login\nada,A,x\n", "two columns are called login"),
        (b"login,name\nada,Lovelace, Ada\n", "line 2 has more cells than the first line"),
        (b"login\n" + b"a" * 200_000, "field larger than field limit"),
        (b"\xff\xfea", "it is not written in UTF-8 nor UTF-16"),
    ],
)
def test_what_is_no_roster_is_refused_in_one_line(tmp_path, data, says):
    assert refusal(tmp_path, data).startswith(says)


def test_file_that_is_too_large_for_a_roster(tmp_path, monkeypatch):
    monkeypatch.setattr(rosters, "LARGEST", 1 << 20)
    assert refusal(tmp_path, b"login\n" + b"a\n" * (1 << 20)) == "it is larger than 1 MiB"


def test_roster_that_is_not_there(tmp_path):
    with pytest.raises(BadRoster, match=r"cannot be read: No such file"):
        Roster.read(tmp_path / "none.csv")
    with pytest.raises(BadRoster, match=r"cannot be read: Is a directory"):
        Roster.read(tmp_path)


@given(st.binary(max_size=200))
def test_whatever_a_file_holds_it_is_a_roster_or_refused(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(data)
    try:
        found = Roster.read(file)
    except BadRoster as error:
        assert "\n" not in str(error)
    else:
        assert all(each.key for each in found.learners)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True), st.text())
def test_nobody_is_taken_for_somebody_else(tmp_path_factory, logins, name):
    file = tmp_path_factory.getbasetemp() / "logins.csv"
    rows = "\n".join('"{}"'.format(login.replace('"', '""')) for login in logins)
    file.write_text("login\n" + rows, encoding="utf-8", errors="replace")
    try:
        found = Roster.read(file)
        learner = found.learner(name)
    except BadRoster:
        return
    assert learner is None or folded(name).endswith(folded(learner.key))

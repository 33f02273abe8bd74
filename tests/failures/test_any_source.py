"""Whatever stands in a file, explaining its failure is no failure of ours."""

import pytest

from grader.failures.diagnosis.first_contact import of_sending_to_itself
from grader.failures.diagnosis.leaving import of_uncaught, of_unused
from grader.failures.ended import of_silent_handlers
from grader.syntax import parsed, written

DEEP = 20_000
SOURCES = {
    "no Python": "def (",
    "a zero byte": "x = 1\0",
    "half a surrogate pair": "x = '\udc80'",
    "many signs": "x = " + "-" * DEEP + "1",
    "many brackets": "(" * DEEP,
    "a long name in an except": f"try: pass\nexcept a{'.b' * 900}: pass",
    "a long call": f"server.sendto(data, a{'.b' * 900})\nserver.bind(a{'.b' * 900})",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize(
    "explain",
    [
        of_silent_handlers,
        lambda source: of_silent_handlers(source, goes_on=True),
        of_sending_to_itself,
        lambda source: of_uncaught(source, "get_with_retries"),
        lambda source: of_unused(source, "download", 0),
    ],
)
def test_any_source_may_be_explained(explain, source):
    assert explain(source) is None or isinstance(explain(source), str)


def test_what_is_nested_too_deeply_has_no_text():
    (handler,) = parsed(SOURCES["a long name in an except"]).body[0].handlers
    assert written(handler.type) == ""
    assert written(parsed("a.b").body[0]) == "a.b"

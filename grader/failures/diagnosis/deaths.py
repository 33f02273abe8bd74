"""What an uncaught exception usually means.

The tables stand beside this file, by what has failed: a call of a socket, a value, a name. The
first row that applies is told; where none does, nothing is.
"""

from grader.failures.diagnosis.death import UNKNOWN, Around, Death
from grader.failures.diagnosis.deaths_of_names import NAMES, SYNTAX
from grader.failures.diagnosis.deaths_of_sockets import SOCKETS, of_os
from grader.failures.diagnosis.deaths_of_values import VALUES
from grader.failures.diagnosis.first_contact import of_made_socket

OF_THE_SYSTEM = ("ConnectionAbortedError", "InterruptedError", "IsADirectoryError", "herror")


def of_death(
    exception: str,
    detail: str,
    statement: str = "",
    around: Around = UNKNOWN,
    inside: str = "",
) -> str | None:
    """Tell what it usually means that a program died of this exception, or None.

    `exception` is the name of its class, `detail` its text, `statement` the line of the
    learner's that raised it, `around` what else is known of the program, and `inside` the file
    in which it was raised, which may be one of Python's.
    """
    death = Death(exception, detail, statement, around, inside)
    if meaning := of_made_socket(death):
        return meaning
    for table in (SOCKETS, VALUES, NAMES, SYNTAX):
        for row in table.get(death.name, ()):
            if meaning := row(death):
                return meaning
    return of_os(death) if death.name in OF_THE_SYSTEM else None

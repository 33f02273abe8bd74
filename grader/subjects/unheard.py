"""Runs in which a client of the sums is refused at first, and answered when it asks again."""

from grader.failures.errors import Failure
from grader.i18n import gettext, ngettext
from grader.subjects.alone import NO_ANSWER, REFUSAL_IS_NONE
from grader.subjects.base import Examination
from grader.subjects.plays import number_in, total_in
from grader.subjects.sums import SumClient
from grader.subjects.waits import SENDINGS


def ask_after_a_refusal(sum_client: SumClient, examination: Examination) -> None:
    """Demand that a client asks again after a refusal, and takes the answer that comes then.

    One that sends all that it has as soon as it is refused may have found nobody: how long it
    waits then is its own affair. Raises Failure, or NotPrinted.
    """
    number, total = number_in(examination), total_in(examination)
    sum_client.start_unheard(f"{number}\n")
    try:
        sending = sum_client.request(number, gettext("the request again"))
    except Failure:
        gives_up = NO_ANSWER in sum_client.program.stdout.text
        if sum_client.refused == 1 and gives_up and examination.passed("gives_up_after_five"):
            raise _gave_up() from None
        return
    sum_client.answer_with(sending, total)
    if examination.passed("prints_the_total"):
        refused = gettext("Its first sending had been refused, since nobody received yet.")
        sum_client.expect_total(total, sending, refused)


def _gave_up() -> Failure:
    """Make the failure for a client that sent once, and not again since it was refused."""
    return Failure(
        gettext("Your program did not send its request again where nobody receives."),
        expected=gettext("{count} sendings", count=SENDINGS),
        received=ngettext("{number} sending", "{number} sendings", 1),
        diagnosis=gettext(REFUSAL_IS_NONE),
    )

"""Programs with an address of their own lose one rule, and are judged where they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing

import pytest

import shelf
from conftest import ROOT
from grader.course.layout import Target
from grader.examiner.job import Job
from grader.grading import pool
from grader.launch import Launcher, launcher
from grader.launch.plain import PlainLauncher
from grader.peers.ports import MANY_ADDRESSES
from grader.report import ProgramResult
from grader.subjects.places import Place, place_of, ports_in

TOLD = ("127.4.5.6", 23456)


@pytest.mark.parametrize(
    ("found", "said", "next_one"),
    [
        (("127.0.0.1", 8898), "it listens at 127.0.0.1:8898", ("127.0.0.1", 8898)),
        (("127.0.0.1", 23456), "it listens at 127.0.0.1:PORT", ("127.0.0.1", 30000)),
        (("127.4.5.6", 9999), "it listens at HOST:9999", ("127.9.9.9", 9999)),
        (("127.4.5.6", 23457), "it listens at HOST:PORT + 1", ("127.9.9.9", 30001)),
        (("127.0.0.1", 23455), "it listens at 127.0.0.1:PORT - 1", ("127.0.0.1", 29999)),
    ],
)
def test_where_a_program_is_next_time_is_told_by_where_it_was(found, said, next_one):
    place = place_of("listens at", found, TOLD, "")
    assert place is not None
    assert place.of(TOLD) == found
    assert place.of(("127.9.9.9", 30000)) == next_one
    assert place.told() == said


@pytest.mark.parametrize(
    "found",
    [TOLD, ("::1", 8898), ("::1", 23456), ("255.255.255.255", 23456), ("224.0.0.1", 8898)],
)
def test_no_place_is_learned_where_it_was_told_to_be_or_where_nobody_can_come(found):
    assert place_of("listens at", found, TOLD, "") is None


def test_a_high_port_is_a_rule_if_it_stands_in_the_program():
    found = ("127.4.5.6", 50007)
    assert place_of("listens at", found, TOLD, "port = 0") is None
    place = place_of("listens at", found, TOLD, "port = 50007")
    assert place and place.told() == "it listens at HOST:50007"


def test_the_rules_own_place_is_what_was_told_and_nothing_is_said_of_it():
    assert Place().of(TOLD) == TOLD
    assert Place().told() == ""


def test_numbers_of_a_program_that_may_be_ports_are_found():
    source = 'A = ("127.0.0.1", 8898)\nB = "7000"\nC = 8898 + 1.5  # 0 and 70000\nx2 = recv(1024)'
    assert ports_in(source) == [8898, 7000, 1024]


# ------------------------------------------------------------------ the solutions, told another address

# What a program may do with the HOST and PORT of its command line before it uses them.
OWN_ADDRESSES = {
    "that of the tutorial": '"127.0.0.1", "8898"',
    "a port of its own": 'host, "9999"',
    "the next port": "host, str(int(port) + 1)",
    "all interfaces and a port of its own": '"0.0.0.0", "7000"',
}
ONLY_ITS_HOST = {"a host of its own": '"127.0.0.1", port'}
RULES = {
    "01_hello/tcp_server": "listens",
    "01_hello/tcp_client": "connects",
    "01_hello/udp_server": "binds",
    "01_hello/udp_client": "sends",
    "02_rough_seas/tcp_server": "listens",
    "02_rough_seas/tcp_client": "connects",
    "02_rough_seas/udp_server": "answers",
    "02_rough_seas/udp_client": "sends_a_request",
    "03_services/tcp_server": "listens",
    "03_services/udp_server": "answers",
    "03_services/udp_client": "sends_a_query",
}
NAME_FIRST = ("03_services/udp_client",)  # what stands before HOST and PORT
REPLACED = """import sys
if len(sys.argv) > 2:
    host, port = sys.argv[{at}:{at} + 2]
    sys.argv[{at}:{at} + 2] = {address}
"""


def job(target: Target, address: str) -> Job:
    beside = (ROOT / "solutions" / target.unit).glob("*.py")
    files = {path.name: path.read_bytes() for path in beside}
    solution = files[f"{target.program}.py"].decode()
    at = 2 if str(target) in NAME_FIRST else 1
    source = REPLACED.format(address=address, at=at) + solution
    return Job(target, {**files, f"{target.program}.py": source.encode()}, None, 7)


def judged(launched: Launcher, cases: Mapping[str, Job]) -> dict[str, ProgramResult]:
    """The result of each of these cases, all judged at a time."""
    names = {id(job): name for name, job in cases.items()}
    with pool.Workers(launched, shelf.WORKERS) as executor:
        results = pool.run(list(cases.values()), executor, at_once=shelf.WORKERS)
        return {names[id(job)]: result for job, result in results}


def cases(targets: Iterable[str], addresses: Mapping[str, str]) -> dict[str, Job]:
    chosen = {name: Target(*name.split("/")) for name in targets}
    return {
        f"{name}: {kind}": job(target, address)
        for name, target in chosen.items()
        for kind, address in addresses.items()
        if not (name.endswith("client") and "0.0.0.0" in address)
    }


@pytest.fixture(scope="module")
def alone() -> Iterator[Launcher]:
    """What gives each run a network of its own."""
    if not shelf.has_networks():
        pytest.skip("runs have no network of their own here")
    with closing(launcher(web=False)) as launched:
        yield launched


def expect_one_rule_lost(launched: Launcher, chosen: Mapping[str, Job]) -> None:
    for name, result in judged(launched, chosen).items():
        missed = {c.id.partition("::")[2]: c.outcome for c in result.checks if not c.points}
        told = name, shelf.explained(result), [check.steps for check in result.checks]
        assert missed == {RULES[name.partition(":")[0]]: "failed"}, told


@pytest.mark.long
def test_a_client_with_an_address_of_its_own_loses_one_rule(alone: Launcher) -> None:
    """It is refused where it calls, and so it is found at once."""
    clients = [name for name in RULES if name.endswith("tcp_client")]
    expect_one_rule_lost(alone, cases(clients, {"tutorial": OWN_ADDRESSES["that of the tutorial"]}))


@pytest.mark.long
@pytest.mark.timeout(600)
def test_an_address_of_its_own_costs_one_rule(alone: Launcher) -> None:
    expect_one_rule_lost(alone, cases(RULES, OWN_ADDRESSES))


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.skipif(not MANY_ADDRESSES, reason="there is one loopback address")
@pytest.mark.parametrize("start", [lambda: launcher(web=False), PlainLauncher])
def test_a_host_of_its_own_costs_one_rule_in_any_network(start: Callable[[], Launcher]) -> None:
    with closing(start()) as launched:
        expect_one_rule_lost(launched, cases(RULES, ONLY_ITS_HOST))

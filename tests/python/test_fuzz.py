"""A few random programs: `make fuzz` tries many."""

from fuzz import profiles, records, texts
from fuzz.compare import check, some_engines
from fuzz.programs import generate
from fuzz.shrink import shrink


def test_random_programs_do_what_cpython_does_and_most_of_it_is_compiled():
    reports = []
    for seed in range(80):
        program = generate(seed)
        report = check(program, some_engines(seed))
        assert not report.differences, f"python -m fuzz --only {seed}\n{program.source}\n{report.differences}"
        reports.append(report.shares)
    iterations = sum(shares.iterations for shares in reports)
    assert sum(shares.compiled for shares in reports) >= 0.9 * iterations
    assert sum(shares.in_lanes for shares in reports) >= 0.2 * iterations


def test_random_programs_on_texts_do_what_cpython_does():
    n_refused = 0
    for seed in range(30):
        program = texts.generate(seed)
        report = check(program, some_engines(seed))
        assert not report.differences, f"{seed}\n{program.source}\n{report.differences}"
        n_refused += any(not reason.startswith("scalar: ") for reason in report.shares.reasons)
    assert n_refused <= 8


def test_random_programs_on_lists_of_tuples_do_what_cpython_does():
    for seed in range(20):
        program = records.generate(seed)
        report = check(program, some_engines(seed, 2))
        assert not report.differences, f"{seed}\n{program.source}\n{report.differences}"


def test_profilers_count_what_cprofile_and_line_profiler_count():
    found = {seed: profiles.check(seed) for seed in range(40)}
    assert sum(differences is not None for differences in found.values()) > 20
    assert not {seed: differences for seed, differences in found.items() if differences}


def test_the_same_seed_gives_the_same_program_and_arguments():
    one, other = generate(5), generate(5)
    assert one.source == other.source
    assert repr(one.calls[0]()) == repr(other.calls[0]())


def test_a_program_is_shrunk_to_what_matters():
    program = generate(3)
    smaller = shrink(program, lambda tried: "return" in tried.source and "def main" in tried.source)
    assert len(smaller.source.splitlines()) <= 6

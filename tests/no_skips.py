"""A pytest plugin: no test is left out unseen, and what ran is written down.

`-p tests.no_skips` makes a run fail when a test was skipped (or a whole file was) whose node id matches
none of the patterns, divided by commas, in FAIRGATE_ALLOW_SKIPS. `--tally FILE` writes the counts as JSON;
`--database-only` keeps just the tests that touch the database, whatever their folder, so that the second
database gets every one of them, but for those marked `one_database`: they ask nothing that the two answer otherwise.

The tests may run in several processes (`-n`, pytest-xdist). What ran is then counted where the run is led, from the
reports that arrive there; a run in which a process collected a test that no report came of has failed too.
"""

import json
import os
from fnmatch import fnmatch
from pathlib import Path

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "client", "admin_client"}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("no skips")
    group.addoption("--tally", type=Path, help="write the counts of this run to FILE, as JSON")
    group.addoption("--database-only", action="store_true", help="run just the tests that touch the database")


def touches_database(item: pytest.Item) -> bool:
    """Whether the test is marked for the database, or asks for it through a fixture."""
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return marked or bool(fixtures & DATABASE_FIXTURES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if touches_database(item) and not item.get_closest_marker("one_database")]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def unseen(skipped: list[str]) -> list[str]:
    """The skipped node ids that none of the allowed patterns matches."""
    allowed = os.environ.get("FAIRGATE_ALLOW_SKIPS", "")
    patterns = [pattern.strip() for pattern in allowed.split(",") if pattern.strip()]
    return [name for name in skipped if not any(fnmatch(name, pattern) for pattern in patterns)]


class Watch:
    """Keeps what was collected, what was reported and what was skipped, file or test."""

    def __init__(self) -> None:
        self.skipped: list[str] = []
        self.reported: set[str] = set()
        self.collected: set[str] = set()
        self.lost: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.collected.update(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        self.collected.update(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reported.add(report.nodeid)
        # An expected failure is reported as a skip too; it ran, and is counted under its own name.
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)


def pytest_configure(config: pytest.Config) -> None:
    # A process that runs a share of the tests judges nothing: it cannot know of the others.
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Watch(), "fairgate-watch")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    watch = session.config.pluginmanager.get_plugin("fairgate-watch")
    if not watch or session.exitstatus != 0 or session.config.option.collectonly:
        return
    watch.lost = sorted(watch.collected - watch.reported)
    if unseen(watch.skipped) or watch.lost:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    watch = config.pluginmanager.get_plugin("fairgate-watch")
    left_out = unseen(watch.skipped) if watch else []
    lost = watch.lost if watch else []
    if left_out:
        terminalreporter.section("left out, and so failed")
        for name in left_out:
            terminalreporter.line(f"{name}: skipped, and FAIRGATE_ALLOW_SKIPS does not name it")
    if lost:
        terminalreporter.section("never reported, and so failed")
        for name in lost:
            terminalreporter.line(f"{name}: collected, and nothing was heard of it again")
    tally = config.getoption("--tally")
    if tally:
        kinds = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
        counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in kinds}
        counts["error"] += len(lost)
        tally.write_text(json.dumps(counts | {"left_out": len(left_out)}))

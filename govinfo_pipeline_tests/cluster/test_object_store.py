"""Reports and tables in an object store: the same files are found, and the tables are those of this machine."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from govinfo_pipeline.cli import main
from govinfo_pipeline.reading.files import contents, find_files, holds_files, load
from govinfo_pipeline.settings import Settings, location
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.cluster.machines import Machines
from govinfo_pipeline_tests.cluster.object_store import object_store, upload
from govinfo_pipeline_tests.samples import RAW
from govinfo_pipeline_tests.tables.test_store import sections

for module, extra in (("s3fs", "s3"), ("distributed", "cluster"), ("moto", "dev")):
    pytest.importorskip(module, reason=f"the extra [{extra}] is not installed")
pytestmark = pytest.mark.slow

YEAR = 2022
WRITER = """
import sys
from govinfo_pipeline.settings import location
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.tables.test_store import sections
store, years = TableStore(location(sys.argv[1])), [int(year) for year in sys.argv[2:]]
for number in range(3):
    for year in years:
        store.write("sections", year, sections(year, f"{year}-{number}", 50))
"""


@pytest.fixture(scope="module", autouse=True)
def bucket() -> Iterator[str]:
    """A bucket with the sample reports below ``raw``; the environment names its store."""
    with object_store() as variables, pytest.MonkeyPatch.context() as environment:
        for name, value in variables.items():
            environment.setenv(name, value)
        upload(RAW, "s3://govinfo/raw")
        yield "s3://govinfo"


def test_the_files_of_a_bucket_are_those_of_the_folder_that_was_put_there(bucket: str) -> None:
    there, here = find_files(location(f"{bucket}/raw")), find_files(RAW)
    assert [(file.path, file.folder_year, file.stamp.size) for file in there] == [
        (file.path, file.folder_year, file.stamp.size) for file in here
    ]
    assert [content.sha256 for content in contents(there)] == [content.sha256 for content in contents(here)]
    some = [file.path for file in find_files(location(f"{bucket}/raw"), YEAR)]
    assert some == [file.path for file in find_files(RAW, YEAR)]


def test_names_that_mean_something_to_others_are_names_of_files(bucket: str) -> None:
    raw = location(f"{bucket}/odd")
    names = [
        "2022/[x]*.txt",
        "2022/a b%20.txt",
        "2022/a#b.txt",
        "2022/a::b.txt",
        "2022/a?b=c.txt",
        "2022/报告（一）.txt",
    ]
    left_out = ["2022/.hidden", "2022/~$a.docx", "2022/x//y.txt", "2022/../z.txt", "2022/"]
    for name in (*names, *left_out):
        raw.fs.pipe_file(f"govinfo/odd/{name}", name.encode())  # type: ignore[union-attr]
    files = find_files(raw)
    assert [file.path for file in files] == names
    assert [load(file).data.decode() for file in files] == names


def test_what_is_put_there_later_is_seen(bucket: str) -> None:
    raw = location(f"{bucket}/later")
    assert not raw.is_dir()
    upload(RAW / "2020", f"{bucket}/later/2020")
    assert raw.is_dir()
    assert holds_files(raw)
    before = len(find_files(raw))
    (raw / "2020" / "new.txt").write_bytes(b"new")
    assert len(find_files(raw)) == before + 1
    assert load(find_files(raw)[0]._replace(path="2020/missing.txt")).problem is not None


def test_four_processes_that_write_four_years_at_once_lose_nothing(bucket: str) -> None:
    years = (2020, 2021, 2022, 2023)
    command = [sys.executable, "-c", WRITER, f"{bucket}/four"]
    writers = [subprocess.Popen([*command, str(year)]) for year in years]
    assert [writer.wait(120) for writer in writers] == [0] * len(years)
    store = TableStore(location(f"{bucket}/four"))
    assert store.years("sections") == list(years)
    for year in years:
        assert list(store.read("sections", [year])["text"]) == [f"{year}-2"] * 50


def test_two_processes_that_write_a_year_for_the_first_time_leave_one_of_the_two(bucket: str) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, f"{bucket}/two", "2021"]) for _ in range(2)]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    assert len(TableStore(location(f"{bucket}/two")).read("sections", [2021])) == 50


def test_old_versions_are_tidied_away_in_a_bucket_too(bucket: str) -> None:
    store = TableStore(location(f"{bucket}/tidied"))
    assert store.stamp("sections") is None
    for mark in ("first", "second"):
        store.write("sections", YEAR, sections(YEAR, mark))
    stamp = store.stamp("sections")
    store.write("sections", YEAR, sections(YEAR, "third"))
    assert store.stamp("sections") != stamp
    store.tidy()
    assert list(store.read("sections")["text"]) == ["third"] * 3


def _materialize(settings: Settings) -> None:
    from govinfo_pipeline.orchestration.runner import run_years

    (outcome,) = run_years(settings, [YEAR], unplaced=False)
    assert outcome.success, outcome.errors


def _govinfo(settings: Settings, *arguments: str) -> str:
    environment = {"GOVINFO_TABLES": str(settings.tables), "GOVINFO_HOME": str(settings.home)}
    done = CliRunner(env=environment).invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_year_from_a_bucket_into_a_bucket_on_a_cluster_gives_the_tables_of_this_machine(
    bucket: str, tmp_path: Path
) -> None:
    here = Settings(RAW, tmp_path / "here")
    _materialize(here)
    with Machines(tmp_path, workers=2) as machines:
        there = Settings(
            location(f"{bucket}/raw"),
            tmp_path / "there",
            tables_folder=location(f"{bucket}/tables"),
            scheduler=machines.address,
        )
        _materialize(there)
    ours, theirs = TableStore(here.tables), TableStore(there.tables)
    for name in SCHEMAS:
        # When a file was changed is known of the store and of this machine, each for itself.
        expected, found = (store.read(name).drop(columns="modified", errors="ignore") for store in (ours, theirs))
        pd.testing.assert_frame_equal(found, expected, obj=name)
    assert not there.home.joinpath("tables").exists()
    asked = "SELECT count(*) AS reports FROM reports"
    assert _govinfo(there, "sql", asked, "--format", "csv") == f"reports\n{len(ours.read('reports'))}\n"
    _govinfo(there, "export", str(tmp_path / "exported"), "--table", "applications")
    exported = pd.read_csv(tmp_path / "exported" / "applications.csv", encoding="utf-8-sig")
    assert len(exported) == len(ours.read("applications"))


def test_the_review_console_shows_the_tables_of_a_bucket(bucket: str, tmp_path: Path) -> None:
    from govinfo_pipeline.review.console.index import Index

    store = TableStore(location(f"{bucket}/tables"))
    index = Index(store, tmp_path / "decisions.csv", tmp_path / "review")
    index.refresh()
    assert not index.is_stale()
    with index.reading() as connection:
        (reports,) = connection.execute("SELECT count(*) FROM report").fetchone()
        report = connection.execute("SELECT * FROM report WHERE file IS NOT NULL").fetchone()
    assert reports == len(store.read("reports"))
    whole = index.whole(report)
    assert whole is not None
    assert whole["report_id"] == report["report_id"]
    store.write("suspect_cells", YEAR, store.read("suspect_cells", [YEAR]))
    assert index.is_stale()

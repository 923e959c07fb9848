"""``govinfo sql``: every table is a view, the answer has the form asked for, nothing but the tables can be reached."""

import csv
import io
import json
import re
from pathlib import Path

import deltalake
import pyarrow as pa
import pytest

from govinfo_pipeline.tables.query import QueryError, query
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore, arrow_schema
from govinfo_pipeline_tests.building import sample_files, tables_of
from govinfo_pipeline_tests.command.running import govinfo, govinfo_here
from govinfo_pipeline_tests.samples import ROOT

YEARS = (2021, 2022)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample reports of two years."""
    home = tmp_path_factory.mktemp("home")
    store = TableStore(home / "tables")
    for year in YEARS:
        tables = tables_of(sample_files([year]))
        tables.reports.loc[0, "title"] = "\x1b[31m标题"
        for name in ("reports", "applications", "findings"):
            store.write(name, year, getattr(tables, name))
    return home


@pytest.fixture
def store(home: Path) -> TableStore:
    return TableStore(home / "tables")


def ask(store: TableStore, sql: str) -> list[tuple[object, ...]]:
    """The rows of the answer."""
    with query(store, sql) as answer:
        return [tuple(row) for row in answer.rows]


def test_every_table_of_the_contract_is_a_view_with_its_columns_also_one_never_written(store: TableStore) -> None:
    for name, schema in SCHEMAS.items():
        with query(store, f"SELECT * FROM {name}") as answer:
            assert answer.columns == list(schema.columns)
            assert len(list(answer.rows)) == len(store.read(name))


def test_an_answer_agrees_with_the_table(store: TableStore) -> None:
    found = ask(
        store, "SELECT year, sum(total) FROM applications WHERE item = 'new_received' GROUP BY year ORDER BY year"
    )
    table = store.read("applications").query("item == 'new_received'").groupby("year")["total"].sum()
    assert [(year, int(str(total))) for year, total in found] == list(table.items())


def test_a_column_that_came_later_is_null_before_any_year_is_written_again(tmp_path: Path) -> None:
    store = TableStore(tmp_path)
    old = arrow_schema("sections").remove(arrow_schema("sections").get_field_index("heading"))
    deltalake.DeltaTable.create(str(tmp_path / "sections"), schema=old, partition_by=["year"])
    row = {"report_id": "a", "year": 2021, "section": 1, "text": "b"}
    deltalake.write_deltalake(str(tmp_path / "sections"), pa.Table.from_pylist([row], schema=old), mode="append")
    assert ask(store, "SELECT text, heading FROM sections") == [("b", None)]


def test_tables_are_joined_by_report(store: TableStore) -> None:
    sql = "SELECT count(*) FROM findings JOIN reports USING (report_id, year)"
    assert ask(store, sql) == [(int(store.read("findings")["report_id"].notna().sum()),)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_csv('https://127.0.0.1/x.csv')",
        "SELECT * FROM duckdb_secrets()",
    ],
)
def test_no_file_and_no_address_can_be_read(store: TableStore, tmp_path: Path, sql: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("secret\n1\n", encoding="utf-8")
    with pytest.raises(QueryError):
        ask(store, sql.format(file=file))


@pytest.mark.parametrize(
    "sql",
    [
        "COPY reports TO '{file}'",
        "EXPORT DATABASE '{file}'",
        "ATTACH '{file}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "DELETE FROM reports",
        "DROP VIEW reports",
        "CREATE TABLE more AS SELECT 1",
        "SELECT 1; SELECT 2",
        "",
    ],
)
def test_nothing_can_be_written_or_set(store: TableStore, tmp_path: Path, sql: str) -> None:
    with pytest.raises(QueryError):
        ask(store, sql.format(file=tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT nothing FROM reports", "SELECT * FROM nowhere", "SELECT 'x'::int"])
def test_a_question_that_is_wrong_says_so(store: TableStore, sql: str) -> None:
    with pytest.raises(QueryError, match="Error"):
        ask(store, sql)


def test_columns_of_one_name_are_told_apart(store: TableStore) -> None:
    with query(store, "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a") as answer:
        assert answer.columns == ["a", "a_2", "a_2_2", "a_3"]


def test_csv_and_json_hold_the_same_rows(home: Path) -> None:
    sql = "SELECT year, organization, NULL AS nothing FROM reports WHERE organization IS NOT NULL ORDER BY ALL"
    as_csv, as_json = (govinfo_here("sql", sql, "--home", home, "--format", form) for form in ("csv", "json"))
    rows = json.loads(as_json.stdout)
    assert rows[0]["nothing"] is None
    texts = [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]
    assert list(csv.DictReader(io.StringIO(as_csv.stdout))) == texts
    assert "滑县人民政府" in {row["organization"] for row in texts}


def test_json_has_null_for_what_is_no_number_and_brackets_where_there_is_nothing(home: Path) -> None:
    assert json.loads(govinfo_here("sql", "SELECT 'inf'::double AS x", "--home", home, "--format", "json").stdout) == [
        {"x": None}
    ]
    assert json.loads(govinfo_here("sql", "SELECT 1.5 AS x", "--home", home, "--format", "json").stdout) == [{"x": 1.5}]
    assert json.loads(govinfo_here("sql", "SELECT 1 WHERE false", "--home", home, "--format", "json").stdout) == []


def test_a_table_for_people_is_cut_and_says_so_and_text_cannot_steer_the_terminal(home: Path) -> None:
    shown = govinfo_here("sql", "SELECT title FROM reports, range(1000) ORDER BY title", "--home", home)
    assert shown.exit_code == 0
    assert "first 200 rows" in shown.stderr
    assert "\x1b" not in shown.stdout
    assert "[31m标题" in shown.stdout
    assert shown.stdout.count("\n") < 300


def test_a_row_of_many_columns_is_shown_as_a_list(home: Path) -> None:
    shown = govinfo_here("sql", "SELECT * FROM reports ORDER BY ALL LIMIT 2", "--home", home)
    assert "row 2" in shown.stdout
    assert re.search(r"organization\s+\S+政府", shown.stdout)


@pytest.mark.parametrize(
    "recipe", re.findall(r"```sql\n(.+?)```", (ROOT / "docs" / "sql.md").read_text("utf-8"), re.DOTALL)
)
def test_a_recipe_of_the_documentation_works(store: TableStore, recipe: str) -> None:
    assert isinstance(ask(store, recipe), list)


def test_the_installed_command_answers(home: Path) -> None:
    run = govinfo("sql", "SELECT count(*) AS n FROM applications", "--home", home, "--format", "json")
    assert json.loads(run.stdout) == [{"n": len(TableStore(home / "tables").read("applications"))}]
    assert (run.returncode, run.stderr) == (0, "")


def test_unusable_questions_end_with_status_2(home: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (["SELEC 1", "--home", home], "syntax error"),
        (["DROP VIEW reports", "--home", home], "read only"),
        (["SELECT 1", "--home", tmp_path], "no tables yet"),
        (["--home", home], "ask a question"),
        (["SELECT 1", "--tables", "--home", home], "ask a question"),
    ):
        run = govinfo_here("sql", *arguments)
        assert run.exit_code == 2, arguments
        assert words in run.stderr
        assert "Traceback" not in run.stderr


def test_the_tables_are_listed_with_every_column_and_its_meaning(tmp_path: Path) -> None:
    listed = govinfo_here("sql", "--tables", "--home", tmp_path).stdout
    for name, schema in SCHEMAS.items():
        assert f"{name}  {schema.title}" in listed
        assert all(f"  {column}  " in listed for column in schema.columns)

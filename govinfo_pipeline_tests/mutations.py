"""Changes of clean tables under which each check must fail, and how a check is made on them."""

import dataclasses
import random
from collections.abc import Callable
from functools import cache

import pandas as pd

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.catalogue import OF_NO_YEAR
from govinfo_pipeline.checks.conservation import METRIC_CHECKS
from govinfo_pipeline.checks.expectations import evaluate
from govinfo_pipeline.checks.expectations.table import expectation_results
from govinfo_pipeline.checks.outcomes import Outcome
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline.metrics.compute import yearly_metrics
from govinfo_pipeline.tables.schemas import EVALUATED, empty, frame
from govinfo_pipeline_tests.building import Tables, filed, list_of_bodies, report_of, tables_of
from govinfo_pipeline_tests.corpus import Organization, Truth, random_truth

YEAR = 2023
REPORTS = 3


@dataclasses.dataclass
class State:
    """All that the checks are made on; a mutation changes some of it."""

    tables: Tables
    unplaced: pd.DataFrame
    metrics: pd.DataFrame

    def recheck(self) -> None:
        """Evaluates identities and findings anew, as a run does after a table has changed."""
        self.tables.check()

    def year(self, code: str) -> Year:
        """What a check is given."""
        return Year(None, {"reports": self.unplaced}) if code in OF_NO_YEAR else self.tables.year()


Mutate = Callable[[State], None]
LONG_TEXT = "".join(
    f"围绕第{n}项工作，我们把群众最关心的{word}放在前面，逐条核对、按时登出，并且请有关股室把口径写清楚，方便查找。"
    for n, word in enumerate(["办事流程", "补助标准", "招生名额", "用水价格", "道路施工", "低保名单", "培训安排"], 1)
)


def _as_expected(table: str, state: State) -> Outcome:
    rows = state.metrics if table == "yearly_metrics" else state.tables.frames()[table]
    results = expectation_results([evaluate(table, rows)], YEAR)
    return outcomes.of_check(f"expectations.{table}", Year(YEAR, {"expectation_results": results}))


_PRODUCES: dict[str, Mutate] = {
    "cell_issues": lambda state: _doubt_a_cell(state),
    "suspect_cells": lambda state: _count(Cell("applications", "granted", "natural_person"), 10**6)(state),
}
"""What gives rows to the tables that have none in clean reports."""


def _doubled(table: str) -> Mutate:
    """Every row of a table twice, so that its keys are no keys."""

    def mutate(state: State) -> None:
        if table == "yearly_metrics":
            state.metrics = pd.concat([state.metrics, state.metrics])
        else:
            if table in _PRODUCES:
                _PRODUCES[table](state)
            rows = state.tables.frames()[table]
            setattr(state.tables, table, pd.concat([rows, rows]))

    return mutate


BODY = (
    Organization("滑县教育局", "我局", "department", 8),
    Organization("滑县留固镇人民政府", "我镇", "township", 4),
    Organization("滑县人民政府", "我县", "government", 60),
)


def outcome_of(code: str, state: State) -> Outcome:
    """The outcome of a check on a state, as its asset check in Dagster gives it."""
    if code.startswith("expectations."):
        return _as_expected(code.partition(".")[2], state)
    if code in METRIC_CHECKS:
        check, names = METRIC_CHECKS[code]
        frames = state.tables.frames() | {"yearly_metrics": state.metrics}
        return check(*(frames[name] for name in names))
    return outcomes.of_check(code, state.year(code))


@cache
def _built() -> Tables:
    tables: Tables | None = None
    truths: list[Truth | None] = [None] * REPORTS
    for year in (YEAR - 1, YEAR):
        truths = [
            random_truth(random.Random(seed), year, other_in_one_row=seed == 1, organization=BODY[seed], before=truth)
            for seed, truth in enumerate(truths)
        ]
        tables = tables_of(filed([report_of(truth) for truth in truths if truth], year), tables)
    assert tables is not None
    return tables


def clean() -> State:
    """Clean reports of a year, and of the year before."""
    built = _built()
    tables = built.having({name: table.copy() for name, table in built.frames().items()})
    # A section that is a table has a text too: the table's.
    tables.sections["text"] = tables.sections["text"].mask(tables.sections["text"] == "", "表格")
    tables.reports["published"] = f"{YEAR + 1}-01-20"
    tables.sections.loc[tables.sections["section"] == 6, "text"] = "本机关本年度没有收取信息处理费。"
    metrics = yearly_metrics(
        YEAR,
        tables.reports,
        tables.proactive_disclosure,
        tables.applications,
        tables.disputes,
        tables.identity_results,
    )
    return State(tables, empty("reports"), metrics)


def _count(cell: Cell, value: int) -> Callable[[State], None]:
    """Puts ``value`` into a cell of the first report, and checks anew."""

    def mutate(state: State) -> None:
        name, key = {"applications": ("applications", "item"), "disputes": ("disputes", "channel")}[cell.table]
        table: pd.DataFrame = getattr(state.tables, name)
        row = table.index[table[key] == cell.item][0]
        table.loc[row, cell.column] = value
        state.recheck()

    return mutate


def _raw(**values: str) -> Mutate:
    """Changes what is known of the first file."""

    def mutate(state: State) -> None:
        for column, value in values.items():
            state.tables.raw_files.loc[0, column] = value

    return mutate


def _no_file(state: State) -> None:
    state.tables.raw_files = empty("raw_files")


def _unplaced(state: State) -> None:
    state.unplaced = state.tables.reports.head(1).assign(
        year=pd.array([pd.NA], "Int64"),
        status="quarantined",
        problem="its title names no year",
        problem_zh="标题中没有年度",
    )


def _report(**values: str | int | None) -> Mutate:
    """Changes what is known of the first report."""

    def mutate(state: State) -> None:
        for column, value in values.items():
            state.tables.reports.loc[0, column] = value

    return mutate


def _older_version(state: State) -> None:
    first, second = state.tables.reports["report_id"].iloc[:2]
    _report(superseded_by=second, excluded="superseded")(state)
    assert first != second


def _gone(state: State) -> None:
    state.tables.reports = state.tables.reports.iloc[1:]


def _regulation(state: State) -> None:
    table = state.tables.proactive_disclosure
    table.loc[(table["item"] == "regulations").idxmax(), "value"] = 1


def _documents(state: State) -> None:
    table = state.tables.proactive_disclosure
    place = (table["item"] == "normative_documents") & (table["measure"] == "in_force")
    table.loc[place.idxmax(), "value"] = 4711
    state.recheck()


def _jump(state: State) -> None:
    table = state.tables.proactive_disclosure
    table.loc[(table["item"] == "administrative_penalty").idxmax(), "value"] = 10**6


def _claim(value: float | None = None) -> Mutate:
    """A certain claim about 本年新收 of the first report, otherwise than its cell says."""

    def mutate(state: State) -> None:
        cell = Cell("applications", "new_received", "total")
        row = {
            "report_id": state.tables.reports["report_id"].iloc[0],
            "year": YEAR,
            "number": 99,
            "claim": "received",
            "value": value,
            "unit": "件",
            "scope": "certain",
            "section": 1,
            **cell._asdict(),
            "readings": ".".join(cell),
            "quote": "收到申请",
        }
        state.tables.claims = pd.concat([state.tables.claims, frame("claims", {k: [v] for k, v in row.items()})])
        state.recheck()

    return mutate


def _empty_table(state: State) -> None:
    """All of table 3 is zero, and the prose still says what was received."""
    _claim(7)(state)
    table = state.tables.applications
    own = table["report_id"] == state.tables.reports["report_id"].iloc[0]
    table.loc[own, [column.code for column in FORMS["2021"].table("applications").columns]] = 0


def _section(number: int, text: str, reports: int = 1) -> Mutate:
    """Puts ``text`` into a section of the first reports."""

    def mutate(state: State) -> None:
        sections = state.tables.sections
        own = sections["report_id"].isin(state.tables.reports["report_id"].iloc[:reports])
        sections.loc[own & (sections["section"] == number), "text"] = text

    return mutate


def _as_last_year(state: State) -> None:
    before = state.tables.before
    assert before is not None
    sections = state.tables.sections
    sections["text"] = sections["text"].where(sections["section"] != 5, before.sections["text"])


def _out_of_order(state: State) -> None:
    """The heading of section three stands in the text of section five."""
    first = state.tables.sections[state.tables.sections["section"] == 3].iloc[0]
    _section(5, f"存在不足，将加以改进。\n{first['heading']}\n{first['text']}")(state)
    state.tables.sections = state.tables.sections.drop(index=first.name)


def _unexplained(state: State) -> None:
    """A violated identity whose suspects were not found."""
    _count(Cell("applications", "granted", "natural_person"), 10**6)(state)
    state.tables.suspect_cells = empty("suspect_cells")


def _giant(state: State) -> None:
    """Forty bodies of a kind, one of them far larger than the others."""
    tables = state.tables
    first = tables.reports["report_id"].iloc[0]
    for name in ("reports", "applications", "disputes", "proactive_disclosure"):
        table: pd.DataFrame = getattr(tables, name)
        own = table[table["report_id"] == first]
        setattr(tables, name, pd.concat([own.assign(report_id=f"{first}-{n}") for n in range(40)], ignore_index=True))
    _count(Cell("applications", "new_received", "total"), 10**7)(state)


def _lose_a_section(state: State) -> None:
    state.tables.sections = state.tables.sections.iloc[1:]


def _issue(state: State, cells: list[Cell], kind: str, raw: str = "") -> None:
    first = state.tables.reports.iloc[0]
    rows = {
        "report_id": [first["report_id"]] * len(cells),
        "year": [YEAR] * len(cells),
        "table": [cell.table for cell in cells],
        "item": [cell.item for cell in cells],
        "column": [cell.column for cell in cells],
        "raw": [raw] * len(cells),
        "kind": [kind] * len(cells),
    }
    state.tables.cell_issues = frame("cell_issues", rows)


def _lose_a_row(state: State) -> None:
    _issue(state, [cell for cell in FORMS["2021"].cells if cell.item == "granted"], "missing")


def _doubt_a_cell(state: State) -> None:
    _issue(state, [Cell("applications", "granted", "total")], "unreadable", "1 2")


def _list_of_bodies(*units: str) -> Mutate:
    """Puts the government of the third report on the list of bodies, with these units, and makes its report add up."""

    def mutate(state: State) -> None:
        reports = state.tables.reports
        reports.loc[reports["organization"] == BODY[2].name, "report_scope"] = "aggregate"
        state.tables.known_bodies = list_of_bodies(YEAR, BODY[2].name, units)
        state.recheck()

    return mutate


def _metric(column: str, value: float, metric: str = "completion_rate") -> Callable[[State], None]:
    def mutate(state: State) -> None:
        state.metrics.loc[state.metrics["metric"] == metric, column] = value

    return mutate


def _part_of_the_whole(state: State) -> None:
    """One of the levels has an application more than all of them together."""
    state.metrics.loc[state.metrics["level"] == "county", "numerator"] += 1


MUTATIONS: dict[str, Mutate] = {
    "raw.found": _no_file,
    "raw.readable": _raw(problem="cannot be opened", problem_zh="打不开"),
    "raw.duplicates": _raw(same_as="2023/001.txt"),
    "raw.year": _unplaced,
    "parsed.status": _report(status="quarantined", problem="the file is empty", problem_zh="文件是空的"),
    "parsed.sections": _lose_a_section,
    "parsed.tables": _lose_a_row,
    "parsed.organization": _report(organization=None),
    "parsed.region": _report(
        organization="鼓楼区教育局", region_code=None, region_candidates="320106,320302,350102,410204"
    ),
    "parsed.year": _report(stated_year=YEAR - 1),
    "parsed.versions": _older_version,
    "coverage.reported": _gone,
    "coverage.listed": _list_of_bodies("滑县水利局"),
    "values.read": _doubt_a_cell,
    "values.valid": _count(Cell("applications", "granted", "natural_person"), -1),
    "values.regulations": _regulation,
    "applications.balance": _count(Cell("applications", "carried_forward", "natural_person"), 10**6),
    "applications.results": _count(Cell("applications", "granted", "natural_person"), 10**6),
    "applications.applicants": _count(Cell("applications", "carried_over", "natural_person"), 10**6),
    "disputes.outcomes": _count(Cell("disputes", "litigation_direct", "pending"), 10**6),
    "continuity.applications": _count(Cell("applications", "carried_over", "total"), 10**6),
    "continuity.documents": _documents,
    "hierarchy.units": _list_of_bodies(BODY[0].name, BODY[1].name),
    "narrative.claims": _claim(4711),
    "text.repeats_last_year": _as_last_year,
    "text.repeats_other": _section(1, LONG_TEXT, reports=2),
    "text.year_left": _section(1, f"{YEAR - 1}年，我局认真做好本年度政府信息公开工作，全年工作平稳有序开展。"),
    "text.template_words": _section(1, "XX局认真做好政府信息公开工作。（此处填写本单位工作情况）"),
    "text.fee_statement": _section(6, "无"),
    "text.problems": _section(5, "下一步，我局将进一步健全制度，加强培训，提高公开质量。"),
    "text.improvements": _section(5, "存在的主要问题是公开内容不够全面，更新不够及时。"),
    "text.section_order": _out_of_order,
    "text.late": _report(published=f"{YEAR + 1}-05-20"),
    "plausibility.jump": _jump,
    "plausibility.empty": _empty_table,
    "plausibility.magnitude": _giant,
    "localization.told": _unexplained,
    **{f"expectations.{table}": _doubled(table) for table in EVALUATED},
    "metrics.conservation": _metric("numerator", 10**9),
    "metrics.totals": _metric("numerator", 10**9),
    "metrics.groups": _part_of_the_whole,
    "metrics.flow": _gone,
    "metrics.bounds": _metric("value", 1.01),
}
NOT_ON_CLEAN = {
    "plausibility.magnitude",
    "localization.told",
    "expectations.suspect_cells",
    "expectations.cell_issues",
    "coverage.listed",
    "hierarchy.units",
}
"""Checks that the clean reports give no occasion for: too few of them, nothing that is wrong, no list of bodies."""

"""Values that hold every identity and still look wrong: jumps, empty tables, sizes that no such body has."""

import numpy as np
import pandas as pd

from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.checks.vectors import PLACE, Vectors
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.form import LATEST, Cell

JUMP = 5.0
SMALL = 20
"""Below this a jump says nothing."""
WATCHED = (
    Cell("applications", "new_received", "total"),
    Cell("applications", "results_total", "total"),
    Cell("disputes", "reconsideration", "total"),
    Cell("proactive_disclosure", "administrative_licensing", "decisions"),
    Cell("proactive_disclosure", "administrative_penalty", "decisions"),
    Cell("proactive_disclosure", "administrative_coercion", "decisions"),
)
_FEWEST_PEERS = 30
_FAR = 6.0
_LEAST_SPREAD = 0.3
_LARGE = 1000
_STATED = {
    "applications": ("received", "new_received", "handled", "answered"),
    "disputes": ("reconsideration", "litigation"),
}
_WHOLE = {"applications": frozenset(), "disputes": frozenset(_STATED["disputes"])}
"""Claims that must all be there to say that a table has nothing to count."""


def jump(year: Year) -> Found:
    """No watched figure is more than 5 times, or less than a fifth, of the same organization's of the year before.

    1. Where the larger of the two is below 20, it is not looked at; a smaller one below 20 is taken as 20.
    2. Without a figure in both years it is not assessable.
    """
    now, then, partners = year.now, year.then, year.partners
    reports = [report for report in now.reports if report in partners]
    rows_now = now.rows(reports)
    rows_then = then.rows(partners[report] for report in reports)
    applied, unknown, rows = 0, len(WATCHED) * (len(now.reports) - len(reports)), []
    for cell in WATCHED:
        new, old = now.column(cell)[rows_now], then.column(cell)[rows_then]
        unknown += int((np.isnan(new) | np.isnan(old)).sum())  # 2
        looked_at = np.maximum(new, old) >= SMALL  # 1; a comparison with NaN is false
        applied += int(looked_at.sum())
        far = looked_at & (np.maximum(new, old) > JUMP * np.maximum(np.minimum(new, old), SMALL))
        for place in np.flatnonzero(far):
            said = (
                f"上年为{old[place]:.0f}，本年为{new[place]:.0f}，请核实",
                f"{old[place]:.0f} the year before, {new[place]:.0f} now, please verify",
            )
            rows.append(_cell_row(now, rows_now[place], cell, said))
    return Found(applied, rows, unknown)


def empty(year: Year) -> Found:
    """A table is not all zeros where the prose states cases, nor the reverse.

    1. Only certain claims about 收到, 办理, 复议 and 诉讼 are taken; without one it is not assessable. That there were
       none is said of a table only if it is said of all that it counts.
    2. A table with a cell that could not be read, or of blanks alone, is not assessable.
    """
    now, claims = year.now, year["claims"]
    applied, rows = 0, []
    for table, codes in _STATED.items():
        places = [place for cell, place in PLACE.items() if cell.table == table]
        values, printed = now.values[:, places], now.printed[:, places]
        known = np.asarray((printed & ~np.isnan(values)).any(axis=1))
        sums = np.nansum(np.where(printed, values, 0.0), axis=1)
        issues = year["cell_issues"]
        doubtful = issues["kind"].isin(("missing", "unreadable")) & (issues["table"] == table)
        stated = claims[claims["claim"].isin(codes) & (claims["scope"] == "certain")]
        stated = stated[~stated["report_id"].isin(issues.loc[doubtful, "report_id"])]  # 2
        most = stated.sort_values("value", kind="stable").groupby("report_id").tail(1)
        said = stated.groupby("report_id")["claim"].agg(set)
        for claim, place in zip(records(most), now.rows(most["report_id"]), strict=True):
            is_empty, says_none = bool(sums[place] == 0), claim["value"] == 0
            if place < 0 or not known[place] or (says_none and not _WHOLE[table] <= said[claim["report_id"]]):
                continue
            applied += 1
            if is_empty != says_none:
                rows.append(_empty_row(now, int(place), table, claim, is_empty))
    return Found(applied, rows, len(_STATED) * len(now.reports) - applied)  # 1


def _empty_row(now: Vectors, place: int, table: str, claim: Row, is_empty: bool) -> Row:
    zh = LATEST.table(table).zh
    number, section = int(claim["value"]), int(claim["section"])
    if is_empty:
        message = (
            f"文字称有{number}件，表格“{zh}”却全部为零",
            f"the prose states {number} cases, the table has only zeros",
        )
    else:
        message = f"文字称没有，表格“{zh}”却不是零", "the prose states that there were none, the table is not zero"
    return {
        "report_id": now.reports[place],
        "year": now.years.iloc[place],
        "table": table,
        "part": "empty",
        "section": section,
        "quote": claim["quote"],
        "cause": "author",
        "message_zh": message[0],
        "message_en": message[1],
    }


def magnitude(year: Year) -> Found:
    """No body has far more applications than others of its kind and level have.

    1. Compared are bodies of a kind and level of which there are at least 30; others are not assessable.
    2. Far is more than six times the usual spread (median absolute deviation of the logarithm) above the median, and
       at least 1000.
    """
    now, reports = year.now, year.readable()
    cell = WATCHED[0]
    rows_of = now.rows(reports["report_id"])
    value = pd.Series(np.append(now.column(cell), np.nan)[rows_of], index=reports.index)
    known = reports.assign(value=value, log=np.log10(1 + value.clip(lower=0)))[value.notna()]
    groups = known.groupby(["kind", "level"])["log"]
    middle, peers = groups.transform("median"), groups.transform("size")
    spread = (known["log"] - middle).abs().groupby([known["kind"], known["level"]]).transform("median")
    compared = peers >= _FEWEST_PEERS  # 1
    limit = middle + _FAR * spread.clip(lower=_LEAST_SPREAD)  # 2
    known = known.assign(middle=10**middle - 1, peers=peers)
    far = known[compared & (known["log"] > limit) & (known["value"] >= _LARGE)]
    rows = []
    for row in records(far):
        said = (
            f"填写为{row['value']:.0f}，而同类同级{row['peers']}个单位的中位数为{row['middle']:.0f}，请核实",
            f"{row['value']:.0f}, where the median of {row['peers']} bodies of this kind and level is "
            f"{row['middle']:.0f}, please verify",
        )
        place = int(now.rows([row["report_id"]])[0])
        rows.append(_cell_row(now, place, cell, said))
    return Found(int(compared.sum()), rows, len(reports) - int(compared.sum()))


def _cell_row(now: Vectors, place: int, cell: Cell, said: tuple[str, str]) -> Row:
    return {
        "report_id": now.reports[place],
        "year": now.years.iloc[place],
        **cell._asdict(),
        "reported": float(now.column(cell)[place]),
        "cause": "unclear",
        "said": said,
    }

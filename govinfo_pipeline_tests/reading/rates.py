"""What many generated reports are read as, against their truth."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from govinfo_pipeline.reading import read_report
from govinfo_pipeline.regions import resolve
from govinfo_pipeline_tests.corpus import Truth
from govinfo_pipeline_tests.samples import same


@dataclass
class Rates:
    """Numbers of reports and cells, and of those that are wrong in one way or another.

    ``made_up``: values where the report has a blank; ``silent``: wrong values in cells without an issue; ``others``:
    reports whose form or sections are wrong; ``code``: reports whose region is.
    """

    reports: int = 0
    exact: int = 0
    cells: int = 0
    wrong: int = 0
    made_up: int = 0
    silent: int = 0
    organization: int = 0
    year: int = 0
    others: int = 0
    code: int = 0
    examples: list[str] = field(default_factory=list)


def measure(reports: Iterable[tuple[str, bytes, Truth]]) -> Rates:
    """Reads every report, a name, its bytes and its truth, and counts what differs."""
    rates = Rates()
    for name, data, truth in reports:
        report = read_report(data, name)
        bad = [c for c, v in truth.values.items() if c not in report.values or not same(report.values[c], v)]
        noted = {issue.cell for issue in report.issues}
        stated = (report.organization, report.year, report.form, sorted(s.section for s in report.sections))
        true = (truth.organization, truth.year, truth.form, sorted(truth.sections))
        rates.reports += 1
        rates.exact += not bad
        rates.cells += len(truth.values)
        rates.wrong += len(bad)
        rates.made_up += sum(truth.values[cell] is None for cell in bad)
        rates.silent += sum(report.values.get(cell) is not None and cell not in noted for cell in bad)
        rates.organization += stated[0] != true[0]
        rates.year += stated[1] != true[1]
        rates.others += stated[2:] != true[2:]
        rates.code += resolve(stated[0], []).region_code != resolve(true[0], []).region_code
        if (bad or stated != true) and len(rates.examples) < 5:
            rates.examples.append(f"{name}: {len(bad)} cells, {stated} {report.problem or ''} {bad[:2]}")
    return rates

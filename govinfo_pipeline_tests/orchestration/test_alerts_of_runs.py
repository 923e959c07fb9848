"""From reports to messages: real runs of real reports, the alerts that they leave, and who is told."""

import shutil
from pathlib import Path

import pytest

from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.orchestration.runner import alerts_of_runs, run_years
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.alerts.receivers import web
from govinfo_pipeline_tests.samples import RAW

WRONG, RIGHT = "2022/huaxian_county.txt", "2022/liugu_town.md"


@pytest.mark.slow
def test_a_wrong_report_is_told_once_and_told_as_resolved_when_it_is_put_right(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    settings = Settings(raw, tmp_path / "home")
    (raw / "2022").mkdir(parents=True)
    for path in (WRONG, RIGHT):
        shutil.copy(RAW / path, raw / path)

    def told() -> list[str]:
        run_years(settings, [2022], unplaced=False)
        alerts_of_runs(settings)
        assert post_of(settings).send(settings.environment()).problems == []
        texts = receiver.texts.copy()
        receiver.received.clear()
        return texts

    with web() as receiver:
        settings.channels.parent.mkdir()
        settings.channels.write_text(f'[channels.duty]\nurl = "{receiver.url}"\nseverity = "error"\n', encoding="utf-8")
        (text,) = told()
        assert "2022年度：新增2条" in text
        assert "[错误·新增] 滑县人民政府：第三部分表格" in text
        assert told() == []
        _put_right(raw / WRONG)
        (text,) = told()
        assert "2022年度：消除2条" in text
    alerts = TableStore(settings.tables).read("alerts")
    SCHEMAS["alerts"].validate(alerts, lazy=True)
    assert set(alerts.loc[alerts["severity"] == "error", "status"]) == {"resolved"}


def _put_right(report: Path) -> None:
    """Writes the total that the six applicants of the row add up to, seven lines below the row's name."""
    lines = report.read_text(encoding="gb18030").split("\n")
    total = 7 + next(place for place, line in enumerate(lines) if line.startswith("（二）部分公开"))
    assert lines[total] == "36 |"
    lines[total] = "35 |"
    report.write_text("\n".join(lines), encoding="gb18030")

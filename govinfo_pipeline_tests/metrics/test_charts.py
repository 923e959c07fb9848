"""The pictures: what is drawn, in which letters, and that nothing is drawn that is not known."""

import struct
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pytest

from govinfo_pipeline.metrics import charts as module
from govinfo_pipeline.metrics.charts import charts, font
from govinfo_pipeline.tables.schemas import empty
from govinfo_pipeline_tests.building import sample_files, tables_of

YEARS = (2021, 2022, 2023)
PNG = b"\x89PNG\r\n\x1a\n"


@cache
def _metrics() -> pd.DataFrame:
    years = [tables_of(sample_files([year - 1, year])).metrics(year) for year in YEARS]
    return pd.concat(years, ignore_index=True)


@pytest.fixture
def no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has none of the fonts."""
    monkeypatch.setattr(module, "FAMILIES", ())
    font.cache_clear()
    yield
    font.cache_clear()


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_samples_have_every_picture_and_it_is_small() -> None:
    drawn = charts(_metrics(), 2023)
    assert list(drawn) == ["trend", "outcomes", "regions"]
    for chart in drawn.values():
        assert chart.png.startswith(PNG)
        assert 300 < _size(chart.png)[0] < 1000
        assert len(chart.png) < 100_000


def test_the_same_metrics_give_the_same_bytes() -> None:
    assert charts(_metrics(), 2023) == charts(_metrics(), 2023)


def test_nothing_is_drawn_of_nothing() -> None:
    assert charts(empty("yearly_metrics"), 2023) == {}


def test_a_rate_over_a_small_denominator_is_not_drawn() -> None:
    assert charts(_metrics().assign(small=1), 2023) == {}


def test_of_aggregates_one_level_alone_is_drawn_as_they_contain_each_other() -> None:
    aggregates = _metrics()[_metrics()["report_scope"] == "aggregate"]
    provinces = aggregates[aggregates["level"] == "county"].assign(level="province", value=0.5)
    metrics = pd.concat([_metrics(), provinces], ignore_index=True)
    of_others = (metrics["report_scope"] == "aggregate") & (metrics["level"] != "province")
    assert set(metrics.loc[of_others, "level"]) == {"all", "city", "county"}
    changed = metrics.assign(value=metrics["value"].mask(of_others, 0.123))
    assert charts(changed, 2023) == charts(metrics, 2023) != charts(_metrics(), 2023)


def test_later_years_are_not_drawn() -> None:
    metrics = _metrics()
    assert charts(metrics, 2022) == charts(metrics[metrics["year"] <= 2022], 2022)
    assert charts(metrics, 2022)["trend"] != charts(metrics, 2023)["trend"]


@pytest.mark.usefixtures("no_chinese_font")
@pytest.mark.filterwarnings("error:Glyph .* missing")
def test_without_a_chinese_font_the_labels_are_english_and_never_boxes() -> None:
    assert font() is None
    drawn = charts(_metrics(), 2023)
    assert len(drawn) == 3
    assert all(chart.title.isascii() for chart in drawn.values())


@pytest.mark.filterwarnings("error:Glyph .* missing")
def test_with_a_chinese_font_the_labels_are_chinese_and_never_boxes() -> None:
    if font() is None:
        pytest.skip("no font with Chinese letters here, such as Debian's fonts-noto-cjk")
    assert charts(_metrics(), 2023)["trend"].title == "历年比率"

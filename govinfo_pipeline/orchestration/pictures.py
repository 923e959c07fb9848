"""Pictures in an asset's metadata, where the Dagster UI shows them."""

import base64
from collections.abc import Mapping

import dagster as dg

from govinfo_pipeline.metrics.charts import Chart, font

NO_FONT = (
    "labels are in English: this machine has no font with Chinese letters; on Debian, fonts-noto-cjk is one "
    "（本机没有中文字体，图中标签为英文）"
)


def pictures(charts: Mapping[str, Chart]) -> dict[str, dg.MetadataValue[str]]:
    """The charts as part of the event itself, so that they are shown without a file or another address."""
    found: dict[str, dg.MetadataValue[str]] = {
        f"chart_{name}": dg.MetadataValue.md(
            f"![{chart.title}](data:image/png;base64,{base64.b64encode(chart.png).decode('ascii')})"
        )
        for name, chart in charts.items()
    }
    if found and font() is None:
        found["chart_font"] = dg.MetadataValue.text(NO_FONT)
    return found

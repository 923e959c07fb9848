"""The measurements as a table and a plot for people, and their place in the documentation."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.measurement import READS, ROOT, LeftOut, Measured

PLOT = ROOT / "docs" / "images" / "peers.svg"
_COLORS = dict(zip(READS, ("#c1272d", "#0f7fbf", "#3a9a4b", "#8a56a8", "#d98200", "#5a5a5a"), strict=True))
_MARKERS = dict(zip(READS, "osD^vP", strict=True))


def section(generated: Sequence[Measured], given: Sequence[Measured], left_out: Sequence[LeftOut]) -> str:
    """Everything that stands between the marks of the page; ``given`` are reports that were not generated."""
    parts = [
        f"{_files(generated)} generated reports:\n\n{table(generated)}",
        f"![CPU time a report and figures found, by kind of file and tool](images/{PLOT.name})\n",
    ]
    if given:
        parts.append(f"{_files(given)} reports of a folder (`--reports-from`):\n\n{table(given)}")
    if left_out:
        parts.append("".join(f"Left out: {tool}, {reason}\n" for tool, reason in left_out))
    versions = {name: version for one in (*generated, *given) for name, version in one.versions.items()}
    parts.append(f"Versions: {', '.join(f'{name} {version}' for name, version in sorted(versions.items()))}.\n")
    return "\n".join(parts)


def table(measured: Sequence[Measured]) -> str:
    """A line for each kind of file and tool."""
    lines = [
        "| files | tool | CPU a report, median | largest memory | figures found | refused |",
        "|---|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.kind} | {one.tool} | {one.cpu:.1f} ms | {one.memory} MB | {_percent(one)} "
        f"| {one.refused} of {one.files} |"
        for one in measured
    ]
    return "\n".join(lines) + "\n"


def _percent(one: Measured) -> str:
    """Whole only where every figure is found, and nothing only where none is."""
    percent = 100 * one.share
    return f"{min(99.9, max(0.1, percent)):.1f} %" if 0 < percent < 100 else f"{percent:.0f} %"


def _files(measured: Sequence[Measured]) -> int:
    return sum({one.kind: one.files for one in measured}.values())


def save_plot(measured: Sequence[Measured], path: Path = PLOT) -> None:
    """A panel for each kind of file: CPU time to the right, figures found upwards, a mark a tool."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    kinds = list(dict.fromkeys(one.kind for one in measured))
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "peers", "font.size": 9}):
        figure = Figure(figsize=(2.1 * len(kinds) + 0.6, 3.2), layout="constrained")
        panels = figure.subplots(1, len(kinds), sharex=True, sharey=True, squeeze=False)[0]
        marks = {}
        for kind, panel in zip(kinds, panels, strict=True):
            for one in measured:
                if one.kind == kind:
                    look = {"color": _COLORS[one.tool], "marker": _MARKERS[one.tool], "markersize": 8}
                    (marks[one.tool],) = panel.plot(one.cpu, 100 * one.share, linestyle="", clip_on=False, **look)
            panel.set(title=kind, xscale="log", ylim=(0, 100))
            panel.xaxis.set_major_formatter("{x:g}")
            panel.minorticks_off()
            panel.grid(alpha=0.3)
        panels[0].set_ylabel("figures found, %")
        figure.supxlabel("CPU time a report, ms (median)", fontsize=9)
        shown = [tool for tool in READS if tool in marks]
        figure.legend(
            [marks[tool] for tool in shown], shown, loc="outside upper center", ncols=len(shown), frameon=False
        )
        figure.savefig(path, metadata={"Date": None})

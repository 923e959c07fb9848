"""Writes data/raw, data/expected.json and the table in data/README.md: sample reports with known errors.

Run as ``python data/make_samples.py``. Nothing is drawn without a fixed seed, so every run writes the same bytes. Of
the old Word file that holds for the docx which LibreOffice makes it of: each of its versions writes bytes of its own.
"""

import json
import random
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent
sys.path.insert(0, str(DATA.parent))

from sample_bodies import BODIES, YEARS, Body, known_figures  # noqa: E402
from sample_errors import ERRORS, NEWER, ODD_FILES, Error  # noqa: E402

from govinfo_pipeline.form import Cell  # noqa: E402
from govinfo_pipeline_tests.corpus import (  # noqa: E402
    ENCODINGS,
    LAYOUTS,
    PLAIN,
    Organization,
    Truth,
    encode,
    evaluate,
    random_style,
    random_truth,
    violated,
)
from govinfo_pipeline_tests.corpus.formats import FORMATS  # noqa: E402
from govinfo_pipeline_tests.corpus.formats.archives import archive  # noqa: E402
from govinfo_pipeline_tests.corpus.layouts import SUFFIXES  # noqa: E402

SEED = "samples"
FILE_FORMATS = {
    ("xiguan_subdistrict", 2020): "doc",
    ("nanguan_subdistrict", 2021): "html_cms",
    ("xiguan_subdistrict", 2022): "html_word",
    ("yeji_affairs_center", 2022): "docx",
    ("weibei_subdistrict", 2021): "xlsx",
    ("weibei_subdistrict", 2023): "html_layout",
    ("wangyin_subdistrict", 2021): "docx",
    ("wangyin_subdistrict", 2023): "docx",
    ("huaxian_county", 2021): "pdf_drawn",
    ("huaxian_county", 2023): "html_editor",
    ("luoyang_city", 2021): "html_cms",
    ("liugu_town", 2021): "xls",
    ("huaqiao_township", 2023): "pdf_drawn",
}
"""Reports that are no text; all others are, each in a layout of its own."""
SIGNED = {("xianguan_town", 2023): f"\n\n{NEWER}\n"}
"""Reports with a date below, by which their versions are told apart."""
ARCHIVED = {("weibei_subdistrict", 2023): "2023/街道报送.zip", ("wangyin_subdistrict", 2023): "2023/街道报送.zip"}
"""Reports that were sent packed in one file."""


@dataclass(frozen=True)
class Sample:
    """One report of one body: what it prints, where it stands and how it is written."""

    body: Body
    truth: Truth
    layout: str
    suffix: str
    content: bytes
    error: Error | None

    @property
    def path(self) -> str:
        folder = ARCHIVED.get((self.body.slug, self.truth.year), str(self.truth.year))
        return f"{folder}/{self.body.slug}{self.suffix}"


def samples() -> Iterator[Sample]:
    """The reports of all bodies, each continuing the year before as its author had it right."""
    layouts = list(LAYOUTS)
    for place, body in enumerate(BODIES):
        before: Truth | None = None
        for turn, year in enumerate(YEARS):
            if year < body.since:
                continue
            rng = random.Random(f"{SEED}/{body.slug}/{year}")
            right = random_truth(
                rng,
                year,
                organization=body.organization,
                other_in_one_row=year < 2021 or (body.slug, year) in {("luoyang_city", 2021), ("xianguan_town", 2023)},
                before=before,
                values=known_figures(body, year),
            )
            error = ERRORS.get((body.slug, year))
            printed = error.spoil(right, before) if error else right
            if file_format := FILE_FORMATS.get((body.slug, year)):
                writer, layout = FORMATS[file_format], file_format.split("_")[0]
                yield Sample(body, printed, layout, writer.suffix, writer.write(printed, rng, PLAIN), error)
                before = right
                continue
            layout = (error and error.layout) or layouts[(place * 3 + turn) % len(layouts)]
            encoding = ENCODINGS[(place + turn) % len(ENCODINGS)]
            # A report with a known error prints nothing else that could be misread.
            style = random_style(rng) if error is None and turn % 2 else PLAIN
            if body.slug == "wenfeng_branch" and year == 2022:
                style, layout = replace(PLAIN, traditional=True, broken_words=True), "row_bars"
            text = LAYOUTS[layout](printed, rng, style)
            text += SIGNED.get((body.slug, year), "")
            suffix = SUFFIXES.get(layout, ".txt")
            yield Sample(body, printed, layout, suffix, encode(text, encoding), error)
            before = right


def cell_issues(truth: Truth) -> list[dict[str, str | None]]:
    """The cells without a number; which cell a short row lacks cannot be told, so its column is null."""
    issues: list[dict[str, str | None]] = []
    for cell, value in truth.values.items():
        if value is not None:
            continue
        raw = truth.printed.get(cell, "")
        kind = "missing" if cell in truth.absent else "not_applicable" if raw else "blank"
        column = None if kind == "missing" else cell.column
        issues.append({"table": cell.table, "item": cell.item, "column": column, "raw": raw, "kind": kind})
    return issues


def across_years(before: Truth | None, truth: Truth) -> list[tuple[str, str]]:
    """(identity, scope) of the continuity identities that two printed reports of one body break."""
    if before is None:
        return []
    broken = []
    for column in truth.official_form.table("applications").columns:
        forward = before.values.get(Cell("applications", "carried_forward", column.code))
        over = truth.values.get(Cell("applications", "carried_over", column.code))
        if forward is not None and over is not None and forward != over:
            broken.append(("continuity.applications", column.code))
    for item in ("regulations", "normative_documents"):
        last, issued, repealed, now = (
            source.values.get(Cell("proactive_disclosure", item, code))
            for source, code in ((before, "in_force"), (truth, "issued"), (truth, "repealed"), (truth, "in_force"))
        )
        if None not in (last, issued, repealed, now) and now != last + issued - repealed:  # type: ignore[operator]
            broken.append(("continuity.documents", item))
    return broken


def contradicted(truth: Truth) -> list[dict[str, Any]]:
    """The claims of the prose that their cells, as printed, do not bear out."""
    return [
        {
            "cells": [list(cell) for cell in claim.cells],
            "stated": _plain(claim.value),
            "printed": _plain(claim.computed(truth.values)),
            "quote": claim.quote,
        }
        for claim in truth.claims
        if claim.computed(truth.values) not in (None, claim.value)
    ]


def expectation(sample: Sample, before: Truth | None) -> dict[str, Any]:
    """What the pipeline must find in a report."""
    truth = sample.truth
    tables = {table.code for table in truth.official_form.tables}
    missing_tables = sorted(tables - {cell.table for cell in truth.values})
    missing_sections = sorted(set(range(1, 7)) - set(truth.sections))
    return {
        "organization": truth.organization,
        "year": truth.year,
        "form": truth.form,
        "layout": sample.layout,
        "status": "partial" if missing_tables or missing_sections else "parsed",
        "missing_tables": missing_tables,
        "missing_sections": missing_sections,
        "violated": violated(truth),
        "not_assessable": [(o.identity, o.scope) for o in evaluate(truth) if o.status == "not_assessable"],
        "violated_across_years": across_years(before, truth),
        "contradicted_claims": contradicted(truth),
        "cell_issues": cell_issues(truth),
        "proactive_disclosure": [[*key, _plain(value)] for key, value in truth.proactive.items()],
        "applications": truth.applications,
        "disputes": truth.disputes,
        "known_error": sample.error.says if sample.error else None,
    }


def _plain(value: Any) -> int | str | None:
    return value if value is None or isinstance(value, int) else str(value)


def converted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, those of old Word as LibreOffice makes them of their docx; without it they stay as they are."""
    writer = FORMATS["doc"]
    old = [path for path in files if path.endswith(writer.suffix)]
    if reason := writer.missing():
        print(f"{reason}: {', '.join(old)} left as they are")
        return {**files, **{path: (DATA / "raw" / path).read_bytes() for path in old}}
    return {**files, **dict(zip(old, writer.finish([files[path] for path in old]), strict=True))}


def packed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files as they lie in data/raw: those of an archive in it, named as Windows in China does."""
    archives: dict[str, dict[str, bytes]] = {path: {} for path in ARCHIVED.values()}
    loose: dict[str, bytes] = {}
    for path, content in files.items():
        folder, _, name = path.rpartition("/")
        if folder in archives:
            archives[folder][name] = content
        else:
            loose[path] = content
    return loose | {path: archive(members, "gb18030") for path, members in archives.items()}


def write_all(files: Mapping[str, bytes]) -> None:
    """Replace data/raw by ``files``."""
    raw = DATA / "raw"
    shutil.rmtree(raw, ignore_errors=True)
    for path, content in packed(files).items():
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        (raw / path).write_bytes(content)


def summary(expected: Mapping[str, Any]) -> str:
    """What the pipeline must say about a file, for the README."""

    def names(key: str, status: str) -> list[str]:
        families: dict[str, list[str]] = {}
        for family, scope in expected.get(key, []):
            families.setdefault(family, []).append(scope)
        return [f"`{family}` {status} on {', '.join(scopes)}" for family, scopes in families.items()]

    said = [f"status `{expected['status']}`"]
    said += names("violated", "violated") + names("violated_across_years", "violated")
    if not expected.get("missing_tables"):  # a missing table leaves all of its identities unassessed
        said += names("not_assessable", "not_assessable")
    for claim in expected.get("contradicted_claims", []):
        said.append(f"narrative: “{claim['quote']}” against {claim['printed']}")
    kinds: dict[str, int] = {}
    for issue in expected.get("cell_issues", []):
        kinds[issue["kind"]] = kinds.get(issue["kind"], 0) + 1
    said += [f"{count} × `cell_issues` {kind}" for kind, count in kinds.items()]
    said += [f"`{name}` without figures, its identities not_assessable" for name in expected.get("missing_tables", [])]
    said += [f"no section {number}" for number in expected.get("missing_sections", [])]
    return "; ".join([*said, *expected.get("also", [])])


def readme(expected: Mapping[str, Mapping[str, Any]]) -> str:
    """The README with the table of known errors between its marks."""
    rows = [
        f"| `{path}` | {entry['known_error']} | {summary(entry)} |"
        for path, entry in expected.items()
        if entry["known_error"]
    ]
    table = "\n".join(["| file | what is wrong | what the pipeline must say |", "|---|---|---|", *rows])
    start, end = "<!-- known errors: written by make_samples.py -->", "<!-- end -->"
    text = (DATA / "README.md").read_text(encoding="utf-8")
    head, tail = text.split(start)[0], text.split(end)[1]
    return f"{head}{start}\n{table}\n{end}{tail}"


def misfiled() -> tuple[str, bytes, dict[str, Any]]:
    """A report of 2021 in the folder of 2022: (path, bytes, what is expected); the folder's year counts."""
    rng = random.Random(f"{SEED}/misfiled")
    body = Body("huangdian_town_2021", Organization("盐亭县黄甸镇人民政府", "我镇", "township", 3))
    truth = random_truth(rng, 2021, organization=body.organization, other_in_one_row=False)
    text = LAYOUTS["tab_rows"](truth, rng)
    entry = expectation(Sample(body, truth, "tab_rows", ".txt", b"", None), None)
    also = ["title and period say 2021, the folder 2022"]
    entry |= {"year": 2022, "title_year": 2021, "excluded": "other_year", "also": also}
    entry |= {"known_error": "a report of 2021 filed under 2022"}
    return f"2022/{body.slug}.txt", encode(text, "utf-8"), entry


def build() -> tuple[dict[str, bytes], dict[str, dict[str, Any]]]:
    """Path below data/raw → bytes (of a doc the docx it is made of), and → what is expected; both sorted by path."""
    files: dict[str, bytes] = {}
    expected: dict[str, dict[str, Any]] = {}
    before: dict[str, Truth] = {}
    for sample in samples():
        files[sample.path] = sample.content
        expected[sample.path] = expectation(sample, before.get(sample.body.slug))
        before[sample.body.slug] = sample.truth
    for path, odd in ODD_FILES.items():
        files[path], expected[path] = odd(files, expected)
    path, content, entry = misfiled()
    files[path], expected[path] = content, entry
    return dict(sorted(files.items())), dict(sorted(expected.items()))


def as_json(expected: Mapping[str, Mapping[str, Any]]) -> str:
    """expected.json: one line a file, so that a difference shows which one it is."""
    lines = (f"{json.dumps(p, ensure_ascii=False)}: {json.dumps(e, ensure_ascii=False)}" for p, e in expected.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write the files, what is expected of them, and the README's table."""
    files, expected = build()
    write_all(converted(files))
    (DATA / "expected.json").write_text(as_json(expected), encoding="utf-8")
    (DATA / "README.md").write_text(readme(expected), encoding="utf-8")
    odd = sum(bool(entry["known_error"]) for entry in expected.values())
    print(f"{len(files)} files below {DATA.name}/raw, {odd} of them with a known error")


if __name__ == "__main__":
    main()

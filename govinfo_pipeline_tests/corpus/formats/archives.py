"""Zip archives of several reports, as people send them: nested folders, names in utf-8 or in gb18030."""

import io
import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal

from govinfo_pipeline_tests.corpus.formats.packages import LONG_AGO
from govinfo_pipeline_tests.corpus.formats.registry import QUICK, generate_formats
from govinfo_pipeline_tests.corpus.truth import Truth

UTF8_FLAG = 0x800


class _Gb18030Info(zipfile.ZipInfo):
    """An entry whose name is in gb18030 and not marked as anything, as Windows in China writes it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (the name that zipfile asks for)
        return self.filename.encode("gb18030"), self.flag_bits & ~UTF8_FLAG


def archive(files: Mapping[str, bytes], names: Literal["utf-8", "gb18030"] = "utf-8") -> bytes:
    """``files`` in one zip; a name that ends in a slash is a folder."""
    buffer = io.BytesIO()
    kind = _Gb18030Info if names == "gb18030" else zipfile.ZipInfo
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(kind(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def generate_archives(
    count: int, seed: int, *, members: int = 4, formats: Sequence[str] = QUICK
) -> Iterator[tuple[str, bytes, dict[str, Truth]]]:
    """``count`` archives as (file name, bytes, name inside → truth); they also hold files that are no report."""
    reports = generate_formats(count * members, seed, formats=formats)
    for index in range(count):
        rng = random.Random(f"{seed}/archive/{index}")
        files: dict[str, bytes] = {}
        truths: dict[str, Truth] = {}
        folder = rng.choice(["", "年报汇总/", "2023年度报告/各单位/"])
        for number, (path, content, truth) in zip(range(members), reports, strict=False):
            inner = rng.choice(["", f"{truth.year}/", "乡镇街道/"])
            name = f"{folder}{inner}{number + 1}.{truth.organization}{PurePosixPath(path).suffix}"
            files[name], truths[name] = content, truth
        files |= {f"{folder}说明.txt": "请各单位核对后报送。".encode(), f"{folder}Thumbs.db": b"\xd0\xcf\x11\xe0"}
        if rng.random() < 0.3:
            inside, nested = next(iter(truths)), f"{folder}补报.zip"
            files[nested] = archive({PurePosixPath(inside).name: files.pop(inside)}, "utf-8")
            truths[f"{nested}/{PurePosixPath(inside).name}"] = truths.pop(inside)
        yield f"archive_{index:03d}.zip", archive(files, rng.choice(["utf-8", "gb18030"])), truths

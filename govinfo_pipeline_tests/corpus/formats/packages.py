"""Zip files whose bytes depend on their content alone."""

import io
import zipfile
from collections.abc import Mapping

LONG_AGO = (2024, 1, 2, 3, 4, 6)


def pack(files: Mapping[str, bytes]) -> bytes:
    """``files`` in one zip, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}

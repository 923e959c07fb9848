"""Old Word files (doc), rich text (rtf) and OpenDocument texts (odt): LibreOffice turns them into docx."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from govinfo_pipeline.reading.formats import docx
from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.records import Document

_SECONDS = 60


def read(data: bytes) -> Document:
    """The rows of the file as LibreOffice reads it: macros off, a profile of its own, a limit of time."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableError(
            "old Word files, rtf and odt need LibreOffice: install libreoffice-writer-nogui, or save the report as docx"
        )
    with tempfile.TemporaryDirectory(prefix="govinfo-") as folder:
        kind = {b"{": "rtf", b"P": "odt"}.get(data.lstrip()[:1], "doc")
        source = Path(folder, f"report.{kind}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(f"LibreOffice did not read the file within {_SECONDS} seconds") from error
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            raise UnreadableError("LibreOffice cannot read the file; save the report as docx")
        return docx.read(converted.read_bytes())

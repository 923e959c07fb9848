"""Old Word files (doc) and rich text (rtf), through LibreOffice, which turns them into docx."""

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
            "old Word files need LibreOffice: install libreoffice-writer-nogui, or save the report as docx"
        )
    with tempfile.TemporaryDirectory(prefix="govinfo-") as folder:
        source = Path(folder, "report.rtf" if data.lstrip().startswith(b"{\\rtf") else "report.doc")
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

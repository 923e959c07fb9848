"""Old Word files (doc), rich text (rtf) and OpenDocument texts (odt): LibreOffice turns them into docx."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from govinfo_pipeline.reading.formats import docx
from govinfo_pipeline.reading.reasons import UnavailableError, UnreadableError
from govinfo_pipeline.reading.records import Document

_SECONDS = 50
"""Less than a process that reads may take for one file: it then ends LibreOffice before it is ended itself."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""What a new profile differs in from LibreOffice's own: nothing that a file links to is fetched, no macro is run."""


def read(data: bytes) -> Document:
    """The rows of the file as LibreOffice reads it: no macros, no links, a profile of its own, a limit of time."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnavailableError("office_missing")
    with tempfile.TemporaryDirectory(prefix="govinfo-", ignore_cleanup_errors=True) as folder:
        kind = {b"{": "rtf", b"P": "odt"}.get(data.lstrip()[:1], "doc")
        source = Path(folder, f"report.{kind}")
        source.write_bytes(data)
        _convert(program, source)
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            raise UnreadableError("office_refused")
        return docx.read(converted.read_bytes())


def _convert(program: str, source: Path) -> None:
    """Writes a docx beside ``source``, if LibreOffice can; raises :class:`UnavailableError` where it takes too long."""
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    options = ("--headless", "--norestore", "--convert-to", "docx", "--outdir", str(source.parent), str(source))
    command = [program, f"-env:UserInstallation={profile.as_uri()}", *options]
    nothing = subprocess.DEVNULL
    # The program is a script that starts others: a session of its own, so that all of them can be ended.
    with subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True) as office:
        try:
            office.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnavailableError("office_too_slow", seconds=_SECONDS) from error
        finally:
            if office.poll() is None:
                os.killpg(office.pid, signal.SIGKILL)

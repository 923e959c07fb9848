"""The format of a file by its first bytes and what is inside, and the module that reads it."""

import codecs
import re
from importlib import import_module

from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document

_READERS = {
    "text": "text",
    "html": "html",
    "docx": "docx",
    "xlsx": "sheet",
    "xls": "xls",
    "pdf": "pdf",
    "doc": "office",
    "rtf": "office",
    "odt": "office",
    "mht": "mht",
}
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "bmp"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p|span|meta|td|tr)\b", re.IGNORECASE)
_MIME = re.compile(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The type of an OpenDocument file is its first member, stored as it is.
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def detect(data: bytes) -> str:
    """The code of the format: a key of the readers, or the reason why there is none."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not head:
        return "empty"
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    for signature, code in _SIGNATURES:
        if head.startswith(signature):
            if code == "bmp":
                code = "image" if data[6:10] == b"\0\0\0\0" else "text"
            return code
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_UTF_16):
        return "html" if _HTML.search(data[:65536].replace(b"\0", b"")) else "text"
    if _MIME.match(head):
        return "mht"
    if head.startswith(b"<") or _HTML.search(data[:65536]):
        return "html"
    return "text"


def _ole_kind(data: bytes) -> str:
    """Document or sheet, by the names of the streams in an old Office file."""
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    return "ole"


def _zip_kind(data: bytes) -> str:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "docx" if b"word/document.xml" in data else "archive"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and data[30:38] == b"mimetype" and _OPEN_DOCUMENT in data[38:256]:
        return "odt" if _OPEN_DOCUMENT + b"text" in data[38:256] else "opendocument"
    return "archive"


def open_document(data: bytes, code: str) -> Document:
    """The rows of a file of the format ``code``, as :func:`detect` tells it.

    Raises :class:`UnreadableError` for what is no document, or is one that is damaged.
    """
    if code not in _READERS:
        raise UnreadableError(code)
    document: Document = import_module(f"govinfo_pipeline.reading.formats.{_READERS[code]}").read(data)
    return document

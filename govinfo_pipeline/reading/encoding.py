"""Bytes to text: the encodings that reports come in, told by their content, never by their name."""

import codecs

from govinfo_pipeline.reading.reasons import UnreadableError

_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UndecodableError(UnreadableError):
    """The bytes are text in none of the encodings that reports use."""


def decode(data: bytes) -> str:
    """The text of ``data``: by its byte order mark, as utf-8 if it is that, else as gb18030 (gbk, gb2312).

    Raises :class:`UndecodableError` for what is neither, and for text with zero bytes.
    """
    for signature, encoding in _SIGNATURES:
        if data.startswith(signature):
            return _strict(data, encoding)
    if b"\0" in data:
        raise UndecodableError("zero_bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut in the middle of its last character is still utf-8.
        if len(data) - error.start < 4 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")
    return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError("no_encoding", byte=error.start + 1) from error

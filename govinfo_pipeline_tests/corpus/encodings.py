"""Text to bytes in the encodings in which reports arrive."""

from typing import Literal, get_args

Encoding = Literal["utf-8", "utf-8-bom", "gb18030", "gb2312"]
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)


def encode(text: str, encoding: Encoding, line_end: str = "\n") -> bytes:
    """``text`` as bytes; what gb2312 cannot hold (traditional characters) is written as gb18030, its superset."""
    text = text.replace("\n", line_end)
    if encoding == "utf-8-bom":
        return text.encode("utf-8-sig")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("gb18030")

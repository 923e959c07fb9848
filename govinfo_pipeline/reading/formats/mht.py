"""Web archives (mht): pages saved with their pictures as one mail, of which the first page is read.

Browsers and Word write them, the latter also under the name of a Word file.
"""

import email
import email.policy
from email.message import Message

from govinfo_pipeline.reading.encoding import decode
from govinfo_pipeline.reading.formats import html
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document

_LARGEST = 16 * 1024 * 1024
_MOST_PARTS = 2_000
_DEEPEST = 8


def read(data: bytes) -> Document:
    """The rows of the first page in the archive."""
    if len(data) > _LARGEST:
        raise UnreadableError("web_archive_too_large", size=len(data))
    parts = data.count(b"\n--") + data.count(b"\r--")
    if parts > _MOST_PARTS or data.lower().count(b"multipart/") > _DEEPEST:
        raise UnreadableError("web_archive_parts")
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() == "text/html":
            return html.read_page(_text(part))
    raise UnreadableError("web_archive_no_page")


def _text(page: Message) -> str:
    """The page in the encoding that its head names where that is none that is told by content."""
    payload = page.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = (page.get_content_charset() or "").replace("unicode", "utf-16")
    if charset.startswith("utf-16"):
        return content.decode("utf-16", "replace")
    return decode(content)

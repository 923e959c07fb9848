"""One module a file format turns bytes into a :class:`Document`; the format is told by the content, never by the name.

Nothing in a file is executed, followed or trusted: no network, no entities, no macros, sizes bounded.
"""

from govinfo_pipeline.reading.formats.detect import detect, open_document
from govinfo_pipeline.reading.reasons import UnavailableError, UnreadableError

__all__ = ["UnavailableError", "UnreadableError", "detect", "open_document"]

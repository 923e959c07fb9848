"""A file to a :class:`ReadReport`. Pure functions; a bad document is a status with a reason, never an exception.

Here: one module a file format turns bytes into rows (``text``), one module a concern reads the rows (``title``,
``sections``, ``tables`` with ``labels``, ``fit`` and ``resolve``). Not here: anything about more than one report.
"""

from govinfo_pipeline.form import SECTIONS, Cell
from govinfo_pipeline.reading.encoding import UndecodableError, decode
from govinfo_pipeline.reading.organ import kind_of
from govinfo_pipeline.reading.records import CellIssue, Evidence, ReadReport, Row, Section, Value
from govinfo_pipeline.reading.report import READER_VERSION, read_report

__all__ = [
    "READER_VERSION",
    "SECTIONS",
    "Cell",
    "CellIssue",
    "Evidence",
    "ReadReport",
    "Row",
    "Section",
    "UndecodableError",
    "Value",
    "decode",
    "kind_of",
    "read_report",
]

"""The reports of the corpus in the formats in which bodies publish them: web pages, Word, spreadsheets, PDF.

Every writer prints the blocks of :func:`document.compose` and adds the traps of its format, never a figure.
``FORMATS[name].render(truth, rng, style)`` writes one report, :func:`generate_formats` any number of them.
"""

from govinfo_pipeline_tests.corpus.formats.archives import archive, generate_archives
from govinfo_pipeline_tests.corpus.formats.registry import FORMATS, QUICK, generate_formats
from govinfo_pipeline_tests.corpus.formats.writers import FormatWriter

__all__ = ["FORMATS", "QUICK", "FormatWriter", "archive", "generate_archives", "generate_formats"]

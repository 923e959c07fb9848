"""How fast reports are read, side by side with the libraries that do the least of the same work.

``python -m benchmarks`` makes reports of known truth (:mod:`govinfo_pipeline_tests.corpus`), reads them, and prints a
line a comparison: the ratio, its limit, and the verdict. Its exit status is 1 where a limit is missed. ``--reports``
and ``--rounds`` set the size; the peers come with ``pip install -e '.[dev,bench]'``.

Every ratio is taken within one run: the two sides take turns on each report, CPU time is counted, and the least time
of each counts, so that a busy machine slows both alike. The times printed depend on the machine.

============  ===================================  ================================================  ============
comparison    ours                                 reference                                         limit
============  ===================================  ================================================  ============
html, tree    bytes to checked tables              selectolax: the tree, and the text of each cell   3 times
html, tables  bytes to checked tables              ``pandas.read_html``                              a quarter
docx          bytes to checked tables              python-docx: the text of each cell of the tables  a tenth
pdf           bytes to checked tables              pdfplumber: ``extract_tables`` of each page       a third
text          bytes to a report                    ``re.findall`` of what is neither space nor pipe  8 times
start         ``govinfo check`` of one Word file   ``import typer, rich, lxml.etree``                3 times
============  ===================================  ================================================  ============

``python -m benchmarks scale --reports 1000 10000`` makes years of so many reports (:mod:`benchmarks.reports`) and
measures them from end to end (:mod:`benchmarks.scale`); ``python -m benchmarks cluster`` reads one on a Dask cluster
(:mod:`benchmarks.cluster`). Their tables stand in ``docs/performance.md``.

``python -m benchmarks peers`` puts more libraries beside ours, by time, memory and what each finds of the tables
(:mod:`benchmarks.peers`); ``python -m benchmarks generate DIR`` writes reports in every format, and what they print
(:mod:`benchmarks.generate`).
"""

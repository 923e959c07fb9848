"""``python -m benchmarks peers``: other libraries on the same files, by time, memory, and what is found of the tables.

Here: a process that reads files by one tool (``runner``, which runs in any environment), the environment of the peers
that are not installed beside the project (``environment``), the measure of what was found (``score``), the whole
measurement (``measurement``), and its table and plot (``page``). The limits that ours must keep are in
:mod:`benchmarks.comparisons`.
"""

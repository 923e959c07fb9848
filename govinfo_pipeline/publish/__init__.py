"""The results as others take them: workbooks, the summary form (汇总表), an open data package, the annual page.

Here belongs what turns tables into files for people and other programs. What a table means is said by
``tables.schemas``; nothing is computed here that another table or a check should hold.
"""

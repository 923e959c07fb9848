"""Checks of what reports say in words: copied text, years and words left from elsewhere, statements that are missing.

Here: one module a kind of weakness; what is looked at (:mod:`.texts`), how prose is cut (:mod:`.prose`), how texts are
compared (:mod:`.likeness`), and what each check says (:mod:`.rules`). Not here: figures of the prose
(:mod:`govinfo_pipeline.checks.narrative`), sections that are missing (:mod:`govinfo_pipeline.checks.files`).

Whether something is a weakness is for a person to decide: every finding is a warning, and where a text may be right it
is left alone. The weaknesses are those that assessors of annual reports name (articles 49 and 50 of
政府信息公开条例, and the format of reports, 国办公开办函〔2021〕30号).
"""

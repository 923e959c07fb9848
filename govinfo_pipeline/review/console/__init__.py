"""The review console: findings, reports and coverage in a browser, decisions with the keyboard, letters to send back.

``app`` puts it together. ``index`` makes the tables quick to search and ``whole`` a single report quick to open,
``queries`` asks them, ``report_page`` says what is wrong in which cell of a report, ``letters`` writes what is sent
back, ``security`` refuses what does not come from a person at this address, ``words`` has every text in both languages.
What is decided is kept by :mod:`govinfo_pipeline.review.ledger` alone.
"""

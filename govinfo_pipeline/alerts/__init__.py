"""From findings to messages: what is new, what fails still, what is resolved; told once a run and channel.

Here: the table ``alerts`` and how it follows the findings, digests, the outbox that they wait in, and the channels that
they go through. Not here: what is wrong (:mod:`govinfo_pipeline.checks`), what a person decided
(:mod:`govinfo_pipeline.review`), and when any of it is done (:mod:`govinfo_pipeline.orchestration`).
"""

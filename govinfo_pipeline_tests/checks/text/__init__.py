"""Tests of the checks of the text, one file a module of :mod:`govinfo_pipeline.checks.text`."""

"""Tests of the pipeline; the folders mirror the package."""

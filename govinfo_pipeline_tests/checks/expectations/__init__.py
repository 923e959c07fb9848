"""Tests of the expectations of whole tables."""

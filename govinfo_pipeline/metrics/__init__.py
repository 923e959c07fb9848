"""Indicators as data, and the one function that computes them."""

"""Which cells are wrong: tests of error localization."""

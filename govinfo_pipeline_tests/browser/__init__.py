"""A user's way through the Dagster UI, in a real browser on real processes."""

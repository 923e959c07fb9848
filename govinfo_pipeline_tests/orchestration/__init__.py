"""The definitions that Dagster loads, and real runs of them in homes of their own."""

"""The only package that imports Dagster: partitions, IO manager, assets, checks, jobs, schedules."""

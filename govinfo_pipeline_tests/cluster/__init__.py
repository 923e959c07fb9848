"""Reading on a Dask cluster, and reports and tables in an object store: real ones, on the loopback."""

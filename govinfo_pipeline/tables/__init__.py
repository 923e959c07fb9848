"""Parsed reports to the tables of the contract: schemas, the store, normalization, export."""

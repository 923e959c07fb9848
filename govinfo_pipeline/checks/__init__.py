"""Tables to outcomes and findings: the identities, the rule for nulls, and the registry of all checks."""

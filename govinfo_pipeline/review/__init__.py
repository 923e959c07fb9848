"""What people make of the findings: their decisions, kept in a text file and applied to every run's findings."""

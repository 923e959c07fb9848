"""Where an organ is: the regions of the country, and the resolver that finds one in an organization's name.

Here belongs what a name says about a place, by the list of divisions alone. What an organ is (its kind) and how its
name is found in a report belong to ``reading``. The list and its licence are described in README.md beside this file.
"""

from govinfo_pipeline.regions.resolver import Resolution, resolve, settled

__all__ = ["Resolution", "resolve", "settled"]

"""Several versions of one report: the newest counts, and each older one says which that is."""

import pandas as pd


def superseded(reports: pd.DataFrame) -> "pd.Series[str]":
    """For each report the ``report_id`` of the newest version of it, null for the newest itself.

    Versions are reports of the same organization, year and region (where no region is known, of the same folder) with
    different content. The newest is the one published last as they all say themselves, else the file changed last; of
    equal ones the last by path. What could not be read, and a report that states another year, is no version.
    """
    of_the_year = reports["stated_year"].isna() | (reports["stated_year"] == reports["year"])
    readable = reports[(reports["status"] != "quarantined") & reports["organization"].notna() & of_the_year]
    folder = readable["source_path"].str.replace(r"/?[^/]*$", "", regex=True)
    place = readable["region_code"].where(readable["region_code"].notna(), folder)
    keys = [readable["year"], readable["organization"], place]
    all_dated = readable["published"].notna().groupby(keys, dropna=False).transform("all")
    dated = readable["published"].where(all_dated, "")
    ordered = readable.assign(published=dated, modified=readable["modified"].fillna(""))
    ordered = ordered.sort_values(["published", "modified", "source_path"])
    newest = ordered.groupby([key.reindex(ordered.index) for key in keys], dropna=False)["report_id"]
    last = newest.transform("last").reindex(readable.index)
    return last.where(last != readable["report_id"]).reindex(reports.index)

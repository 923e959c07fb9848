"""The metrics in SQL, written down a second time: what each is a quotient of, who counts, and which groups there are.

Nothing here is taken from the pipeline. A null among the terms makes a sum null, and such a report does not count.
"""

from collections.abc import Mapping, Sequence

DENIED = (
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_security_stability",
    "denied_third_party_rights",
    "denied_internal_affairs",
    "denied_process_information",
    "denied_enforcement_files",
    "denied_inquiry_matters",
)
UNAVAILABLE = ("unavailable_not_held", "unavailable_requires_creation", "unavailable_unclear_request")
NOT_PROCESSED = (
    "not_processed_petition",
    "not_processed_repeated",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reconfirmation",
)
OTHER_PARTS = ("other_correction_overdue", "other_fee_overdue", "other_other")
OTHER = (*OTHER_PARTS, "other_processing")
RESULTS = ("granted", "partially_granted", *DENIED, *UNAVAILABLE, *NOT_PROCESSED, *OTHER)
AROUND = ("new_received", "carried_over", "results_total", "carried_forward")
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_welfare_organization",
    "legal_service_organization",
    "other_organization",
)
CHANNELS = {"reconsideration": "r", "litigation_direct": "l", "litigation_after_reconsideration": "s"}
OUTCOMES = ("upheld", "corrected", "other", "pending")
FAMILIES = ("applications.balance", "applications.results", "applications.applicants", "disputes.outcomes")


def _plus(terms: Sequence[str]) -> str:
    return " + ".join(terms)


QUOTIENTS: dict[str, tuple[str, str]] = {
    "disclosure_rate": ("granted + partially_granted", "results_total"),
    "granted_rate": ("granted", "results_total"),
    "partially_granted_rate": ("partially_granted", "results_total"),
    "denial_rate": (_plus(DENIED), "results_total"),
    **{f"{item}_share": (item, _plus(DENIED)) for item in DENIED},
    "unavailable_rate": (_plus(UNAVAILABLE), "results_total"),
    "unavailable_not_held_share": ("unavailable_not_held", _plus(UNAVAILABLE)),
    "not_processed_rate": (_plus(NOT_PROCESSED), "results_total"),
    "other_rate": (_plus(OTHER), "results_total"),
    "completion_rate": ("results_total", "new_received + carried_over"),
    "carry_forward_rate": ("carried_forward", "new_received + carried_over"),
    "growth": ("new_received", "0"),
    **{f"applicant_{code}_share": (f"by_{code}", "new_received") for code in APPLICANTS},
    "reconsideration_correction_rate": ("r_corrected", "r_total"),
    "reconsideration_correction_rate_closed": ("r_corrected", "r_upheld + r_corrected + r_other"),
    "litigation_correction_rate": ("l_corrected + s_corrected", "l_total + s_total"),
    "litigation_correction_rate_closed": (
        "l_corrected + s_corrected",
        "l_upheld + l_corrected + l_other + s_upheld + s_corrected + s_other",
    ),
    "dispute_rate": ("r_total + l_total + s_total", "results_total"),
    "documents_issued_rate": ("issued", "in_force"),
    "documents_repealed_rate": ("repealed", "in_force"),
    "applications_per_capita": ("new_received", "0"),
    "zero_report_share": ("(new_received + carried_over = 0)::int", "(new_received + carried_over)::int * 0 + 1"),
    "parsed_share": ("(status = 'parsed')::int", "1"),
    "quarantine_share": ("(status = 'quarantined')::int", "1"),
    "violation_share": ("if(status = 'quarantined', null, violates::int)", "1"),
    "passing_share": ("if(status = 'quarantined', null, passes::int)", "1"),
}
"""Metric → numerator and denominator of one report."""
ELSEWHERE = ("growth", "applications_per_capita")
"""Metrics whose denominator is that of the year before, or of a table of the population."""
OF_ALL = ("parsed_share", "quarantine_share", "violation_share", "passing_share")
"""Metrics that only the groups of all reports have."""


def _of_item(item: str) -> str:
    """The figure 总计 of a row; 0 for a row under 其他处理 that a report with table 3 does not print."""
    figure = f"max(total) FILTER (item = '{item}')"
    return f"if(count(*) FILTER (item = '{item}') = 0, 0, {figure})" if item in OTHER else figure


def _settled(parts: Sequence[str], total: str) -> dict[str, str]:
    """A blank is 0 where the others make up the total."""
    others = _plus([f"coalesce({part}, 0)" for part in parts])
    return {part: f"if({part} IS NULL AND {others} = {total}, 0, {part})" for part in parts}


def _select(columns: Mapping[str, str]) -> str:
    return ",\n  ".join(f"{expression} AS {name}" for name, expression in columns.items())


def _reports() -> str:
    """One row a report that counts, with every figure that a metric needs."""
    row_total = f"coalesce(total, {_plus(APPLICANTS)})"
    of_items = {item: _of_item(item) for item in (*AROUND, *RESULTS)}
    by = {f"by_{code}": f"max({code}) FILTER (item = 'new_received')" for code in APPLICANTS}
    of_channels = {
        f"{short}_{outcome}": f"max({outcome}) FILTER (channel = '{channel}')"
        for channel, short in CHANNELS.items()
        for outcome in (*OUTCOMES, "total")
    }
    documents = {
        measure: f"max(value) FILTER (item = 'normative_documents' AND measure = '{measure}')"
        for measure in ("issued", "repealed", "in_force")
    }
    settled = _settled(RESULTS, "results_total") | _settled(list(by), "new_received")
    for short in CHANNELS.values():
        settled |= _settled([f"{short}_{outcome}" for outcome in OUTCOMES], f"{short}_total")
    plain = [*AROUND, *(f"{short}_total" for short in CHANNELS.values())]
    figures = {name: name for name in plain} | settled
    figures |= {name: f"if(form = '2021', {name}, NULL)" for name in documents}
    known = {name: f"if(status = 'quarantined', NULL, {expression})" for name, expression in figures.items()}
    families = ", ".join(f"'{family}'" for family in FAMILIES)
    return f"""
WITH a AS (SELECT report_id, {_select(of_items | by)}
  FROM (SELECT * REPLACE ({row_total} AS total) FROM applications) GROUP BY report_id),
d AS (SELECT report_id, {_select(of_channels)}
  FROM (SELECT * REPLACE (coalesce(total, {_plus(OUTCOMES)}) AS total) FROM disputes) GROUP BY report_id),
p AS (SELECT report_id, {_select(documents)} FROM proactive_disclosure GROUP BY report_id),
i AS (SELECT report_id, bool_or(status = 'violated') AS violated, bool_or(status = 'holds') AS holds
  FROM identity_results WHERE identity IN ({families}) GROUP BY report_id)
SELECT year, region_code, level, kind, report_scope, status,
  coalesce(violated, false) AS violates, coalesce(holds AND NOT violated, false) AS passes,
  {_select(known)}
FROM reports LEFT JOIN a USING (report_id) LEFT JOIN d USING (report_id) LEFT JOIN p USING (report_id)
LEFT JOIN i USING (report_id)
WHERE excluded IS NULL"""


def _smallest() -> str:
    """The sums over the reports that agree in all that groups are made by."""
    sums: dict[str, str] = {}
    for metric, (numerator, denominator) in QUOTIENTS.items():
        counts = f"FILTER (({numerator}) + ({denominator}) IS NOT NULL)"
        sums |= {
            f"{metric}__numerator": f"coalesce(sum({numerator}) {counts}, 0)",
            f"{metric}__denominator": f"coalesce(sum({denominator}) {counts}, 0)",
            f"{metric}__reports": f"count(*) {counts}",
        }
    keys = "year, region_code, level, kind, report_scope, passes"
    return f"SELECT {keys}, {_select(sums)} FROM ({_reports()}) GROUP BY {keys}"


CITY = """CASE WHEN region_code[3:4] IN ('00', '90') OR region_code[1:2] IN ('11', '12', '31', '50') THEN NULL
  ELSE region_code[1:4] || '00' END"""
_REGIONS = {
    "''": ("all", "level", "kind", "both"),
    "region_code[1:2] || '0000'": ("all", "level", "kind", "both"),
    CITY: ("all", "level"),
    "if(region_code[5:6] = '00', NULL, region_code)": ("all", "level"),
}
"""Region of a group → how its reports are parted further. Of all regions the code is empty here."""


def groups() -> str:
    """The sums of every group, one row a group."""
    parts = []
    sums = ", ".join(
        f"sum({name}) AS {name}"
        for name in (f"{m}__{s}" for m in QUOTIENTS for s in ("numerator", "denominator", "reports"))
    )
    for region, kinds in _REGIONS.items():
        for passing in ("all", "only"):
            for parted in kinds if passing == "all" or len(kinds) == 4 else ("all",):
                level = "level" if parted in ("level", "both") else "'all'"
                kind = "kind" if parted in ("kind", "both") else "'all'"
                parts.append(
                    f"SELECT year, {region} AS region_code, {level} AS level, {kind} AS kind, report_scope, "
                    f"'{passing}' AS passing, {sums} FROM smallest "
                    f"WHERE ({region}) IS NOT NULL {'AND passes' if passing == 'only' else ''} GROUP BY ALL"
                )
    return "\nUNION ALL BY NAME ".join(parts)


def statements() -> list[str]:
    """What makes the table ``metrics`` of the tables of the contract, all years at once."""
    sides = ", ".join(
        f"({', '.join(f'{metric}__{side}' for side in ('numerator', 'denominator', 'reports'))}) AS '{metric}'"
        for metric in QUOTIENTS
    )
    of_all = ", ".join(f"'{metric}'" for metric in OF_ALL)
    return [
        f"CREATE TEMP TABLE smallest AS {_smallest()}",
        f"CREATE TEMP TABLE grouped AS {groups()}",
        f"CREATE TEMP TABLE long AS SELECT * FROM (FROM grouped UNPIVOT INCLUDE NULLS "
        f"((numerator, denominator, reports) FOR metric IN ({sides})))"
        f" WHERE passing = 'all' OR metric NOT IN ({of_all})",
        """CREATE TEMP TABLE metrics AS
SELECT now.* REPLACE (CASE now.metric WHEN 'growth' THEN if(before.reports > 0, before.numerator, NULL)
  WHEN 'applications_per_capita' THEN NULL ELSE now.denominator END AS denominator)
FROM long now LEFT JOIN long before ON now.metric = 'growth' AND before.metric = 'growth'
  AND before.year = now.year - 1 AND before.region_code = now.region_code AND before.level = now.level
  AND before.kind = now.kind AND before.report_scope = now.report_scope AND before.passing = now.passing""",
    ]

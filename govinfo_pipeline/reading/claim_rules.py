"""The codes of the claims, and the cells that each may speak of.

Here: codes and cells. Not here: the words that say them (:mod:`.claim_words`).

Codes, as ``what is said``: the cells it may mean (``|`` either, ``+`` a sum).

- ``received``, 收到 N 件, 未收到申请: new_received | new_received + carried_over; ``new_received``, 新收: the row
- ``carried_over``, ``carried_forward``, 上年结转, 结转下年度: the row
- ``answered``, 答复, 办结: results_total; ``handled``, 办理, 处理: the same | what was received
- ``granted`` ... ``other_fee_overdue``: the row of an outcome or of its reason
- ``due``, 应办: new_received + carried_over
- ``disclosed``, 公开: granted | granted + partially_granted
- ``unavailable_absent``, 信息不存在: unavailable_not_held | ``unavailable``
- ``denied``, ``unavailable``, ``not_processed``, ``other_processing``: the sum of a group; ``a_and_b``: of both
- ``<code>_natural_person``, ``<code>_legal_persons`` (five columns), ``<code>_commercial_enterprise`` ...: applicants
- ``reconsideration``, ``litigation`` (both channels), ``litigation_direct``, ``litigation_after_reconsideration``,
  ``disputes`` (all three): total | concluded, which is total - pending
- ``<channel>_concluded``, ``_upheld``, ``_corrected``, ``_other``, ``_pending``: the columns of table 4
- ``normative_issued``, ``normative_repealed``, ``normative_in_force``, ``regulations_...``: documents of table 2
- ``licensing``, ``penalty``, ``coercion``: decisions; ``fees``: the amount in 万元
- ``<code>_share``, ``completion_rate``, ``<channel>_correction_rate``: percent, of cells over a base
- ``<code>_growth``: percent, of the cells now and in the report of the year before
"""

from govinfo_pipeline.form import LATEST, Cell

Reading = tuple[Cell, ...]
"""Cells whose sum a claim may mean."""
Readings = tuple[Reading, ...]

_ROWS = [item.code for item in LATEST.table("applications").items]
APPLICANTS = tuple(column.code for column in LATEST.table("applications").columns)
CHANNELS = tuple(item.code for item in LATEST.table("disputes").items)


def _rows(*items: str) -> Reading:
    return tuple(Cell("applications", item, "total") for item in items)


def _group(prefix: str) -> Reading:
    return _rows(*(row for row in _ROWS if row.startswith(prefix) and row != "other_processing"))


def _cases(channels: tuple[str, ...], *columns: str) -> Reading:
    return tuple(Cell("disputes", channel, column) for channel in channels for column in columns)


def _proactive(item: str, *columns: str) -> Readings:
    return tuple((Cell("proactive_disclosure", item, column),) for column in columns)


DISPUTES = {
    "reconsideration": CHANNELS[:1],
    "litigation": CHANNELS[1:],
    "litigation_direct": CHANNELS[1:2],
    "litigation_after_reconsideration": CHANNELS[2:],
    "disputes": CHANNELS,
}
CONCLUDED = ("upheld", "corrected", "other")

READINGS: dict[str, Readings] = {
    "received": (_rows("new_received"), _rows("new_received", "carried_over")),
    "answered": (_rows("results_total"),),
    "handled": (_rows("results_total"), _rows("new_received"), _rows("new_received", "carried_over")),
    "denied": (_group("denied_"),),
    "unavailable": (_group("unavailable_"),),
    "not_processed": (_group("not_processed_"),),
    "due": (_rows("new_received", "carried_over"),),
    "disclosed": (_rows("granted"), _rows("granted", "partially_granted")),
    "unavailable_absent": (_rows("unavailable_not_held"), _group("unavailable_")),
    "normative_issued": _proactive("normative_documents", "issued", "newly_made"),
    "normative_repealed": _proactive("normative_documents", "repealed"),
    "normative_in_force": _proactive("normative_documents", "in_force"),
    "regulations_issued": _proactive("regulations", "issued", "newly_made"),
    "regulations_repealed": _proactive("regulations", "repealed"),
    "regulations_in_force": _proactive("regulations", "in_force"),
    "licensing": _proactive("administrative_licensing", "decisions"),
    "penalty": _proactive("administrative_penalty", "decisions"),
    "coercion": _proactive("administrative_coercion", "decisions"),
    "fees": _proactive("administrative_fees", "amount"),
}
"""Claim → its candidate readings, in the column 总计; other columns are put in by :func:`of_applicants`."""
READINGS |= {row: (_rows(row),) for row in _ROWS if row not in READINGS}
READINGS["other_processing"] = (_group("other_"), _rows("other_processing"))
for _code, _channels in DISPUTES.items():
    READINGS[_code] = (_cases(_channels, "total"), _cases(_channels, *CONCLUDED))
    READINGS[f"{_code}_concluded"] = (_cases(_channels, *CONCLUDED),)
    READINGS |= {f"{_code}_{column}": (_cases(_channels, column),) for column in (*CONCLUDED, "pending")}

ALL_APPLICATIONS: Readings = (_rows("results_total"), _rows("new_received"), _rows("new_received", "carried_over"))
WHOLES = frozenset({"received", "new_received", "answered", "handled"})
"""Claims about all applications, of which no part is meant where a sentence says 其中."""


def of_applicants(readings: Readings, applicants: tuple[str, ...]) -> Readings:
    """The readings with the columns of some applicants in place of 总计."""
    return tuple(tuple(cell._replace(column=code) for cell in reading for code in applicants) for reading in readings)

"""A digest: what is news about a year in one message, worst first, Chinese before English, as long as a channel allows.

Texts of reports are quoted in it, so each is made a single short line without control characters.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from govinfo_pipeline.alerts.changes import UNSETTLED, Changes
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.tables.codes import SEVERITIES

_LONGEST_LINE = 160
_MOST_CHECKS = 8
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_NEWS = {"new": ("新增", "new"), "reopened": ("重现", "reopened"), "resolved": ("消除", "resolved")}
_RANK = {code: rank for rank, code in enumerate(CHECKS)}


@dataclass(frozen=True)
class Digest:
    """The parts of a message. ``zh`` and ``en`` are the lines of single alerts, of ``total`` that there are."""

    title: str
    head_zh: list[str]
    zh: list[str]
    head_en: list[str]
    en: list[str]
    total: int
    foot: list[str]

    def to_json(self) -> str:
        """The digest as it is kept until it is sent."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Digest":
        """A digest that was kept. Raises ``ValueError`` or ``TypeError`` for anything else."""
        return cls(**json.loads(text))

    def text(self, limit: int) -> str:
        """The message in at most ``limit`` bytes of UTF-8: with all its lines, or as many as there is room for.

        What it is about and where to look is always there; the English part is the first to be left out.
        """
        for shown in range(len(self.zh), -1, -1):
            if _size(text := self._text(shown)) <= limit:
                return text
        foot = "\n".join(self.foot)
        room = limit - _size(foot) - 1
        return _cut("\n".join(self.head_zh), room) + "\n" + foot if room > 0 else _cut(self.foot[-1], limit)

    def _text(self, shown: int) -> str:
        more = self.total - shown
        zh = [*self.head_zh, *self.zh[:shown], *([f"另有{more:,}条"] if more else [])]
        en = [*self.head_en, *self.en[:shown], *([f"and {more:,} more"] if more else [])]
        return "\n".join([*zh, "", *en, "", *self.foot])


def digest(changes: Changes, year: int | None, links: Sequence[tuple[str, str]], number: str, most: int) -> Digest:
    """The news among ``changes`` of a year, with the ``most`` that are worst in lines of their own.

    ``links`` are (what, address). ``number`` identifies the message, so that a receiver can tell a repeat.
    """
    worst = _worst(changes, most)
    counts = {"new": len(changes.new), "reopened": len(changes.reopened), "resolved": len(changes.resolved)}
    still = int(changes.alerts["status"].isin(UNSETTLED).sum()) - counts["new"] - counts["reopened"]
    of_zh, of_en = (f"{year}年度", str(year)) if year else ("系统与无年度文件", "system and files of no year")
    news_zh = "，".join(f"{_NEWS[name][0]}{count:,}条" for name, count in counts.items() if count)
    news_en = ", ".join(f"{count:,} {_NEWS[name][1]}" for name, count in counts.items() if count)
    wrong = pd.concat([changes.new, changes.reopened])
    lines = [_line(row) for row in worst]
    return Digest(
        title=f"{of_zh}：{news_zh} · {of_en}: {news_en}",
        head_zh=[f"{of_zh}：{news_zh}；此前未处理的{still:,}条", *_counts(wrong, 0)],
        zh=[zh for zh, _ in lines],
        head_en=[f"{of_en}: {news_en}; {still:,} from before still to be settled", *_counts(wrong, 1)],
        en=[en for _, en in lines],
        total=sum(counts.values()),
        foot=[*(f"{what}: {address}" for what, address in links), f"编号 id: {number}"],
    )


def trial(number: str) -> Digest:
    """A message that tries a channel."""
    zh, en = "这是一条测试消息，收到即表示该渠道可用", "this is a test; the channel works if you can read it"
    return Digest(f"测试 test: {en}", [zh], [], [en], [], 0, [f"编号 id: {number}"])


def unreadable(number: str) -> Digest:
    """What is sent in the place of a message that was kept and cannot be read any more."""
    zh = "有一条消息无法读取，其内容请以提醒清单（govinfo alerts）为准"
    en = "a message that was kept cannot be read; what it told of is listed by govinfo alerts"
    return Digest(f"消息无法读取 · {en}", [zh], [], [en], [], 0, [f"编号 id: {number}"])


def _worst(changes: Changes, most: int) -> list[Row]:
    """The first of the news, worst first: what is wrong before what is resolved, errors before warnings, by check."""
    tables = (changes.new, changes.reopened, changes.resolved)
    rows = pd.concat([table.assign(news=name) for name, table in zip(_NEWS, tables, strict=True)])
    order = rows.assign(
        _settled=rows["news"] == "resolved",
        _severity=rows["severity"] != "error",
        _check=rows["check"].map(_RANK).fillna(-1),
    )
    return records(order.sort_values(["_settled", "_severity", "_check", "source_path", "alert_id"]).head(most))


def _counts(wrong: pd.DataFrame, language: int) -> list[str]:
    """How many of what is wrong by severity and by check; nothing where nothing is wrong."""
    if wrong.empty:
        return []
    colon, comma = ("：", "，") if language == 0 else (": ", ", ")
    severities = wrong["severity"].value_counts()
    by_severity = comma.join(
        f"{words[language]} {severities[severity]:,}"
        for severity, words in SEVERITIES.items()
        if severity in severities
    )
    checks = wrong["check"].value_counts().head(_MOST_CHECKS)
    by_check = comma.join(f"{_name(str(check), language)} {count:,}" for check, count in checks.items())
    rest = wrong["check"].nunique() - len(checks)
    ellipsis = "" if rest <= 0 else comma + (f"另{rest}项" if language == 0 else f"{rest} other checks")
    return [
        ("级别", "severity")[language] + colon + by_severity,
        ("检查项", "checks")[language] + colon + by_check + ellipsis,
    ]


def _name(check: str, language: int) -> str:
    return CHECKS[check].zh if language == 0 and check in CHECKS else check


def _line(row: Row) -> tuple[str, str]:
    """One alert (zh, en)."""
    (severity_zh, severity_en), (news_zh, news_en) = SEVERITIES[row["severity"]], _NEWS[row["news"]]
    who = next((str(row[name]) for name in ("organization", "source_path") if not pd.isna(row[name])), "")
    zh, en = row["summary"], row["summary_en"]
    return (
        _one_line(f"[{severity_zh}·{news_zh}] {who + '：' if who and who not in zh else ''}{zh}"),
        _one_line(f"[{severity_en}, {news_en}] {who + ': ' if who and who not in en else ''}{en}"),
    )


def _one_line(text: str) -> str:
    line = _BLANKS.sub(" ", text).strip()
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _cut(text: str, limit: int) -> str:
    """As much of a text as fits into ``limit`` bytes."""
    return text.encode("utf-8", "replace")[: max(limit, 0)].decode("utf-8", "ignore")

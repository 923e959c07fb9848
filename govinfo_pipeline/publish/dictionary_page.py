"""The data dictionary as a page of Markdown, Chinese and English."""

from collections.abc import Iterable, Iterator

from govinfo_pipeline.publish.dictionary import Described, codes, describe
from govinfo_pipeline.tables.schemas import SCHEMAS

_HEAD = """# 数据字典 Data dictionary

空白（null）表示报告未填或无法读出，绝不等于0。A null is what a report leaves blank or could not be read, never 0.
"""


def dictionary_page(tables: Iterable[str]) -> str:
    """Every column of the tables, then what their codes mean."""
    return _HEAD + "".join(_table(name) for name in tables)


def _table(name: str) -> str:
    schema = SCHEMAS[name]
    key = ", ".join(f"`{column}`" for column in schema.unique)
    rows = ["| 栏目 column | 名称 | meaning | type | 单位 unit | null |", "|---|---|---|---|---|---|"]
    rows += [_row(column) for column in describe(name)]
    head = f"\n## `{name}` {schema.title}\n\n{schema.description}; one row per {key}\n\n"
    return head + "\n".join(rows) + "\n" + "".join(_codes(name))


def _row(column: Described) -> str:
    cells = (column.zh, column.en, column.kind, column.unit or "", "yes" if column.nullable else "no")
    return f"| `{column.name}` | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _codes(name: str) -> Iterator[str]:
    for column in describe(name):
        meanings = codes(name, column.name)
        if meanings:
            lines = "\n".join(f"- `{code}` {meaning}" for code, meaning in meanings.items())
            yield f"\n`{column.name}`:\n\n{lines}\n"

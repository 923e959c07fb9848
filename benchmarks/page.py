"""The page of figures, of which each measurement writes its own section."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def put(section: str, text: str, page: Path = PAGE) -> None:
    """Puts ``text`` between the marks of its section. Raises ValueError where the page has none."""
    begin, end = f"<!-- {section}: begin -->\n", f"<!-- {section}: end -->\n"
    before, begun, rest = page.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not (begun and ended):
        raise ValueError(f"{page} has no lines {begin.strip()} and {end.strip()}; the section stands between them")
    page.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")

"""The annual page as text, from its figures: templates with everything escaped, in Chinese or English."""

from importlib.resources import files
from itertools import pairwise

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.form import LATEST
from govinfo_pipeline.form.common import APPLICANTS
from govinfo_pipeline.metrics.groups import ALL
from govinfo_pipeline.metrics.indicators import METRICS, RESULT_RATES
from govinfo_pipeline.publish.page.charts import HEIGHT, WIDTH, line
from govinfo_pipeline.publish.page.figures import Figure, Figures, Group
from govinfo_pipeline.publish.page.words import METHOD, Language, count, difference, formula, metric_name, rate, speaker
from govinfo_pipeline.publish.places import PROVINCES
from govinfo_pipeline.regions.codes import region_name
from govinfo_pipeline.tables.codes import ALL_KINDS, ALL_LEVELS

REASONS = tuple(code for code in METRICS if code.startswith("denied_"))
_APPLICANTS = tuple(f"applicant_{applicant.code}_share" for applicant in APPLICANTS[:-1])
CORRECTIONS = tuple(code for code in METRICS if "correction_rate" in code)
TRENDS = (
    "disclosure_rate",
    "denial_rate",
    "not_processed_rate",
    "carry_forward_rate",
    *(code for code in CORRECTIONS if not code.endswith("_closed")),
    "dispute_rate",
    "zero_report_share",
    "violation_share",
)
OVERVIEW = ("disclosure_rate", "denial_rate", "completion_rate", "reconsideration_correction_rate", "violation_share")
OF_PLACES = (
    "disclosure_rate",
    "denial_rate",
    "not_processed_rate",
    "reconsideration_correction_rate",
    "violation_share",
)
_SHADES = 5


def render(figures: Figures, language: Language = "zh") -> str:
    """The page as one html text that names no address outside of itself."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("govinfo_pipeline.publish.page", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    say = speaker(language)

    def scoped(group: Group) -> str:
        """The scope of a group, with the level where it is of one alone."""
        level = ALL_LEVELS[group.level][0 if language == "zh" else 1]
        return say(group.scope) if group.level == ALL else say("of_level").format(scope=say(group.scope), level=level)

    environment.filters |= {"count": count, "shown": lambda figure: rate(figure.value, figure.unit)}
    environment.filters["rate"] = lambda value, metric: rate(value, METRICS[metric].unit)
    environment.filters["difference"] = lambda value, metric: difference(value, METRICS[metric].unit)
    scale = _Scale(figures, "disclosure_rate")
    place = (region_name(figures.region) if figures.region else None) or figures.region or say("country")
    return environment.get_template("page.html").render(
        f=figures,
        lang=language,
        say=say,
        scoped=scoped,
        place=place,
        names={code: metric_name(code, language) for code in METRICS},
        formula=lambda code: formula(code, language),
        parts_of=lambda of, group, codes: [of.of(group, code) for code in codes],
        names_of_parts=_part_names(language),
        tip=lambda figure: _tip(figure, language),
        caveat=lambda code: METRICS[code].caveat[0 if language == "zh" else 1],
        checks={code: check.zh if language == "zh" else check.en for code, check in CHECKS.items()},
        part=lambda by, code: {"level": ALL_LEVELS, "kind": ALL_KINDS}[by][code][0 if language == "zh" else 1],
        method=[text[0 if language == "zh" else 1].format(scope=scoped(figures.group)) for text in METHOD],
        style=files("govinfo_pipeline.publish.page").joinpath("style.css").read_text(encoding="utf-8"),
        channels=_channels(language),
        line=line,
        size=(WIDTH, HEIGHT),
        tiles=PROVINCES,
        by_code={place.code: place for place in figures.places},
        shade=scale.shade,
        bounds=scale.bounds(),
        metrics=METRICS,
        sections={
            "outcomes": RESULT_RATES,
            "reasons": REASONS,
            "applicants": _APPLICANTS,
            "corrections": CORRECTIONS,
            "trends": TRENDS,
            "overview": OVERVIEW,
            "changes": ("growth", *TRENDS),
            "places": OF_PLACES,
        },
    )


def _tip(figure: Figure, language: Language) -> str:
    """What a figure is made of, as it is shown on hover."""
    above, below = count(figure.numerator), count(figure.denominator)
    if language == "zh":
        return f"分子 {above} ÷ 分母 {below}；{figure.reports}份报告"
    return f"{above} of {below}; {figure.reports} reports"


def _part_names(language: Language) -> dict[str, str]:
    """Metrics that are parts of one whole → what the part alone is called."""
    place = 0 if language == "zh" else 1
    rows = {f"{item.code}_share": (item.zh, item.en) for item in LATEST.table("applications").items}
    columns = {f"applicant_{column.code}_share": (column.zh, column.en) for column in APPLICANTS}
    # In English the form's rows begin with what their group is called: "denied: state secret".
    return {code: names[place].rpartition(": ")[2] for code, names in {**rows, **columns}.items()}


def _channels(language: Language) -> dict[str, str]:
    """Codes of table 4 → what they are called."""
    table = LATEST.table("disputes")
    place = 0 if language == "zh" else 1
    names = {item.code: (item.zh, item.en) for item in table.items}
    names |= {column.code: (column.zh, column.en) for column in table.columns}
    return {code: both[place] for code, both in names.items()}


class _Scale:
    """Shades of the rates of places, from the least to the greatest; those of few cases have none."""

    def __init__(self, figures: Figures, metric: str) -> None:
        found = [figures.of(place.group, metric) for place in figures.places]
        values = [figure.value for figure in found if figure.value is not None and not figure.is_small]
        self.low, self.high = (min(values), max(values)) if values else (0.0, 0.0)

    def shade(self, figure: Figure) -> int | None:
        """From 0 to one less than there are shades."""
        if figure.value is None or figure.is_small:
            return None
        if self.high == self.low:
            return _SHADES // 2
        return min(_SHADES - 1, int((figure.value - self.low) / (self.high - self.low) * _SHADES))

    def bounds(self) -> list[tuple[str, str]]:
        """The least and greatest rate of each shade; none where all are one."""
        step = (self.high - self.low) / _SHADES
        edges = [f"{self.low + step * number:.0%}" for number in range(_SHADES + 1)]
        return list(pairwise(edges)) if step else []

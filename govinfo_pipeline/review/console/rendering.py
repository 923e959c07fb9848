"""From what a page shows to its HTML: one Jinja environment that escapes everything, and the words around it."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.checks.rows import section_name
from govinfo_pipeline.form.printed import is_head
from govinfo_pipeline.review.console.letters import number
from govinfo_pipeline.review.console.report_page import place_of
from govinfo_pipeline.review.console.words import WORDS, Language, pick, text

LANGUAGE_COOKIE = "govinfo_language"
_PLACE = re.compile(r", (page|row|section) (\d+)$")
_KEPT_FOR = 365 * 24 * 3600


@cache
def environment() -> Environment:
    """The templates; a name that is not there is an error, and every value is escaped."""
    made = Environment(
        loader=PackageLoader("govinfo_pipeline.review.console", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = number
    made.filters["place"] = place
    made.tests["head"] = is_head
    made.tests["word"] = WORDS.__contains__
    made.globals["place_of"] = place_of
    return made


def language_of(request: Request) -> Language:
    """The language asked for in the address, else the one chosen before, else Chinese."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return "en" if asked == "en" else "zh"


def place(location: str, language: Language) -> str:
    """A ``location`` of ``findings`` in a language: what stands behind the path says page and row, or section."""
    path, parts = location, []
    while found := _PLACE.search(path):
        path = path[: found.start()]
        if found[1] == "section":
            parts.append(text("comma", language) + pick(section_name(int(found[2])), language))
        else:
            parts.append(text(f"place.{found[1]}", language).format(found[2]))
    return path + "".join(reversed(parts))


def render(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page in the language of whoever asks."""
    language = language_of(request)

    def translate(key: str, *values: object, **named: object) -> str:
        return text(key, language).format(*values, **named)

    def name(column: str, code: str) -> str:
        """The name of a code of a column: a check's rule, a status, a level; the code itself where it has none."""
        if column == "check":
            return pick((CHECKS[code].zh, CHECKS[code].en), language) if code in CHECKS else code
        if code == "none":
            return text("none", language)
        return text(f"{column}.{code}", language) if f"{column}.{code}" in WORDS else code

    page = environment().get_template(template)
    html = page.render(
        **context,
        request=request,
        lang=language,
        t=translate,
        name=name,
        pick=lambda zh, en: pick((zh, en), language),
        other_language=str(request.url.include_query_params(lang="zh" if language == "en" else "en").query),
    )
    response = HTMLResponse(html, status)
    if "lang" in request.query_params:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_KEPT_FOR, samesite="lax", httponly=True)
    return response

"""Who is refused: other names, other sites, other pages, and whoever does not know the token."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from govinfo_pipeline.review.console.app import create_app
from govinfo_pipeline.review.console.security import COOKIE, Access, is_loopback, local
from govinfo_pipeline_tests.review.console.serving import HOST, Served

TOKEN = "a-token-of-this-test"


@pytest.fixture
def guarded(reading: Served) -> Served:
    """A console that can be reached from other machines, and a browser that has never been there."""
    return Served.on(reading.home, host="0.0.0.0", token=TOKEN, names=["review.example.org"])


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8765",
        "",
        "127.0.0.2",
        "[::1",
        "[localhost]",
        "localhost/login?",
        "localhost/static/",
        "localhost#",
        "localhost:x",
        "me@localhost",
    ],
)
def test_another_name_for_this_machine_is_not_answered(reading: Served, host: str) -> None:
    answer = reading.browser.get("/findings", headers={"Host": host})
    assert answer.status_code == 421
    assert "滑县" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"])
def test_the_names_of_this_machine_are_answered(reading: Served, host: str) -> None:
    assert reading.browser.get("/findings", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": HOST, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_another_site_writes_nothing(reading: Served, headers: dict[str, str]) -> None:
    (row, *_) = reading.findings()
    assert reading.send([row["finding_id"]], headers, {}).status_code == 403
    assert not (reading.home / "decisions.csv").exists()


@pytest.mark.parametrize("headers", [{"Origin": HOST}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_form_of_our_own_pages_writes(served: Served, headers: dict[str, str]) -> None:
    (row, *_) = served.findings()
    assert served.send([row["finding_id"]], headers, {}).status_code == 303
    assert (served.home / "decisions.csv").exists()


@pytest.mark.parametrize("csrf", ["", "0", "秘密"])
def test_a_form_without_the_secret_of_our_pages_writes_nothing(reading: Served, csrf: str) -> None:
    (row, *_) = reading.findings()
    answer = reading.decide(row["finding_id"], csrf=csrf)
    assert answer.status_code == 403
    assert "未能保存" in answer.text
    assert not (reading.home / "decisions.csv").exists()


def test_nothing_is_written_by_looking(reading: Served) -> None:
    (row, *_) = reading.findings()
    query = f"id={row['finding_id']}&status=dismissed&note=x"
    assert reading.browser.get(f"/decisions?{query}").status_code == 405
    assert reading.browser.post("/findings", headers={"Origin": HOST}).status_code == 405
    assert not (reading.home / "decisions.csv").exists()


def test_a_form_that_is_far_too_large_is_refused(reading: Served) -> None:
    answer = reading.browser.post("/decisions", content=b"note=" + b"x" * 2_000_000, headers={"Origin": HOST})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "address", ["/findings", "/reports/0000000000000000", "/nothing", "/static/console.js", "/login"]
)
def test_every_answer_forbids_what_comes_from_elsewhere(reading: Served, address: str) -> None:
    headers = reading.browser.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers.get("cache-control") == (None if "static" in address else "no-store")
    assert "access-control-allow-origin" not in headers


def test_a_console_for_other_machines_needs_a_token() -> None:
    with pytest.raises(ValueError, match="needs a token"):
        Access.on("0.0.0.0", None)
    assert Access.on("127.0.0.1", None).token is None


@pytest.mark.parametrize(
    "address", ["/findings", "/reports", "/reports/0000000000000000/letter.docx", "/letters.zip", "/"]
)
def test_without_the_token_nothing_is_shown(guarded: Served, address: str) -> None:
    answer = guarded.browser.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")
    assert "滑县" not in answer.text


@pytest.mark.parametrize("given", ["", "wrong", TOKEN + "x", "口令"])
def test_a_wrong_token_is_refused(guarded: Served, given: str) -> None:
    assert guarded.browser.get("/login", params={"token": given}).status_code == 200
    assert COOKIE not in guarded.browser.cookies
    answer = guarded.browser.get("/findings", headers={b"Authorization": f"Bearer {given}".encode()})
    assert answer.status_code == 303
    guarded.browser.cookies.set(COOKIE, "0" * 64)
    assert guarded.browser.get("/findings").status_code == 303


def test_the_token_in_the_printed_address_lets_in_and_stays_out_of_addresses(guarded: Served) -> None:
    answer = guarded.browser.get("/login", params={"token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert TOKEN not in cookie
    assert "滑县" in guarded.get("/findings")


@pytest.mark.parametrize("host", ["localhost/login?", "localhost/static/?", "localhost/static/..", "localhost#/login"])
def test_no_host_that_is_named_leads_past_the_token(guarded: Served, host: str) -> None:
    assert status_of(guarded, "/findings", host) == 421


@pytest.mark.parametrize(
    ("path", "status"), [("/login", 200), ("/findings", 303), ("/loginx", 303), ("/login/..", 303), ("/static", 303)]
)
def test_the_token_is_asked_for_wherever_the_server_goes_but_to_the_form_for_it(
    guarded: Served, path: str, status: int
) -> None:
    assert status_of(guarded, path, "localhost") == status


def status_of(served: Served, path: str, host: str) -> int:
    """What the console answers to a path as a server hands it on, under a name that no client would give."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", host.encode())],
        "server": ("127.0.0.1", 8765),
        "client": ("127.0.0.1", 50000),
    }
    asyncio.run(create_app(served.console)(scope, receive, send))
    return int(sent[0]["status"])


def test_the_form_of_the_token_goes_on_to_the_page_that_was_asked_for(guarded: Served) -> None:
    page = guarded.get("/findings?year=2022")
    assert "口令" in page
    csrf = guarded.console.access.csrf
    form = {"csrf": csrf, "token": "wrong", "next": "/findings?year=2022"}
    again = guarded.browser.post("/login", data=form, headers={"Origin": HOST})
    assert again.status_code == 401
    assert 'name="next" value="/findings?year=2022"' in again.text, "a slip of the pen does not lose the way"
    answer = guarded.browser.post("/login", data={**form, "token": TOKEN}, headers={"Origin": HOST})
    assert answer.headers["location"] == "/findings?year=2022"


def test_a_program_shows_the_token_in_its_header(guarded: Served) -> None:
    answer = guarded.browser.get("/findings", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("host", "is_answered"), [("192.0.2.7:8765", True), ("review.example.org", True), ("evil.example", False)]
)
def test_a_console_for_other_machines_answers_to_numbers_and_its_names(
    guarded: Served, host: str, is_answered: bool
) -> None:
    answer = guarded.browser.get("/login", headers={"Host": host})
    assert answer.status_code == (200 if is_answered else 421)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.0.1"])
def test_loopback_is_this_machine_alone(host: str) -> None:
    assert is_loopback(host)
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("example.org")


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "http://evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "", "/\nx", "///x"],
)
def test_no_form_leads_to_another_site(address: str) -> None:
    assert local(address) == "/"


@given(st.text(max_size=30))
def test_whatever_a_form_names_it_leads_to_a_page_of_ours(text: str) -> None:
    for address in (text, f"/{text}"):
        found = local(address)
        assert found.startswith("/")
        assert not found.startswith(("//", "/\\"))

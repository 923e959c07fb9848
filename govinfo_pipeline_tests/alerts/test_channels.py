"""The file of channels: what it may say, what it may not, and what a channel is told of."""

from pathlib import Path

import pandas as pd
import pytest

from govinfo_pipeline.alerts.channels import FILE, Channel, ConfigError, load
from govinfo_pipeline.alerts.operations import ended_badly, of_rows
from govinfo_pipeline_tests.alerts.made import FIRST, found


def read(tmp_path: Path, text: str) -> list[Channel]:
    path = tmp_path / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, is_named=True)


def test_without_a_file_there_is_the_channel_of_files(tmp_path: Path) -> None:
    assert load(tmp_path / "alerts.toml", is_named=False) == [Channel(FILE)]


def test_a_file_that_a_person_names_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"alerts\.toml: the file cannot be read"):
        load(tmp_path / "alerts.toml", is_named=True)


def test_each_table_is_a_channel_beside_that_of_files(tmp_path: Path) -> None:
    text = """
    [channels.duty]
    url = "json://127.0.0.1/alerts"
    severity = "error"
    checks = ["applications.*", "run.*"]
    regions = ["41"]
    lines = 5
    limit = 1000
    """
    assert read(tmp_path, text) == [
        Channel(FILE),
        Channel("duty", "json://127.0.0.1/alerts", "error", ("applications.*", "run.*"), ("41",), 5, 1000),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("channels = 1", "channels must be tables"),
        ("[chanels.duty]\nurl = 'json://x'", "there is no setting chanels"),
        ("[channels.duty]", "channel duty: it has no url"),
        ("[channels.duty]\nurl = 'x'", "channel duty: url must be an url"),
        ("[channels.duty]\nurl = 5", "channel duty: url must be an url"),
        ("[channels.file]\nurl = 'json://x'", "is not 'file'"),
        ("[channels.'值班']\nurl = 'json://x'", "a name has letters"),
        ("[channels.duty]\nurl = 'json://x'\nseverity = 'bad'", 'severity must be "error" or "warning"'),
        ("[channels.duty]\nurl = 'json://x'\nchecks = ['aplications.*']", "checks must be a list of codes"),
        ("[channels.duty]\nurl = 'json://x'\nchecks = []", "checks must be a list of codes"),
        ("[channels.duty]\nurl = 'json://x'\nregions = 41", "regions must be a list"),
        ("[channels.duty]\nurl = 'json://x'\nlines = true", "lines must be a number"),
        ("[channels.duty]\nurl = 'json://x'\nlimit = 10", "limit must be a number of bytes"),
        ("[channels.duty]\nurl = 'json://x'\nsecret = 'y'", "there is no setting secret; the settings are url"),
        ("[channels.duty", "the file cannot be read"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "alerts.toml"))
    assert said in str(caught.value)


def test_a_secret_comes_from_the_environment_and_is_quoted_within_an_url() -> None:
    channel = Channel("duty", "mailto://office:${MAIL_PASSWORD}@localhost")
    environment = {"MAIL_PASSWORD": "p@ss/word?"}
    assert channel.address(environment) == "mailto://office:p%40ss%2Fword%3F@localhost"
    assert channel.secrets(environment) == ["p@ss/word?", "p%40ss%2Fword%3F"]
    assert Channel("duty", "${ADDRESS}").address({"ADDRESS": "json://host/a?b=c"}) == "json://host/a?b=c"


def test_a_secret_that_is_not_set_is_named() -> None:
    with pytest.raises(ConfigError, match="channel duty: the environment has no variable MAIL_PASSWORD"):
        Channel("duty", "mailto://office:${MAIL_PASSWORD}@localhost").address({})


@pytest.mark.parametrize(
    ("channel", "wanted"),
    [
        (Channel("all"), ["applications.results", "text.late", "run.recheck"]),
        (Channel("errors", severity="error"), ["applications.results", "run.recheck"]),
        (Channel("sums", checks=("applications.*",)), ["applications.results"]),
        (Channel("here", regions=("4100",)), ["applications.results", "text.late"]),
        (Channel("elsewhere", regions=("42", "43")), []),
    ],
    ids=lambda value: value.name if isinstance(value, Channel) else "",
)
def test_a_channel_is_told_what_it_wants(channel: Channel, wanted: list[str]) -> None:
    runs = of_rows([ended_badly("recheck", 2025, canceled=False, errors=[])], FIRST)
    alerts = pd.concat([found([1]), found([2], check="text.late"), runs], ignore_index=True)
    assert list(alerts.loc[channel.wants(alerts), "check"]) == wanted

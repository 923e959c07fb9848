"""Settings: where reports come from and results go, from the environment or from a person."""

import sys
from pathlib import Path

import pytest

from govinfo_pipeline.settings import Settings, SettingsError, location


def test_folders_default_to_those_below_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env({})
    assert settings == Settings(tmp_path / "data" / "raw", tmp_path / "data" / "home")
    assert settings.tables == tmp_path / "data" / "home" / "tables"
    assert settings.dagster == tmp_path / "data" / "home" / "dagster"


def test_the_environment_names_folders_and_a_command_names_others(tmp_path: Path) -> None:
    settings = Settings.from_env({"GOVINFO_RAW": "/reports", "GOVINFO_HOME": "/results"})
    assert settings == Settings(Path("/reports"), Path("/results"))
    assert settings.override(tmp_path, None) == Settings(tmp_path, Path("/results"))
    assert settings.override(None, tmp_path) == Settings(Path("/reports"), tmp_path)


def test_decisions_lie_in_the_home_unless_the_environment_names_another_file(tmp_path: Path) -> None:
    assert Settings.of(home=tmp_path).decisions == tmp_path / "decisions.csv"
    settings = Settings.from_env({"GOVINFO_DECISIONS": "/repository/decisions.csv"})
    assert settings.override(None, tmp_path).decisions == Path("/repository/decisions.csv")


def test_folders_are_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.of(Path("here"), Path("there")) == Settings(tmp_path / "here", tmp_path / "there")


def test_the_home_remembers_the_raw_folder_of_its_last_run(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path / "原始 报告", tmp_path / "home")
    assert settings.remembered_raw() is None
    settings.remember_raw()
    assert Settings.of(tmp_path / "other", tmp_path / "home").remembered_raw() == tmp_path / "原始 报告"


def test_channels_of_alerts_lie_in_the_home_and_messages_link_to_this_machine_unless_told_otherwise(
    tmp_path: Path,
) -> None:
    settings = Settings.of(home=tmp_path)
    assert settings.channels == tmp_path / "alerts.toml"
    assert (settings.console_url, settings.ui_url) == ("http://127.0.0.1:8765", "http://127.0.0.1:3000")
    given = {
        "GOVINFO_ALERTS": "/etc/alerts.toml",
        "GOVINFO_CONSOLE_URL": "https://example.org/review/",
        "GOVINFO_UI_URL": "https://example.org/dagster",
    }
    settings = Settings.from_env(given).override(None, tmp_path)
    assert settings.channels == Path("/etc/alerts.toml")
    assert (settings.console_url, settings.ui_url) == ("https://example.org/review", "https://example.org/dagster")


def test_reports_and_tables_may_lie_in_an_object_store_and_the_home_may_not(tmp_path: Path) -> None:
    pytest.importorskip("s3fs", reason="the extra [s3] is not installed")
    given = {"GOVINFO_RAW": "s3://bucket/raw", "GOVINFO_TABLES": "s3://bucket/tables", "GOVINFO_HOME": str(tmp_path)}
    settings = Settings.from_env(given)
    assert (str(settings.raw), str(settings.tables)) == ("s3://bucket/raw", "s3://bucket/tables")
    assert settings.dagster == tmp_path / "dagster"
    settings.remember_raw()
    assert settings.remembered_raw() == settings.raw
    with pytest.raises(SettingsError, match="GOVINFO_HOME is s3://bucket/home; only reports and tables"):
        Settings.from_env({"GOVINFO_HOME": "s3://bucket/home"})
    with pytest.raises(SettingsError, match="ftp://host/raw is no address that is known"):
        Settings.from_env({"GOVINFO_RAW": "ftp://host/raw"})


def test_without_the_extra_an_address_says_which_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(SettingsError, match=r"pip install 'govinfo-pipeline\[s3\]'"):
        location("s3://bucket/raw")
    assert location("reports/汉字") == Path("reports/汉字"), "a folder needs none"


def test_a_cluster_reads_where_its_scheduler_is_named() -> None:
    assert Settings.from_env({}).scheduler is None
    assert Settings.from_env({"GOVINFO_DASK_SCHEDULER": "tcp://10.0.0.1:8786"}).scheduler == "tcp://10.0.0.1:8786"

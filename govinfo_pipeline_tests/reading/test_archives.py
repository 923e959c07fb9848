"""Zip archives of reports: their files are found, named as their authors named them, and read without unpacking."""

import io
import zipfile
from pathlib import Path

import pytest

from govinfo_pipeline.reading.files import LARGEST, RawFile, files_at, find_files, folder_year, load, read_file
from govinfo_pipeline_tests.corpus.formats import generate_archives
from govinfo_pipeline_tests.corpus.formats.archives import archive


def test_every_report_of_every_archive_is_found_and_read(tmp_path: Path) -> None:
    for name, content, truths in generate_archives(6, 5, formats=("docx", "html_cms", "xlsx")):
        (tmp_path / name).write_bytes(content)
        found = {
            file.path.removeprefix(f"{name}/"): file for file in find_files(tmp_path) if file.path.startswith(name)
        }
        assert set(truths) <= set(found)
        assert not any(path.endswith("Thumbs.db") for path in found)
        for path, truth in truths.items():
            _, report = read_file(found[path])
            assert (report.organization, report.year) == (truth.organization, truth.year)
            assert report.values == truth.values
        assert load(next(file for path, file in found.items() if path.endswith("说明.txt"))).data


def test_a_file_is_known_by_its_path_alone(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "a.zip").write_bytes(archive({"乡镇/b.txt": b"x", "c.zip": archive({"d.txt": b"y"})}))
    files = find_files(tmp_path)
    assert [(file.path, file.folder_year) for file in files] == [
        ("2023/a.zip/c.zip/d.txt", 2023),
        ("2023/a.zip/乡镇/b.txt", 2023),
    ]
    assert [load(RawFile(tmp_path, file.path, None)).data for file in files] == [b"y", b"x"]
    assert [file.path for file in files_at(tmp_path / "2023" / "a.zip")] == ["a.zip/c.zip/d.txt", "a.zip/乡镇/b.txt"]


def test_an_archive_may_hold_folders_of_years(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(archive({"2021/a.txt": b"", "2022/b.txt": b""}))
    assert [file.folder_year for file in find_files(tmp_path)] == [2021, 2022]
    (tmp_path / "2020").mkdir()
    (tmp_path / "2020" / "all.zip").write_bytes(archive({"2021/a.txt": b""}))
    files = find_files(tmp_path)
    assert [file.folder_year for file in files] == [2020, 2021, 2022], (
        "the archive's own folder comes before those in it"
    )
    assert [folder_year(tmp_path, file.path) for file in files] == [2020, 2021, 2022], "the path alone tells"


def test_names_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(archive({"../../secret.txt": b"x", "/etc/passwd": b"y", "..\\b.txt": b"z"}))
    files = find_files(tmp_path / "in")
    assert [file.path for file in files] == ["a.zip/b.txt", "a.zip/etc/passwd", "a.zip/secret.txt"]
    assert [load(file).data for file in files] == [b"z", b"y", b"x"]
    assert load(RawFile(tmp_path / "in", "a.zip/../../secret.txt", None)).problem


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", archive({}), archive({"a.txt": b"x" * 9})[:-9]])
def test_a_damaged_or_empty_archive_is_one_file_with_a_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert [file.path for file in find_files(tmp_path)] == ["a.zip"]
    _, report = read_file(find_files(tmp_path)[0])
    assert report.status == "quarantined"
    assert "archive" in (report.problem or "")


def test_a_bomb_in_an_archive_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"bomb.txt": b"0" * (LARGEST + 1), "a.txt": b"x"}))
    contents = {file.path: load(file) for file in find_files(tmp_path)}
    assert "more than" in (contents["a.zip/bomb.txt"].problem or "")
    assert contents["a.zip/a.txt"].data == b"x"


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    content = bytearray(archive({"a.txt": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(content))
    assert "encrypted" in (load(find_files(tmp_path)[0]).problem or "")


def test_a_docx_is_a_file_and_no_archive(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    (tmp_path / "a.docx").write_bytes(buffer.getvalue())
    assert [file.path for file in find_files(tmp_path)] == ["a.docx"]

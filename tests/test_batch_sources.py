"""What counts as handed in: folders to the bottom, archives of several, nothing of the system's."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from scorer.batch import sources
from scorer.batch.sources import find_submissions
from scorer.errors import UsageError


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def names(folder: Path, tmp_path: Path, *leave_out: Path) -> list[str]:
    found, troubles = find_submissions(folder, tmp_path / "unpacked", leave_out=leave_out)
    assert troubles == []
    return [one.name for one in found]


def test_nested_folders_are_gone_through_in_a_fixed_order(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    put(folder, "b.txt", "a.docx", "街道/甲/1.pdf", "街道/2.txt")
    assert names(folder, tmp_path) == ["a.docx", "b.txt", "街道/2.txt", "街道/甲/1.pdf"]


def test_what_the_system_or_this_program_left_is_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    put(
        folder, "a.txt", "~$a.docx", ".DS_Store", "Thumbs.db", "__MACOSX/a.txt", "a.txt.缺项页.html"
    )
    put(folder, "结果/缺项页/a.html", "台账.xlsx")
    assert names(folder, tmp_path, folder / "结果", folder / "台账.xlsx") == ["a.txt"]


def test_an_archive_of_several_is_a_folder_and_stays_inside_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    with zipfile.ZipFile(folder / "全区.zip", "w") as archive:
        archive.writestr("甲/报告.txt", "甲")
        archive.writestr("乙/报告.txt", "乙")
        archive.writestr("../../evil.txt", "丙")
        archive.writestr("__MACOSX/甲/._报告.txt", "x")
        archive.writestr("空/", "")
    found, _ = find_submissions(folder, tmp_path / "unpacked")
    assert [one.name for one in found] == [
        "全区.zip/evil.txt",
        "全区.zip/乙/报告.txt",
        "全区.zip/甲/报告.txt",
    ]
    assert [one.path.read_text("utf-8") for one in found] == ["丙", "乙", "甲"]
    assert all((tmp_path / "unpacked") in one.path.parents for one in found)
    assert find_submissions(folder / "全区.zip", tmp_path / "unpacked")[0] == found


def test_names_that_windows_wrote_in_gbk_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("财政局.txt", "b.txt"):
            archive.writestr(name.encode("gbk").decode("cp437"), name)
    # zipfile marks such names as UTF-8; Windows does not.
    path.write_bytes(_unmarked(path.read_bytes(), "财政局.txt"))
    assert "a.zip/财政局.txt" in names(path, tmp_path)


def _unmarked(content: bytes, name: str) -> bytes:
    """The archive as Windows packs it: raw GBK names, no mark of UTF-8."""
    import io

    target = io.BytesIO()
    raw = name.encode("gbk")
    placeholder = "n" * len(raw)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(placeholder, name)
        archive.writestr("b.txt", "b")
    return target.getvalue().replace(placeholder.encode(), raw)


def test_an_archive_of_one_is_a_report_and_a_damaged_entry_is_a_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    with zipfile.ZipFile(folder / "一份.zip", "w") as archive:
        archive.writestr("报告.txt", "x")
    (folder / "坏.zip").write_bytes(b"PK\x03\x04 not really")
    assert names(folder, tmp_path) == ["一份.zip", "坏.zip"]
    with zipfile.ZipFile(folder / "两份.zip", "w") as archive:
        archive.writestr("a.txt", "aaaaaaaaaa")
        archive.writestr("b.txt", "bbbbbbbbbb")
    content = (folder / "两份.zip").read_bytes()
    (folder / "两份.zip").write_bytes(content.replace(b"bbbbbbbbbb", b"bbbbbxbbbb"))
    _, troubles = find_submissions(folder, tmp_path / "unpacked")
    assert [one.name for one in troubles] == ["两份.zip"]
    assert "已损坏" in troubles[0].reason


def test_an_empty_or_absent_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="里没有文件"):
        find_submissions(tmp_path, tmp_path / "unpacked")
    with pytest.raises(UsageError, match="找不到"):
        find_submissions(tmp_path / "无", tmp_path / "unpacked")


def test_a_name_in_an_unknown_code_page_is_kept_as_the_format_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("nnnn.txt", "x")
        archive.writestr("b.txt", "b")
    path.write_bytes(path.read_bytes().replace(b"nnnn", b"\xff\xff\xff\xff"))
    found, troubles = find_submissions(path, tmp_path / "unpacked")
    assert troubles == [] and len(found) == 2
    assert found[0].name == "a.zip/b.txt"


def test_an_archive_of_equal_names_gives_every_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../报告.txt", "甲")
        archive.writestr("报告.txt", "乙")
    found, _ = find_submissions(path, tmp_path / "unpacked")
    assert sorted(one.path.read_text("utf-8") for one in found) == ["乙", "甲"]


def test_an_archive_that_is_too_large_or_has_a_password_is_a_trouble_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    path = folder / "全区.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, name)
    whole = path.read_bytes()
    # Bit 0 of the flags, in the head of each file and again in the list at the end.
    locked = whole.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    locked = locked.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    path.write_bytes(locked)
    _, (trouble,) = find_submissions(folder, tmp_path / "unpacked")
    assert trouble == ("全区.zip", "压缩包加了密码。请解压后再交给本命令。")
    path.write_bytes(whole)
    monkeypatch.setattr(sources, "_MOST_ENTRIES", 1)
    _, (trouble,) = find_submissions(folder, tmp_path / "unpacked")
    assert trouble.reason == "压缩包太大，没有解开。请解压后把文件夹交给本命令。"


def test_what_is_neither_file_nor_folder_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    put(folder, "a.txt")
    (folder / "断.txt").symlink_to(folder / "没有.txt")
    (folder / "圈").symlink_to(folder, target_is_directory=True)
    assert names(folder, tmp_path) == ["a.txt"]


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "报告", "a.txt")

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(UsageError, match=r"打不开文件夹“.*报告”"):
        find_submissions(tmp_path / "报告", tmp_path / "unpacked")

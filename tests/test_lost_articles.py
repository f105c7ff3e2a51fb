"""What a build tells of articles that are gone, and what it refuses to lose."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index import build
from index.errors import ReadError, UnreadableFile
from index.generation_writer import GenerationWriter
from index.lost_articles import _by_source, check_articles
from index.reading.lines import read_page
from index.report import Report
from index.snapshot.layout import Generation
from index.snapshot.lineage import Previous
from tests.cli_runs import ARTICLES, FLOOD, Cari, cari
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["cari"]


def changes(report: Any) -> tuple[int, ...]:
    return tuple(report["changes"][name] for name in ("new", "changed", "unchanged", "gone"))


def write_days(cari: Cari, *numbers: int) -> None:
    """Article files `news/N.txt` for these numbers, and no others."""
    for path in (cari.folder / "news").glob("*.txt"):
        path.unlink()
    for number in numbers:
        cari.write(
            f"news/{number}.txt", f"Banjir hari ke-{number}\n\nAir naik {number} meter di pasar ikan.\n"
        )


def test_the_report_tells_what_became_of_the_articles_before(cari: Cari) -> None:
    write_days(cari, 1, 2, 3, 4, 5, 6)
    first = cari("build", cari.folder / "news", "--json").json
    assert (first["changes"], first["sources"]) == (None, {str(cari.folder / "news"): 6})
    write_days(cari, 1, 2, 3, 7)
    cari.write("news/1.txt", "Banjir hari ke-1\n\nAir naik 10 meter di pasar ikan.\n")
    (cari.folder / "news" / "2.txt").rename(cari.folder / "news" / "moved.txt")
    report = cari("rebuild", "--json").json
    assert changes(report) == (1, 2, 1, 3)
    assert report["changes"]["since"] == first["generation"]
    assert report["changes"]["gone_named"] == ["4.txt", "5.txt", "6.txt"]
    assert report["changes"]["gone_from"] == {str(cari.folder / "news"): 3}
    write_days(cari, 1, 3, 7)
    run = cari("rebuild")
    assert f"since {report['generation']}" in run.out
    assert "0 new, 1 changed, 2 unchanged, 1 gone" in run.out
    assert f"gone since {report['generation']}: moved.txt\n" in run.out


def test_records_that_only_stand_on_other_lines_are_unchanged(cari: Cari) -> None:
    path = cari.write("news.jsonl", ARTICLES)
    assert cari("build", path).code == 0
    cari.write("news.jsonl", [{"text": "Harga cabai naik di pasar induk."}, *ARTICLES])
    assert changes(cari("rebuild", "--json").json) == (1, 0, 3, 0)


def write_records(cari: Cari, numbers: Iterable[int]) -> Path:
    """`latest.jsonl` with a record for each of these numbers."""
    records = [
        {"url": f"https://kabar.example/{number}", "text": f"Air naik {number} meter di pasar ikan."}
        for number in numbers
    ]
    return cari.write("latest.jsonl", records)


def lock(monkeypatch: pytest.MonkeyPatch, *locked: Path) -> None:
    """Take the right to read these files."""
    access = os.access
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) not in locked and access(path, mode))


def test_rebuild_refuses_to_lose_a_folder_that_can_no_longer_be_read(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    cari.write("news/one.txt", f"Banjir di Pasar Ikan\n\n{FLOOD}\n")
    lost = cari.write("news/deep/two.txt", "Gempa di Girang Asri\n\nGempa mengguncang Girang Asri.\n").parent
    never_read = cari.folder / "news" / "old.txt"
    never_read.symlink_to(cari.folder / "nowhere")
    assert len(cari("build", cari.folder / "news", "--json").json["problems"]) == 1
    assert cari("rebuild", "--json").json["articles"] == 2
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if str(path) == str(lost):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    run = cari("rebuild")
    assert (run.code, run.out) == (1, "")
    assert f"{lost}, which this index was built from: it cannot be opened (Permission denied)" in run.err
    forced = cari("rebuild", "--force", "--json").json
    assert forced["articles"] == 1
    assert {one["origin"] for one in forced["problems"]} == {str(lost), str(never_read)}


@pytest.mark.parametrize("command", ["rebuild", "build"])
def test_a_source_that_lost_most_of_its_articles_is_refused_unless_forced(cari: Cari, command: str) -> None:
    write_days(cari, *range(1, 8))
    other = cari.write("other.jsonl", ARTICLES)
    paths = (cari.folder / "news", other) if command == "build" else ()
    assert cari("build", cari.folder / "news", other).code == 0
    write_days(cari, 1, 2)
    run = cari(command, *paths)
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        f"cari: {cari.folder / 'news'}, which this index was built from, has lost 5 of 7 articles "
        "(3.txt, 4.txt, 5.txt and 2 more), more than half. Nothing was published: bring them back, or, where "
        "they were taken out on purpose, do without them with `--force`.\n"
    )
    assert cari("status", "--json").json["articles"] == 10
    assert changes(cari(command, *paths, "--force", "--json").json) == (0, 0, 5, 5)
    assert cari(command, *paths).code == 0  # there is nothing more to lose


@pytest.mark.parametrize(("held", "left"), [(4, 0), (6, 3)])
def test_few_articles_and_half_of_them_may_go(cari: Cari, held: int, left: int) -> None:
    write_days(cari, *range(held))
    cari.write("news/kept.jsonl", ARTICLES[:1] if held == 4 else [])
    other = cari.write("other.jsonl", ARTICLES)
    assert cari("build", cari.folder / "news" / "*.txt", other).code == 0
    write_days(cari, *range(left or 1))
    report = cari("rebuild", "--json").json
    assert report["changes"]["gone"] == held - (left or 1)


def test_the_only_source_of_an_older_index_is_guarded_too(cari: Cari) -> None:
    write_days(cari, *range(1, 8))
    first = cari("build", cari.folder / "news", "--json").json
    (cari.data / "generations" / first["generation"] / "report.json").unlink()  # it counted no sources
    write_days(cari, 1, 2)
    assert "has lost 5 of 7 articles" in cari("rebuild").err


@pytest.mark.parametrize("named", ["../news", "../deep/../news/*.txt"])
def test_a_source_goes_by_one_name_from_any_directory(
    cari: Cari, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    write_days(cari, *range(1, 8))
    (cari.folder / "deep").mkdir()
    monkeypatch.chdir(cari.folder / "deep")
    source = str(cari.folder / "news") + "/*.txt" * named.endswith("txt")
    assert cari("build", named, "--json").json["sources"] == {source: 7}
    write_days(cari, 1, 2)
    assert f"{source}, which this index was built from, has lost 5 of 7" in cari("build", source).err


def test_up_from_a_link_is_where_it_leads(cari: Cari, monkeypatch: pytest.MonkeyPatch) -> None:
    write_days(cari, 1, 2)
    (cari.folder / "news" / "deep").mkdir()
    (cari.folder / "link").symlink_to(cari.folder / "news" / "deep")
    monkeypatch.chdir(cari.folder)
    first = cari("build", "link/..", "--json").json
    assert first["sources"] == {str(cari.folder / "link" / ".."): 2}
    assert cari("rebuild", "--json").json["sources"] == first["sources"]


def test_a_source_that_is_not_named_again_may_go(cari: Cari) -> None:
    write_days(cari, *range(1, 8))
    other = cari.write("other.jsonl", ARTICLES)
    assert cari("build", cari.folder / "news", other).code == 0
    assert changes(cari("build", other, "--json").json) == (0, 0, 3, 7)


def test_a_file_that_may_no_longer_be_read_is_not_dropped_unless_forced(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_days(cari, 1, 2, 3)
    assert cari("build", cari.folder / "news").code == 0
    locked = cari.folder / "news" / "2.txt"
    lock(monkeypatch, locked)
    run = cari("rebuild")
    assert (run.code, run.out) == (1, "")
    assert f"{locked}, which this index was built from: it cannot be opened (Permission denied)" in run.err
    forced = cari("rebuild", "--force", "--json").json
    assert ([one["origin"] for one in forced["problems"]], changes(forced)) == ([str(locked)], (0, 0, 2, 1))
    assert cari("rebuild").code == 0


def test_a_file_that_fails_only_when_it_is_read_is_not_dropped_unless_forced(cari: Cari) -> None:
    write_days(cari, 1, 2, 3, 4, 5, 6)
    assert cari("build", cari.folder / "news").code == 0
    failing = cari.folder / "news" / "2.txt"
    failing.unlink()
    failing.symlink_to("/proc/self/mem")  # it opens, and its first page cannot be read
    (cari.folder / "news" / "new.txt").symlink_to("/proc/thread-self/mem")
    run = cari("rebuild")
    assert (run.code, run.out) == (1, "")
    assert f"{failing}, which this index was built from: it cannot be opened (Input/output error)" in run.err
    forced = cari("rebuild", "--force", "--json").json
    assert (len(forced["problems"]), changes(forced)) == (2, (0, 0, 5, 1))
    assert cari("rebuild").code == 0


def test_a_small_source_that_has_nothing_left_is_refused(cari: Cari) -> None:
    write_days(cari, 1)
    path = write_records(cari, range(4))
    assert cari("build", path, cari.folder / "news").code == 0
    path.write_text("", encoding="utf-8")  # an export that broke off
    run = cari("rebuild")
    assert run.code == 1
    assert f"{path}, which this index was built from, has lost 4 of 4 articles" in run.err
    write_records(cari, range(1))  # of so few, some may go
    assert cari("rebuild").code == 0


def test_a_disk_that_goes_while_it_is_read_is_a_loss(cari: Cari, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cari.folder / "news"
    write_days(cari, 1, 2, 3, 4, 5, 6)
    assert cari("build", folder).code == 0
    read = GenerationWriter.read

    def read_and_lose(self: GenerationWriter, sources: Sequence[str]) -> None:
        read(self, sources)
        folder.rename(cari.folder / "unmounted")

    monkeypatch.setattr(GenerationWriter, "read", read_and_lose)
    run = cari("rebuild")
    assert run.code == 1
    assert f"{folder}, which this index was built from: no such file or folder" in run.err


def test_a_file_that_goes_with_its_folder_was_not_deleted(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as deleted:
        read_page(tmp_path / "a.txt")
    assert not isinstance(deleted.value, UnreadableFile)
    with pytest.raises(UnreadableFile, match="No such file"):
        read_page(tmp_path / "gone" / "a.txt")


def test_a_rebuild_does_not_drop_the_sources_of_a_build_that_ended_meanwhile(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_days(cari, 1, 2)
    first = write_records(cari, range(3))
    assert cari("build", first).code == 0
    module = import_module("index.build")

    def open_encoder(_: str | None) -> FakeEncoder:  # opening a model takes seconds
        build([first, cari.folder / "news"], cari.data, encoder=FakeEncoder())
        return FakeEncoder()

    monkeypatch.setattr(module, "open_encoder", open_encoder)
    run = cari("rebuild")
    assert run.code == 1
    assert "A build has published generation 0002-" in run.err
    assert cari("status", "--json").json["articles"] == 5


def locked_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "baru.txt").write_text(FLOOD, encoding="utf-8")
    lock(monkeypatch, folder / "baru.txt")
    return folder / "baru.txt"


def locked_file_of_a_known_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "deep").mkdir()
    (folder / "deep" / "1.txt").write_text(FLOOD, encoding="utf-8")
    lock(monkeypatch, folder / "deep" / "1.txt")
    return folder / "deep" / "1.txt"


def dead_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "1").symlink_to(folder / "nowhere")
    return folder / "1"


@pytest.mark.parametrize("appear", [locked_file, locked_file_of_a_known_name, dead_link])
def test_a_file_that_cannot_be_read_and_never_was_costs_nothing_else(
    cari: Cari, monkeypatch: pytest.MonkeyPatch, appear: Callable[[Path, pytest.MonkeyPatch], Path]
) -> None:
    write_days(cari, 1, 2, 3)
    assert cari("build", cari.folder / "news").code == 0
    new = appear(cari.folder / "news", monkeypatch)
    report = cari("rebuild", "--json").json
    assert ([one["origin"] for one in report["problems"]], changes(report)) == ([str(new)], (0, 0, 3, 0))


@pytest.mark.parametrize("pattern", ["news/deep", "news", "news/d*/*.txt", "news/deep/*"])
def test_a_held_file_is_known_by_whatever_source_it_came_through(
    cari: Cari, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    held = cari.write("news/deep/1.txt", f"Banjir di Pasar Ikan\n\n{FLOOD}\n")
    other = cari.write("other/deep/1.txt", "Gempa di Girang Asri\n\nGempa mengguncang Girang Asri.\n")
    # Both files are `1.txt` in one folder, which lengthens their names by the folders above.
    assert cari("build", other.parents[1], cari.folder / pattern, other.parent).code == 0
    lock(monkeypatch, held)
    assert f"{held}, which this index was built from: it cannot be opened" in cari("rebuild").err


def test_a_file_of_records_is_known_by_its_records(cari: Cari, monkeypatch: pytest.MonkeyPatch) -> None:
    write_days(cari, 1, 2)
    held = cari.write("news/held.jsonl", ARTICLES)
    assert cari("build", cari.folder / "news").code == 0
    lock(monkeypatch, held)
    assert f"{held}, which this index was built from: it cannot be opened" in cari("rebuild").err


def test_what_was_missing_before_is_no_loss_from_another_directory(
    cari: Cari, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_days(cari, 1, 2, 3)
    monkeypatch.chdir(cari.folder)
    first = cari("build", "news", "nowhere", "--json").json
    assert [one["origin"] for one in first["problems"]] == [str(cari.folder / "nowhere")]
    monkeypatch.chdir(tmp_path)
    report = cari("rebuild", "--json").json
    assert (report["problems"], changes(report)) == (first["problems"], (0, 0, 3, 0))
    assert cari("search", "banjir", "--json").json["hits"][0]["article"]["origin"] in {
        "1.txt", "2.txt", "3.txt",
    }  # fmt: skip


@pytest.mark.parametrize("end", [20, 22], ids=["as-many", "more"])
def test_an_export_of_newer_articles_is_no_loss(cari: Cari, end: int) -> None:
    """Nor are articles whose ids and texts a newer Cari makes otherwise."""
    assert cari("build", write_records(cari, range(10))).code == 0
    write_records(cari, range(10, end))
    assert changes(cari("rebuild", "--json").json) == (end - 10, 0, 0, 10)


def test_an_export_that_broke_off_is_a_loss_though_all_of_it_is_new(cari: Cari) -> None:
    path = write_records(cari, range(10))
    assert cari("build", path).code == 0
    write_records(cari, range(10, 14))
    assert f"{path}, which this index was built from, has lost 6 of 10 articles" in cari("rebuild").err
    write_records(cari, range(10, 15))
    assert cari("rebuild").code == 0  # half of them may go


def test_articles_that_come_through_another_source_are_no_loss(cari: Cari) -> None:
    write_days(cari, *range(1, 8))
    whole, each = cari.folder / "news", cari.folder / "news" / "*.txt"
    first = cari("build", whole, each, "--json").json
    assert first["sources"] == {str(whole): 7}
    report = cari("build", each, whole, "--json").json
    assert (report["sources"], report["changes"]["gone"]) == ({str(each): 7}, 0)


def test_what_is_gone_is_counted_by_source() -> None:
    held = {"a": 2, "nothing": 0, "b": 2, "c": 1, "d": 2}
    assert _by_source([0, 1, 3, 6], held) == {"a": 2, "b": 1, "d": 1}


def test_many_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Were the time quadratic in them, this would take an hour."""
    held = {f"/news/{number}.txt": 1 for number in range(200_000)}
    assert _by_source(range(200_000), held) == held
    monkeypatch.setattr(Previous, "held", held)
    before = Previous(Generation(1, "0001-aa", tmp_path, None, is_current=True))
    check_articles(Report(sources=held), list(held), before)

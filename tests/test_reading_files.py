"""Which files paths mean, and every way in which one of them can be bad."""

from __future__ import annotations

import errno
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from index.reading import SourceFile, find_files, read_file
from index.reading.folders import INDEX_FILES, INDEX_FOLDERS
from index.reading.lines import LINE_LIMIT
from index.records import Article, Lost, Problem
from index.snapshot import layout

SENTENCE = "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir surut pada Selasa pagi."


def write(path: Path, content: str | bytes) -> SourceFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return SourceFile(path, path.name)


def record(text: str, **more: object) -> str:
    return json.dumps({"text": text, **more}, ensure_ascii=False) + "\n"


def read(file: SourceFile) -> tuple[list[Article], list[Problem]]:
    items = list(read_file(file))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


def names(*paths: Path | str) -> list[str]:
    return [file.name for file in find_files([str(path) for path in paths])[0]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "deep/er/c.html", "deep/d.jsonl", "e.csv", "f.HTM"):
        write(tmp_path / "news" / name, SENTENCE)
    for name in (
        "queries.jsonl",
        "gold.json",
        "README.md",
        "readme.id.txt",
        ".hidden.txt",
        ".git/x.txt",
        "p.png",
    ):
        write(tmp_path / "news" / name, SENTENCE)
    return tmp_path / "news"


def test_a_folder_means_the_article_files_in_and_below_it(folder: Path) -> None:
    assert names(folder) == ["a.md", "b.txt", "e.csv", "f.HTM", "deep/d.jsonl", "deep/er/c.html"]
    assert find_files([str(folder)])[1] == []


def test_files_of_other_kinds_are_counted_once_but_for_those_that_are_no_articles_anywhere(
    folder: Path,
) -> None:
    write(folder / "deep" / "more.JSON", "{}")
    write(folder / "deep" / "notes", SENTENCE)
    found = find_files([str(folder), str(folder / "**" / "*"), str(folder / "b.txt")])
    assert list(found.passed_over.items()) == [(".json", 2), ("no suffix", 1), (".png", 1)]
    assert found.problems == []


def test_ndjson_is_read_as_jsonl(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ndjson", record("Satu.", id="1") + record("Dua.", id="2"))
    assert names(tmp_path) == ["a.ndjson"]
    articles, problems = read(file)
    assert ([article.body for article in articles], problems) == (["Satu.", "Dua."], [])


def test_a_pattern_means_what_it_matches(folder: Path) -> None:
    assert names(folder / "*.txt") == ["b.txt"]
    assert names(folder / "**" / "*.html") == ["deep/er/c.html"]
    assert names(folder.parent / "n*" / "deep") == ["news/deep/d.jsonl", "news/deep/er/c.html"]


def test_a_file_is_read_once_however_often_it_is_named(folder: Path) -> None:
    assert names(folder / "b.txt", folder, folder / "*.txt").count("b.txt") == 1


@pytest.mark.parametrize("suffix", [".html", ".htm"])
def test_the_parts_of_a_page_that_a_browser_saved_are_no_articles(tmp_path: Path, suffix: str) -> None:
    for name in (f"p/a{suffix}", "p/a_files/saved_resource.html", "p/a_files/in/b.html", "p/b_files/c.html"):
        write(tmp_path / name, SENTENCE)
    write(tmp_path / "p" / "a_files" / "style.css", "p {}")
    kept = [f"p/a{suffix}", "p/b_files/c.html"]
    assert find_files([str(tmp_path)])[1:] == ([], {})
    for given in (tmp_path, tmp_path / "**", tmp_path / "**" / "*.htm*", tmp_path / "p*" / "*"):
        assert names(given) == kept
    assert names(tmp_path / "p" / "a_files" / "*.html") == ["saved_resource.html"]
    assert names(tmp_path / "p" / "a_files") == ["saved_resource.html", "in/b.html"]


def test_an_index_among_the_articles_is_not_read_but_articles_beside_it_are(tmp_path: Path) -> None:
    inside = ("generations/0001-3f9a1c22/manifest.json", "generations/0001-3f9a1c22/a.txt", "staging/b.npy")
    for name in (*inside, "quarantine/x.json", "gone-back-from", "build.lock", "switch.lock", "current"):
        write(tmp_path / "indeks" / name, SENTENCE)
    write(tmp_path / "indeks" / "c.txt", SENTENCE)
    write(tmp_path / "news" / "generations" / "d.txt", SENTENCE)
    for given in (tmp_path, tmp_path / "**", tmp_path / "*"):
        files, *rest = find_files([str(given)])
        assert [file.name for file in files] == ["indeks/c.txt", "news/generations/d.txt"]
        assert rest == [[], {}]
    assert find_files([str(tmp_path / "indeks")]).passed_over == {}
    assert names(tmp_path / "indeks") == ["c.txt"]


def test_the_files_of_an_index_go_by_the_names_that_are_passed_over() -> None:
    assert INDEX_FOLDERS == (layout.GENERATIONS, layout.STAGING, layout.QUARANTINE)
    pointers = (layout.POINTER, layout.GONE_BACK_FROM)
    assert (*pointers, layout.BUILD_LOCK, layout.SWITCH_LOCK) == INDEX_FILES


def test_links_in_circles_end(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    assert len(names(folder)) == 6


def test_files_of_one_name_in_two_folders_keep_two_names(tmp_path: Path) -> None:
    write(tmp_path / "x" / "1.txt", SENTENCE)
    write(tmp_path / "y" / "1.txt", SENTENCE)
    assert names(tmp_path / "x", tmp_path / "y") == ["x/1.txt", "y/1.txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "no such file or folder"),
        ("missing/*.txt", "no article file matches"),
        ("empty", "no article files in this folder"),
        ("p.png", "convert this one to .txt, .md, .html, .htm, .jsonl, .ndjson, .csv"),
        ("p.PDF", ".PDF files are not read; export the text as .txt or .html"),
        ("queries.jsonl", "judged questions"),
    ],
)
def test_a_path_that_means_nothing_is_a_problem(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "p.png", b"x")
    write(tmp_path / "p.PDF", b"x")
    write(tmp_path / "queries.jsonl", "{}")
    files, problems, _ = find_files([str(tmp_path / name)])
    assert files == []
    assert reason in problems[0].reason


def test_a_pipe_is_no_article_file(tmp_path: Path) -> None:
    """Reading it would wait for its writer."""
    os.mkfifo(tmp_path / "a.txt")
    found = find_files([str(tmp_path / "a.txt")])
    assert found.files == []
    assert [(p.origin, p.reason) for p in found.problems] == [
        (str(tmp_path / "a.txt"), "this is a pipe or a device; write its articles into a file")
    ]


def test_a_readme_named_by_hand_is_read(folder: Path) -> None:
    assert names(folder / "README.md") == ["README.md"]


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("a.txt", b"", None, "the file is empty"),
        ("a.txt", b" \n\n", None, "the file is empty"),
        ("a.jsonl", b"\n\n", None, "the file is empty"),
        ("a.csv", b"", None, "the file is empty"),
        ("a.txt", b"%PDF-1.7 stream", None, "a PDF"),
        ("a.jsonl", b"PK\x03\x04\x00", None, "zip archive"),
        ("a.txt", b"abc\x00\x01\x02def", None, "binary data (a zero byte at offset 3)"),
        (
            "a.txt",
            "東京で地震がありました。".encode("shift-jis"),
            None,
            "not UTF-8, UTF-16 or Windows-1252 text",
        ),
        ("a.html", b"<html><body></body></html>", None, "no article found"),
        ("a.txt", b"Bagikan\nKomentar\nBerita Terkait\n", None, "no article text"),
        ("a.md", b"---\ntitle: a: b\n---\nIsi.", 2, "the front matter is not YAML"),
        ("a.md", b"---\n- a\n---\nIsi.", None, "the front matter has no fields"),
        ("a.csv", b"\ntitle,text\rx,y\nx,y\n", 2, "the header has a stray carriage return"),
        ("a.csv", b"judul,tanggal\nx,y\n", None, "the header has no text column (judul, tanggal); "),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(
    tmp_path: Path, name: str, content: bytes, line: int | None, reason: str
) -> None:
    articles, problems = read(write(tmp_path / name, content))
    assert articles == []
    assert [(p.origin, p.line) for p in problems] == [(name, line)]
    assert reason in problems[0].reason


def test_a_missing_or_forbidden_file_is_a_problem(tmp_path: Path) -> None:
    for name in ("gone.txt", "gone.jsonl"):
        articles, problems = read(SourceFile(tmp_path / name, name))
        assert (articles, len(problems)) == ([], 1)
        assert "cannot be opened (No such file or directory)" in problems[0].reason
    if os.geteuid():
        file = write(tmp_path / "secret.txt", SENTENCE)
        file.path.chmod(0)
        assert "Permission denied" in read(file)[1][0].reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "x"', "broken JSON: Expecting ',' delimiter at column 13"),
        ("not json", "broken JSON: Expecting value at column 1"),
        ("[1, 2]", "a JSON array, not an object"),
        ('"text"', "a JSON string, not an object"),
        ("3", "a JSON number, not an object"),
        ('{"title": "x"}', "the record has no text"),
        ('{"text": "  "}', "the record has no text"),
        ('{"text": null}', "the record has no text"),
        ("[" * 100_000, "the JSON cannot be read"),
        ('{"text": ' + "[" * 480 + "]" * 480 + "}", "the field text is nested too deep or too large"),
        ('{"text": "x", "judul": ' + "[" * 480 + "]" * 480 + "}", "the field judul is nested too deep"),
    ],
)
def test_a_bad_record_is_named_with_its_line_and_the_rest_is_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    for before, number in ((record(SENTENCE), 2), ("\n", 2)):
        articles, problems = read(write(tmp_path / "a.jsonl", before + line + "\n" + record(SENTENCE, id=7)))
        assert articles[-1].record_id == "7"
        assert [p.line for p in problems] == [number]
        assert reason in problems[0].reason


def test_a_file_of_records_without_text_is_one_problem(tmp_path: Path) -> None:
    file = write(tmp_path / "gold.jsonl", '{"question": "apa"}\n' * 50)
    articles, problems = read(file)
    assert articles == []
    assert [p.line for p in problems] == [1]
    assert "none of 50 records has text" in problems[0].reason


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_line_without_end_is_passed_over_in_bounded_memory(tmp_path: Path, name: str) -> None:
    file = SourceFile(tmp_path / name, name)
    good = record(SENTENCE) if name == "a.jsonl" else f"{SENTENCE}\n"
    with file.path.open("w") as out:
        out.write("" if name == "a.jsonl" else "text\n")
        out.write(good)
        for _ in range(100):
            out.write("x" * 2**20)
        out.write("\n" + good)
    tracemalloc.start()
    articles, problems = read(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [article.body for article in articles] == [SENTENCE] * 2
    assert [p.line for p in problems] == [2 if name == "a.jsonl" else 3]
    assert "the line is 100.0 MiB long" in problems[0].reason
    assert peak < 4 * LINE_LIMIT


def test_a_line_is_measured_in_bytes_in_utf16_too(tmp_path: Path) -> None:
    short, long = ("x" * (LINE_LIMIT * part // 16) for part in (7, 9))
    file = write(tmp_path / "a.csv", f"title,text\na,{short}\nb,{long}\nc,{SENTENCE}\n".encode("utf-16"))
    articles, problems = read(file)
    assert [article.title for article in articles] == ["a", "c"]
    assert [p.line for p in problems] == [3]
    assert "the line is 9.0 MiB long, over the limit of 8 MiB" in problems[0].reason


def test_a_page_without_end_is_a_problem(tmp_path: Path) -> None:
    articles, problems = read(write(tmp_path / "a.txt", b"x" * (LINE_LIMIT + 1)))
    assert articles == []
    assert problems[0].line == 1
    assert "put its articles in a .jsonl file" in problems[0].reason


def test_a_name_that_is_not_utf8_is_the_problem_and_is_shown_readable() -> None:
    name = "buruk\udcff.txt"
    articles, problems = read(SourceFile(Path(name), name))
    assert articles == []
    assert [p.reason for p in problems] == [r"the file's name is not UTF-8 (buruk\xff.txt); rename it"]


def test_what_no_reader_foresaw_costs_its_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr("index.reading.page_file.read_text", fail)
    error: Exception = OverflowError("too large")
    articles, problems = read(write(tmp_path / "a.txt", SENTENCE))
    assert (articles, [p.origin for p in problems]) == ([], ["a.txt"])
    assert "cannot be read to its end (OverflowError: too large)" in problems[0].reason
    assert "a.txt" in caplog.text
    for error in (MemoryError(), OSError("no space left")):
        with pytest.raises(type(error)):
            read(write(tmp_path / "a.txt", SENTENCE))


@pytest.mark.parametrize("charset", ["undefined", "idna", "zlib", "no-such"])
def test_an_encoding_that_a_page_names_wrongly_is_not_believed(tmp_path: Path, charset: str) -> None:
    text = f"<p>{SENTENCE}</p>".encode() * 3 + b"<p>Kata \x93cukup\x94 kepala desa itu kepada warga.</p>"
    page = b'<html><head><meta charset="%s"></head><body><article>%s</article>' % (charset.encode(), text)
    articles, problems = read(write(tmp_path / "a.html", page))
    assert problems == []
    assert "Kata “cukup” kepala desa" in articles[0].body


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str, name: str) -> None:
    text = "Presiden António Guterres berkata “café itu tutup” – pada Selasa pagi di kota itu."
    content = {"a.txt": f"{text}\n", "a.jsonl": record(text), "a.csv": f"text\n{text}\n"}[name]
    articles, problems = read(write(tmp_path / name, content.encode(encoding)))
    assert problems == []
    assert articles[0].body == text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Kata menteri, â€œharga turunâ€\u009d di Bogor.", "Kata menteri, “harga turun” di Bogor."),
        ("AntÃ³nio Guterres hadir.", "António Guterres hadir."),
        ("A &amp; B &quot;bertemu&quot;.", 'A & B "bertemu".'),
        ("satu\u00a0dua\u200b  tiga\u0007", "satu dua tiga"),
        ("Sampai\x0bHalaman Â 2.", "Sampai\n\nHalaman 2."),
        ("“Kutipan” – tetap’", "“Kutipan” – tetap’"),
        ("e\u0301", "é"),
        ("\ud800 rusak", "\ufffd rusak"),
        ("Ikut, ikut saja.", "Ikut, ikut saja."),
    ],
)
def test_text_decoded_wrongly_before_is_repaired(tmp_path: Path, written: str, read_as: str) -> None:
    line = json.dumps({"text": written}) + "\n"
    assert read(write(tmp_path / "a.jsonl", line))[0][0].body == read_as


def test_one_stray_byte_does_not_spoil_a_utf8_line(tmp_path: Path) -> None:
    data = "Kata “menteri” ".encode() + b"\x93turun\x94 di Bogor."
    assert read(write(tmp_path / "a.txt", data))[0][0].body == "Kata “menteri” “turun” di Bogor."


@pytest.mark.parametrize("alone", ["\u00a0", "—", "…", "—" * 20])
def test_a_short_line_in_cp1252_costs_no_row(tmp_path: Path, alone: str) -> None:
    table = f'title;text\nSatu;"{SENTENCE}\n{alone}\nKata “cukup” kepala desa."\nDua;{SENTENCE}\n'
    articles, problems = read(write(tmp_path / "a.csv", table.encode("cp1252")))
    assert problems == []
    assert [article.title for article in articles] == ["Satu", "Dua"]
    assert articles[0].body.endswith("Kata “cukup” kepala desa.")


def test_a_line_in_another_alphabet_is_a_problem(tmp_path: Path) -> None:
    data = f"title,text\nSatu,{SENTENCE}\n".encode() + "Два,Вода поднялась на рынке.\n".encode("koi8-r")
    articles, problems = read(write(tmp_path / "a.csv", data))
    assert ([article.title for article in articles], [p.line for p in problems]) == (["Satu"], [3])


def test_random_bytes_never_raise(tmp_path: Path) -> None:
    import random

    random.seed(7)
    alphabet = [
        b"<p>",
        b'{"text":"',
        b'"',
        b"\n",
        b",",
        b"---\n",
        b"\xff",
        b"\xe2\x80",
        b"Baca juga:",
        b"a ",
        b"3 Juli 2024",
        b"|",
    ]
    for number in range(150):
        data = b"".join(random.choices(alphabet, k=40))  # noqa: S311 - reproducible noise, no secret
        for suffix in (".txt", ".md", ".jsonl", ".csv", ".html"):
            _, problems = read(write(tmp_path / f"{number}{suffix}", data))
            assert [p for p in problems if "report this" in p.reason] == []


def unreadable(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Make these folders refuse to be listed, as they do for a user without rights; root has them all."""
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if Path(path) in folders:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)


NO_RIGHTS = "it cannot be opened (Permission denied); check its path, permissions and disk"


def test_a_subfolder_that_cannot_be_read_is_a_problem_and_the_rest_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable(monkeypatch, folder / "deep" / "er")
    files, problems, _ = find_files([str(folder), str(folder)])
    assert [file.name for file in files] == ["a.md", "b.txt", "e.csv", "f.HTM", "deep/d.jsonl"]
    assert problems == [Lost(str(folder / "deep" / "er"), None, NO_RIGHTS)]


def test_a_folder_that_cannot_be_read_is_not_called_empty(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable(monkeypatch, folder)
    assert find_files([str(folder)]) == ([], [Lost(str(folder), None, NO_RIGHTS)], {})


@pytest.mark.parametrize(
    ("pattern", "told"), [("**/*.html", True), ("d*/er/*", True), ("*.txt", False), ("x*/er/*.html", False)]
)
def test_a_folder_on_the_way_of_a_pattern_that_cannot_be_read_is_a_problem(
    folder: Path, pattern: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "x").mkdir()
    unreadable(monkeypatch, folder / "deep")
    reasons = [(problem.origin, problem.reason) for problem in find_files([str(folder / pattern)])[1]]
    assert ((str(folder / "deep"), NO_RIGHTS) in reasons) is told


def test_a_link_that_leads_nowhere_is_a_problem_where_articles_may_have_been(folder: Path) -> None:
    for name in ("gone.txt", "archive", "photo.png", ".#b.txt", "README.md.txt"):
        (folder / name).symlink_to(folder / "nowhere")
    files, problems, _ = find_files([str(folder)])
    assert len(files) == 6
    reason = "this link is broken; restore its target, or delete the link"
    assert problems == [Lost(str(folder / name), None, reason) for name in ("archive", "gone.txt")]
    assert find_files([str(folder / "g*.txt")]) == ([], [problems[1]], {})


def test_a_file_that_may_not_be_read_is_a_problem_however_it_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, access = folder / "b.txt", os.access
    monkeypatch.setattr("os.access", lambda path, mode: str(path) != str(locked) and access(path, mode))
    for given in (folder, locked, folder / "b.*"):
        files, problems, _ = find_files([str(given)])
        assert locked not in [file.path for file in files]
        assert problems == [Lost(str(locked), None, NO_RIGHTS)]


def test_a_file_knows_the_argument_that_it_was_found_through(folder: Path) -> None:
    given = [str(folder / "b.txt"), str(folder)]
    files, *_ = find_files(given)
    assert [file.given for file in files] == [given[0], *[given[1]] * 5]

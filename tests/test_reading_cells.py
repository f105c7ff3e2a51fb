"""What databases and programs write into the cells of a .csv file, and other habits of exports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.reading.nested import body_text
from index.records import Article, Problem
from tests.test_reading_records import BODY, one, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("mark", ["NULL", r"\N", "nan", "NaN", "None", "N/A", "-", "<NA>"])
def test_a_mark_for_nothing_is_nothing(tmp_path: Path, mark: str) -> None:
    row = one(tmp_path, "a.csv", f"title,text,source,date,tags\n{mark},{BODY},{mark},{mark},{mark}\n")
    assert (row.title, row.body, row.source, row.published, row.keywords) == (None, BODY, None, None, ())
    (problem,) = read(tmp_path, "a.csv", f"title,text\nSatu,{mark}\n")
    assert isinstance(problem, Problem)
    assert problem.reason == "the row has no text; fill its text column"


def test_quotes_behind_backslashes(tmp_path: Path) -> None:
    rows = (
        r'"Satu","Dia bilang \"ya, sudah\", lalu pergi.","x"',
        r'"Dua","Kata dia \"parah\"","C:\\news\\"',
        'Tiga,"Baris satu.\n\\"Baris dua\\", katanya.",',
    )
    found = read(tmp_path, "a.csv", "title,text,source\n" + "\n".join(rows) + "\n")
    assert [(row.title, row.body, row.source) for row in found if isinstance(row, Article)] == [
        ("Satu", 'Dia bilang "ya, sudah", lalu pergi.', "x"),
        ("Dua", 'Kata dia "parah"', "C:\\news\\"),
        ("Tiga", 'Baris satu.\n\n"Baris dua", katanya.', None),
    ]


def test_a_backslash_before_a_doubled_or_closing_quote_is_a_letter(tmp_path: Path) -> None:
    row = one(tmp_path, "a.csv", 'title,text,source\nSatu,"Kata dia \\""ya\\"" lalu pergi.","C:\\"\n')
    assert (row.body, row.source) == ('Kata dia \\"ya\\" lalu pergi.', "C:\\")


def test_a_space_may_stand_before_a_quote(tmp_path: Path) -> None:
    row = one(tmp_path, "a.csv", f'"title", "text", "date"\nSatu, "{BODY} Ya, sudah.", 2024-07-03\n')
    assert (row.title, row.body, row.published) == ("Satu", f"{BODY} Ya, sudah.", "2024-07-03")


@pytest.mark.parametrize("name", ["Publish Date", "publishDate"])
def test_further_names_of_the_date(tmp_path: Path, name: str) -> None:
    assert one(tmp_path, "a.csv", f"title,text,{name}\nSatu,{BODY},18 Agst 2024\n").published == "2024-08-18"


def test_a_tab_within_a_json_string(tmp_path: Path) -> None:
    assert one(tmp_path, "a.jsonl", f'{{"text": "{BODY}\tLagi."}}\n').body == f"{BODY} Lagi."


@pytest.mark.parametrize("end", [";", ";;;", "; ;"])
def test_empty_cells_beyond_the_header_are_nothing(tmp_path: Path, end: str) -> None:
    row = one(tmp_path, "a.csv", f"judul;isi;tanggal\nBanjir Surut;{BODY};2024-07-03{end}\n")
    assert (row.title, row.body, row.published) == ("Banjir Surut", BODY, "2024-07-03")


START, NAME, END = "Air surut, kata ", "Dina", " di sana."
LINE = f"{START}{NAME}{END}"


def text(words: str, kind: str = "text") -> dict[str, object]:
    return {"type": kind, "text": words}


STRAPI = [
    {"type": "heading", "level": 2, "children": [text("Pemulihan")]},
    {
        "type": "paragraph",
        "children": [text(START), {"type": "link", "url": "/d", "children": [text(NAME)]}, text(END)],
    },
    {"type": "image", "image": {"name": "a.jpg", "caption": "Warga"}, "children": [text("")]},
]
SANITY = [
    {"_type": "block", "markDefs": [], "children": [{"_type": "span", "text": "Pemulihan"}]},
    {"_type": "image", "asset": {"_ref": "a"}, "title": "Warga"},
    {"_type": "block", "children": [{"_type": "span", "text": words} for words in (START, NAME, END)]},
]
EDITOR_JS = {
    "time": 1719999660,
    "blocks": [
        {"id": "a", "type": "header", "data": {"text": "Pemulihan", "level": 2}},
        {"id": "b", "type": "paragraph", "data": {"text": f"{START}<b>{NAME}</b>{END}"}},
    ],
}
LEXICAL = {
    "root": {
        "type": "root",
        "children": [
            {"type": "heading", "children": [text("Pemulihan")]},
            {"type": "paragraph", "children": [text(START), text(NAME), text(END)]},
        ],
    }
}
TIPTAP = {
    "type": "doc",
    "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": [text("Pemulihan")]},
        {
            "type": "paragraph",
            "content": [text(START), {**text(NAME), "marks": [{"type": "bold"}]}, text(END)],
        },
    ],
}
CONTENTFUL = {
    "nodeType": "document",
    "data": {},
    "content": [
        {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Pemulihan", "data": {}}]},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": w} for w in (START, NAME, END)]},
    ],
}
SLATE = [{"children": [{"text": "Pemulihan"}]}, {"children": [{"text": w} for w in (START, NAME, END)]}]
TELEGRAPH = [
    {"tag": "h3", "children": ["Pemulihan"]},
    {"tag": "p", "children": [START, {"tag": "a", "attrs": {"href": "/d"}, "children": [NAME]}, END]},
]
DRAFT_JS = {"blocks": [text("Pemulihan", "header-two"), text(LINE, "unstyled")], "entityMap": {}}


@pytest.mark.parametrize(
    "body",
    [STRAPI, SANITY, EDITOR_JS, LEXICAL, TIPTAP, CONTENTFUL, SLATE, TELEGRAPH, DRAFT_JS],
    ids=["strapi", "sanity", "editorjs", "lexical", "tiptap", "contentful", "slate", "telegraph", "draftjs"],
)
@pytest.mark.parametrize("name", ["body", "content"])
def test_the_body_of_a_block_editor(tmp_path: Path, name: str, body: object) -> None:
    article = one(tmp_path, "a.jsonl", json.dumps({"title": "Banjir", name: body}))
    assert (article.title, article.body) == ("Banjir", f"Pemulihan\n\n{LINE}")
    assert article.published is None


def test_lists_tables_and_breaks_of_block_editors(tmp_path: Path) -> None:
    items = [{"content": "Beras", "items": [{"content": "Lima kilogram", "items": []}]}, {"content": "Air"}]
    blocks = [
        {"type": "list", "data": {"items": items}},
        {"type": "table", "data": {"content": [["Kota", "Korban"], ["Garut", "12"]]}},
    ]
    body = one(tmp_path, "a.jsonl", json.dumps({"content": {"blocks": blocks}})).body
    assert body.split("\n\n") == ["Beras", "Lima kilogram", "Air", "Kota, Korban", "Garut, 12"]
    lines = {"type": "paragraph", "content": [text("Baris satu."), {"type": "hardBreak"}, text("Baris dua.")]}
    body = one(tmp_path, "a.jsonl", json.dumps({"content": {"type": "doc", "content": [lines]}})).body
    assert body == "Baris satu.\n\nBaris dua."


def nested_lists(levels: int) -> dict[str, object]:
    inner = [nested_lists(levels - 1)] if levels > 1 else []
    paragraph = {"type": "paragraph", "content": [text(BODY)]}
    return {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph, *inner]}]}


def test_lists_in_lists_of_an_editor_have_a_bound(tmp_path: Path) -> None:
    shallow, deep = (
        json.dumps({"content": {"type": "doc", "content": [nested_lists(levels)]}}) for levels in (5, 20)
    )
    assert one(tmp_path, "a.jsonl", shallow).body == BODY
    (problem,) = read(tmp_path, "a.jsonl", deep)
    assert isinstance(problem, Problem)
    assert "the field content is nested too deep or too large" in problem.reason


def test_an_article_within_a_record(tmp_path: Path) -> None:
    inner = {"Judul": "Banjir Surut", "body": BODY, "penulis": "Dina Ayu"}
    article = one(tmp_path, "a.jsonl", json.dumps({"article": inner, "url": "https://kabar.example/1"}))
    assert (article.title, article.body, article.authors) == ("Banjir Surut", BODY, ("Dina Ayu",))
    assert article.url == "https://kabar.example/1"
    own = {"article": inner, "headline": "Air Surut", "author": "Budi"}
    article = one(tmp_path, "a.jsonl", json.dumps(own))
    assert (article.title, article.body, article.authors) == ("Air Surut", BODY, ("Budi",))


@pytest.mark.parametrize("body", [{"name": BODY}, {"title": BODY}, [{"caption": BODY}], {"pertama": BODY}])
def test_a_body_in_an_unknown_form_is_told(tmp_path: Path, body: object) -> None:
    for brief in ({}, {"summary": "Air surut."}):
        (problem,) = read(tmp_path, "a.jsonl", json.dumps({"title": "Banjir", "Content": body, **brief}))
        assert isinstance(problem, Problem)
        assert problem.reason.startswith("the field Content holds no text that can be read (")
        assert problem.reason.endswith("); write it as plain text or HTML")
        assert BODY[:20] in problem.reason


def test_an_empty_body_in_a_known_form_is_none(tmp_path: Path) -> None:
    empty = {"rendered": "", "protected": False}
    (problem,) = read(tmp_path, "a.jsonl", json.dumps({"title": "Banjir", "content": empty}))
    assert isinstance(problem, Problem)
    assert "none of 1 records has text" in problem.reason
    assert one(tmp_path, "a.jsonl", json.dumps({"content": empty, "summary": BODY})).body == BODY
    given = {"content": {"name": BODY}, "isi": BODY}
    assert one(tmp_path, "a.jsonl", json.dumps(given)).body == BODY


def test_blocks_of_text_in_a_list_of_their_own_are_paragraphs() -> None:
    blocks = [{"type": "text", "text": "Air surut."}, {"type": "text", "text": "Warga pulang."}]
    assert body_text({"elements": blocks}) == "Air surut.\n\nWarga pulang."
    assert body_text({"type": "paragraph", "children": blocks}) == "Air surut.Warga pulang."

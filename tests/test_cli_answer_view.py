"""What `cari search` prints around and in its hits, for people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from index import (
    Answer,
    Article,
    Explanation,
    Hit,
    Leg,
    Match,
    Passage,
    Snippet,
    Suggestion,
    TimeExpression,
    Understanding,
)
from index.answer import Cut, Grouped, RankingExplanation, ShareReason, ZScores
from index.cli.answer_view import print_answer
from index.search.notes import not_relevant

BODY = "Pasar\x07 tenang.\n\nBanjir [b]merendam[/b] pasar ikan."
"""With a control character before the words that are marked, and with what looks like markup."""
ARTICLE = Article("00000000000000a1", "Banjir", BODY, "id", "news.jsonl:1", "2024-04-19", source="Kabar")
HIT = Hit(
    article=ARTICLE,
    passage=Passage(ARTICLE.id, 0, 0, len(BODY), BODY),
    score=2.5,
    relevance=None,
    dense=Leg(None, 0.25),
    lexical=Leg(1, 12.0),
    snippet=Snippet(
        16,
        len(BODY),
        ((0, 5), (16, 22)),
        (
            Match(0, 5, "Pasar", "market", "market", "translation", 0.8),
            Match(16, 22, "Banjir", "banjir", "banjir", "word", 1.0),
            Match(39, 44, "pasar", "market", "market", "translation", 0.8),
        ),
        "words",
    ),
    explanation=Explanation(dense=-0.25, lexical=2.0, period=0.75, recency=0.0, language=0.0),
)
TIME = TimeExpression("pekan lalu", 7, 17, date(2026, 11, 9), date(2026, 11, 15), certain=True)
NOTHING = Understanding()


def printed(
    *hits: Hit,
    question: str = "banjir pekan lalu",
    understood: Understanding = NOTHING,
    explanation: RankingExplanation | None = None,
    explain: bool = False,
    colour: bool = False,
) -> str:
    system = "standard" if colour else None
    console = Console(
        file=StringIO(), width=80, highlight=False, markup=False, force_terminal=colour, color_system=system
    )
    answer = Answer(question, "id", 5.0, "0001-aa", hits, understood, explanation=explanation)
    print_answer(console, answer, Path("data"), filtered=False, explain=explain)
    return console.file.getvalue()


@pytest.fixture(autouse=True)
def usual_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARI_DATA", raising=False)
    monkeypatch.setattr("sys.argv", ["cari"])


def test_a_plain_question_gets_no_lines_above_its_hits() -> None:
    assert printed(HIT).startswith(" 1  Banjir  score 2.50\n")


@pytest.mark.parametrize(
    ("relevance", "told"), [(0.625, "0.62"), (0.9999, "0.99"), (1.0, "1.00"), (0.29, "0.29"), (0.399, "0.39")]
)
def test_relevance_is_told_where_it_is_known_and_rounded_down(relevance: float, told: str) -> None:
    assert printed(replace(HIT, relevance=relevance)).startswith(f" 1  Banjir  relevance {told}\n")


def test_below_a_least_relevance_the_hit_and_the_note_have_one_figure() -> None:
    best = 0.997
    console = Console(file=StringIO(), width=120, highlight=False, markup=False)
    understood = Understanding(note=not_relevant("en", None, 1, best).text)
    below = replace(HIT, relevance=best)
    answer = Answer("q", "id", 5.0, "0001-aa", (), understood, withheld=1, below=below)
    print_answer(console, answer, Path("data"), filtered=False, explain=False)
    note, _, heading, *_ = console.file.getvalue().splitlines()
    assert note.endswith("the best has 0.99.")
    assert heading == " 1  Banjir  relevance 0.99"


@pytest.mark.parametrize("below", [None, replace(HIT, relevance=0.25)])
def test_an_answer_may_be_that_nothing_is_relevant_enough(below: Hit | None) -> None:
    console = Console(file=StringIO(), width=80, highlight=False, markup=False)
    understood = Understanding(note="No passage reaches it.")
    answer = Answer("q", "id", 5.0, "0001-aa", (), understood, withheld=3, below=below)
    print_answer(console, answer, Path("data"), filtered=False, explain=False)
    lines = console.file.getvalue().splitlines()
    assert lines[0] == "No passage reaches it."
    if below:
        assert lines[2] == " 1  Banjir  relevance 0.25"
    else:
        assert lines[2:] == ["Add --below to see it, or ask with a lower --min-relevance."]


@pytest.mark.parametrize(
    ("understood", "lines"),
    [
        (
            Understanding(times=(TIME,), time_use="prefer"),
            [
                'Time: "pekan lalu" 2026-11-09…2026-11-15 preferred (--time filter to insist,',
                "--time off to ignore)",
            ],
        ),
        (
            Understanding(times=(replace(TIME, until=None),), time_use="filter"),
            ['Time: "pekan lalu" from 2026-11-09 required (--time off to ignore)'],
        ),
        (
            Understanding(
                times=(replace(TIME, since=None), replace(TIME, since=TIME.until)), time_use="prefer"
            ),
            [
                'Time: "pekan lalu" until 2026-11-15, "pekan lalu" 2026-11-15 preferred (--time',
                "filter to insist, --time off to ignore)",
            ],
        ),
        (
            Understanding(phrases=("pasar ikan", "tanjung")),
            ['Must occur: "pasar ikan", "tanjung"'],
        ),
        (Understanding(excluded=("feri",)), ['Without: "feri"']),
        (Understanding(framing=("Tolong carikan",)), ['Ignored: "Tolong carikan"']),
        (Understanding(note="No article holds it."), ["No article holds it."]),
        (
            Understanding(suggestions=(Suggestion("padel", "panel", 0, 5, sure=False),)),
            ['Did you mean "panel"?'],
        ),
        (
            Understanding(
                suggestions=(Suggestion("pekan", "pekat", 7, 12),),
                corrected="\x1b[2Jbanjir pekat lalu",
                insisting='banjir "pekan" lalu',
                note="Bell \x07.",
            ),
            [
                "Bell .",
                'Searched for: [2Jbanjir pekat lalu (hardly any article holds "pekan")',
                "To look for it as it stands:",
                """    cari search 'banjir "pekan" lalu'""",
            ],
        ),
        (
            Understanding(suggestions=(Suggestion("pekan", "pekat", 7, 12),), corrected="banjir pekat lalu"),
            ['Searched for: banjir pekat lalu (hardly any article holds "pekan")'],
        ),
    ],
)
def test_what_was_read_into_the_question(understood: Understanding, lines: list[str]) -> None:
    assert printed(HIT, understood=understood).splitlines()[: len(lines) + 2] == [
        *lines,
        "",
        " 1  Banjir  score 2.50",
    ]


def test_of_a_long_question_only_the_changed_words_are_told() -> None:
    sure = [Suggestion("liat", "lihat", at, at + 4) for at in (0, 9)]
    unsure = Suggestion("padel", "panel", 20, 25, sure=False)
    understood = Understanding(suggestions=(*sure, unsure), corrected="lihat nih lihat nih padel")
    told = printed(HIT, question="liat nih " * 21, understood=understood).splitlines()
    assert told[:3] == [
        'Read, because hardly any article holds them: "liat" as "lihat"',
        'Did you mean "panel"?',
        "",
    ]


def test_a_passage_is_printed_as_it_is_without_what_commands_terminals() -> None:
    assert printed(HIT).splitlines()[2:4] == [
        "    Pasar tenang.",
        "    Banjir [b]merendam[/b] pasar ikan.",
    ]


def test_matched_words_are_marked_and_what_surrounds_the_sentence_is_dim() -> None:
    first, second = printed(HIT, colour=True).splitlines()[2:4]
    assert first == "    \x1b[1;4mPasar\x1b[0m\x1b[2m tenang.\x1b[0m"
    assert second == "    \x1b[1;4mBanjir\x1b[0m [b]merendam[/b] pasar ikan."


def test_a_mark_may_reach_beyond_the_sentence() -> None:
    hit = replace(HIT, snippet=replace(HIT.snippet, highlights=((7, 22),)))
    first, second = printed(hit, colour=True).splitlines()[2:4]
    assert first == "    \x1b[2mPasar \x1b[0m\x1b[1;4mtenang.\x1b[0m"
    assert second == "    \x1b[1;4mBanjir\x1b[0m [b]merendam[/b] pasar ikan."


@pytest.mark.parametrize(
    ("passages", "outlets", "lines"),
    [
        (0, (), []),
        (1, (), ["    + Pasar tenang. Banjir [b]merendam[/b] pasar ikan."]),
        (
            5,
            ("A",),
            ["    + Pasar tenang. Banjir [b]merendam[/b] pasar ikan."] * 3
            + ["    +2 more", "    +1 outlet: A"],
        ),
        (0, ("A", None, "B"), ["    +3 outlets: A, news.jsonl:1, B (earliest first)"]),
    ],
)
def test_what_else_a_hit_stands_for(passages: int, outlets: tuple[str | None, ...], lines: list[str]) -> None:
    copies = tuple(replace(ARTICLE, source=source) for source in outlets)
    hit = replace(HIT, passages=(HIT.passage,) * passages, outlets=copies)
    assert printed(hit).splitlines()[4:-4] == lines


def test_a_further_passage_begins_where_the_one_above_it_ends_and_fits_its_line() -> None:
    text = "Kalimat yang sudah ada. " + "Kalimat lain tentang banjir " * 6
    shown = replace(HIT.passage, start=0, end=24)
    further = Passage(ARTICLE.id, 1, 0, len(text), text)
    first = replace(HIT, passage=replace(shown, text=BODY), passages=(further,))
    (line,) = printed(first).splitlines()[4:-4]
    assert line.startswith("    + Kalimat lain tentang banjir Kalimat")
    assert (len(line), line[-1]) == (80, "…")
    # One before it has all of its beginning to tell.
    behind = replace(first, passage=replace(shown, start=5))
    assert printed(behind).splitlines()[4].startswith("    + Kalimat yang sudah ada.")


def test_further_passages_are_dim() -> None:
    hit = replace(HIT, passages=(HIT.passage,))
    assert "    \x1b[2m+ Pasar tenang. Banjir" in printed(hit, colour=True)


def test_explained_each_part_of_the_score_has_its_line() -> None:
    explanation = replace(HIT.explanation, standardised=ZScores(-0.5, 4.0))
    assert printed(replace(HIT, explanation=explanation), explain=True).splitlines()[4:-4] == [
        "             rank      raw score   z-score     part",
        "    dense       –   cosine 0.250    -0.500   -0.250",
        "    lexical     1    BM25 12.000    +4.000   +2.000",
        "    period                                   +0.750",
        "    recency                                  +0.000",
        "    language                                 +0.000",
        "    score                                     2.500",
        "    matched Pasar ← market 0.80, Banjir",
    ]


def test_explained_passages_and_outlets_tell_why_they_are_under_a_hit() -> None:
    grouped = (
        Grouped("a", "same_article", 1.25),
        Grouped("b", "same_story", 2.0, like=ARTICLE.id, likeness=0.996),
        Grouped("c", "same_story", -1.0, like="b", likeness=0.75),
    )
    copies = (replace(ARTICLE, id="b"), replace(ARTICLE, id="c", source=None))
    hit = replace(
        HIT,
        passages=(HIT.passage,),
        outlets=copies,
        explanation=replace(HIT.explanation, grouped=grouped),
    )
    told = " ".join(line.strip() for line in printed(hit, explain=True).splitlines())
    assert "further passages: of the same article, with the scores 1.250 " in told
    assert (
        "outlets: near-copies of one story, Kabar (0.99 alike, score 2.000), "
        "news.jsonl:1 (0.75 alike, score -1.000) " in told
    )


@pytest.mark.parametrize(
    ("share", "because", "line"),
    [
        (
            0.75,
            "asks",
            "Fusion: the dense leg counts 75 %, the lexical 25 %, because the question is in words.",
        ),
        (
            0.5,
            "states",
            "Fusion: the dense leg counts 50 %, the lexical 50 %, because the question is keywords or a "
            "statement.",
        ),
        (
            0.5,
            "news",
            "Fusion: the dense leg counts 50 %, the lexical 50 %, both divided by 100, because the "
            "question asks for news alone.",
        ),
    ],
)
def test_explained_an_answer_tells_how_the_legs_share_a_score(
    share: float, because: ShareReason, line: str
) -> None:
    told = printed(HIT, explanation=RankingExplanation(share, because, ()))
    assert " ".join(told.partition("\n\n")[0].split()) == line
    assert told.partition("\n\n")[2].startswith(" 1  Banjir")
    assert "Cut" not in told


def test_explained_an_answer_tells_what_was_cut_and_why() -> None:
    cuts = (
        Cut("a", "Pasar", "diversity", like=ARTICLE.id, cosine=0.981),
        Cut("b", None, "relevance", relevance=0.3999),
        Cut("c", "Feri", "excluded", "feri"),
        Cut("d", "Ikan", "phrase", "pasar ikan"),
        Cut("e", "Lama", "time", "pekan lalu"),
        Cut("f", "Lain", "filter", "source"),
    )
    told = printed(HIT, explanation=RankingExplanation(0.5, "states", cuts))
    assert told.partition("Cut; otherwise they would be among the hits:\n")[2].splitlines()[:7] == [
        "    Pasar: repeats hit 1, cosine 0.98",
        "    b: not relevant enough, 0.39",
        "    Feri: holds, or its title does, “feri”",
        "    Ikan: lacks “pasar ikan”",
        "    Lama: is not of “pekan lalu”",
        "    Lain: does not pass --source",
        "",
    ]


@pytest.mark.parametrize(
    ("matches", "line"),
    [
        ((), "matched no word: found by meaning"),
        ((Match(0, 5, "U.S.\nArmy", "us army", "us army", "phrase", 1.0),), 'matched "U.S. Army"'),
        ((Match(0, 9, "merendam", "rendaman", "rendam", "word", 1.0),), "matched merendam ← rendaman"),
    ],
)
def test_matches_of_each_kind(matches: tuple[Match, ...], line: str) -> None:
    hit = replace(HIT, snippet=replace(HIT.snippet, matches=matches))
    assert f"    {line}" in printed(hit, explain=True).splitlines()


@pytest.mark.parametrize(
    ("understood", "cure"),
    [
        (NOTHING, "build an index of more articles"),
        (Understanding(note="The question has no word."), "ask with other words"),
        (Understanding(times=(TIME,), time_use="filter"), "ask with --time prefer"),
        (Understanding(excluded=("banjir",)), "exclude less"),
        (Understanding(phrases=("pasar ikan",), note="Reading stopped."), "quote less"),
    ],
)
def test_without_hits_the_cure_is_what_was_asked_too_much(understood: Understanding, cure: str) -> None:
    *before, last = printed(understood=understood).splitlines()
    assert last == f"No hits: {cure}; `cari status` says what there is."
    assert (understood.note in before) is bool(understood.note)

"""Markup that comes along with a pasted question, and text that only looks like it."""

from __future__ import annotations

import pytest

from index import Filters
from index.question import Preferences
from index.understanding.parsing import checked_question, parse_question
from index.understanding.pasted import unmarked

MARKED = [
    ("<h1>Revisi UU KPK disahkan</h1>", "Revisi UU KPK disahkan"),
    ('<div class="title">Kebakaran hutan Riau</div>', "Kebakaran hutan Riau"),
    ("<html><head><title>Banjir Riau</title></head></html>", "Banjir Riau"),
    ("<p>Banjir<br>di <b>Riau</b></p><script>x()</script>", "Banjir\ndi Riau"),
    ("<!-- iklan --> Banjir <!DOCTYPE html>", "Banjir"),
    ("&lt;p&gt;Banjir&lt;/p&gt;", "Banjir"),
    ("iuran BPJS&nbsp;naik", "iuran BPJS naik"),
    ("Jum&#39;at, R&amp;D &quot;Smart SIM&quot;", 'Jum\'at, R&D "Smart SIM"'),
    ("[Habibie meninggal](https://x.co/abc_(1))", "Habibie meninggal"),
    ('apa ![foto](a.png "judul") ini [banjir]( <b> ) itu', "apa foto ini banjir itu"),
    ("## Gempa *Ambon*", "Gempa Ambon"),
    ("> - **_Jokowi_** dan ~~Prabowo~~ `IKN`", "Jokowi dan Prabowo IKN"),
    ("# Satu\n\n* dua", "Satu\ndua"),
]


@pytest.mark.parametrize(("question", "plain"), MARKED)
def test_markup_is_taken_off(question: str, plain: str) -> None:
    assert unmarked(question) == plain


PLAIN = [
    "inflasi < 3%",
    "a <b dan c> d",
    "SEARS <S> DEAN WITTER UNIT AGREES",
    "GENERAL ELECTRIC<GE> UNVEILS",
    "AT&T, R&D, news&notes",
    "#BanjirJakarta",
    "IZ*ONE b*ngs*t 2 * 3 * 4",
    "snake_case_name Jokowi`s Governor`s",
    "- 5 derajat",
    "Jokowi - Prabowo",
    "[sic] (kata)  dua  spasi",
    "",
]


@pytest.mark.parametrize("question", PLAIN)
def test_what_is_no_markup_stays(question: str) -> None:
    assert unmarked(question) == question


def test_times_are_found_where_the_question_has_them() -> None:
    asked = parse_question(
        checked_question("<p>Banjir&nbsp;di <b>Mei 2024</b></p>"), Filters(), Preferences()
    )
    assert asked.question == "Banjir di Mei 2024"
    assert [asked.question[one.start : one.end] for one in asked.times] == ["di Mei 2024"]
    assert asked.phrases == ()


@pytest.mark.parametrize("question", ["<br>", "&nbsp;&shy;", "<script>x()</script>", "![]( )"])
def test_nothing_but_markup_asks_for_nothing(question: str) -> None:
    asked = parse_question(checked_question(question), Filters(), Preferences())
    assert (asked.question, asked.aim) == ("", "nothing")

"""Amounts: which are found in a text, and what the other notation of each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.understanding.amounts import amounts

if TYPE_CHECKING:
    from index.records import Language

FOUND = [
    ("id", "emas 760 ribu per gram", "760 ribu", "760000", "760000"),
    ("id", "emas Rp760.000", "760.000", "760000", "760 ribu"),
    ("id", "emas RP 760,000", "760,000", "760000", "760 ribu"),
    ("id", "rugi 1,2 miliar", "1,2 miliar", "1200000000", "1200000000"),
    ("id", "rugi 1.2 milyar", "1.2 milyar", "1200000000", "1200000000"),
    ("id", "rugi 1.200.000.000", "1.200.000.000", "1200000000", "1.2 miliar"),
    ("id", "Rp5juta", "5juta", "5000000", "5000000"),
    ("id", "30 ribuan warga", "30 ribuan", "30000", "30000"),
    ("id", "30000 warga", "30000", "30000", "30 ribu"),
    ("en", "1.5 million people", "1.5 million", "1500000", "1500000"),
    ("en", "30,000 people", "30,000", "30000", "30 thousand"),
    ("en", "5,000,000,000,000 rupiah", "5,000,000,000,000", "5000000000000", "5 trillion"),
    ("und", "2.000.000", "2.000.000", "2000000", "2 juta million"),
]


@pytest.mark.parametrize(("language", "text", "written", "figures", "other"), FOUND)
def test_an_amount_has_two_notations(
    language: Language, text: str, written: str, figures: str, other: str
) -> None:
    (found,) = amounts(text, language)
    assert (text[slice(*found.span)], found.figures) == (written, figures)
    assert " ".join(term.word for term in found.other) == other


@pytest.mark.parametrize(
    "text",
    [
        "tahun 2019",
        "seribu, 1.000, 1000",
        "Merapi 1.100 meter",  # nobody writes `1,1 ribu`
        "8.123 kasus",
        "nilai 10.000,5",
        "versi 10.12.345.6",
        "COVID12345",
        "5 jutawan",
        "1.234.567 rupiah",
        "kode pos 00100",
        "inflasi 0.125, 0,005 dan 0.500",
        "0 juta, 00 juta, 000 ribu",
        "5 mılıar",
        "telepon 021-500000",
        "telepon 021500000",
        "utang 7.000 triliun",
    ],
)
def test_what_has_one_notation_only(text: str) -> None:
    assert list(amounts(text, "id")) == []

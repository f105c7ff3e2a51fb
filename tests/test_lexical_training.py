"""How lexicon and stems come out of word links: cases small enough to count."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("snowballstemmer", reason="only training needs it: pip install 'cari[train]'")

from index.lexical.lexicon import Lexicon
from index.text.stems import listed, roots
from train.lexicon import lexicon_of, main, probable
from train.links import turned
from train.names import Written, capitals, names, parted
from train.stem_tables import plain, separated, written
from train.stems import APART, grouped

if TYPE_CHECKING:
    from pathlib import Path

LINKS = {
    "pemerintah": {"government": 90.0},
    "pemerintahan": {"government": 30.0, "administration": 10.0},
    "perintah": {"order": 20.0},
}


def test_words_of_one_family_are_parted_by_meaning() -> None:
    groups = grouped(LINKS, lambda word: roots(word, "id"))
    assert groups == {"pemerintah": ["pemerintah", "pemerintahan"], "perintah": ["perintah"]}
    assert written(groups) == "pemerintah pemerintahan\nperintah\n"


def test_probabilities_are_shares_of_a_word_s_links_by_stem() -> None:
    links = {"banjir": {"flood": 6.0, "floods": 3.0, "water": 0.8, "rare": 0.2}, "once": {"seldom": 0.1}}
    stems = {"floods": "flood"}
    assert probable(links, lambda word: stems.get(word, word)) == {
        "banjir": [("flood", 0.9), ("water", 0.08)]
    }


def test_a_lexicon_has_both_sides_of_the_links_without_abbreviations() -> None:
    def links() -> dict[str, dict[str, float]]:
        return {"banjir": {"floods": 1.0}, "wni": {"citizens": 1.0}, "bangsa": {"un": 1.0}}

    def beginning(word: str, language: str) -> str:
        return f"{language} {word[:4]}"

    log: Counter[str] = Counter()
    lexicon = lexicon_of(links(), beginning, log, glossary=False)
    assert lexicon.id == {"banjir": [("en floo", 1.0)], "bangsa": [("en un", 1.0)]}
    assert lexicon.en == {"floods": [("id banj", 1.0)], "citizens": [("id wni", 1.0)]}
    assert not log
    lexicon = lexicon_of(links(), beginning, log, glossary=False, abbreviations=True)
    assert [*lexicon.id, *lexicon.en] == ["banjir", "wni", "bangsa", "floods", "citizens", "un"]


def test_the_lexicon_is_made_of_all_links_and_the_glossary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The glossary has `aamiin`: amen.
    monkeypatch.setattr("train.lexicon.linked", lambda *_: {"banjir": {"floods": 1.0}, "aamiin": {"so": 9.0}})
    out = tmp_path / "lexicon.tsv.gz"
    monkeypatch.setattr("sys.argv", ["lexicon", "--data", "data", "--out", str(out)])
    main()
    lexicon = Lexicon.read(out)
    assert "flood" in dict(lexicon.id["banjir"])
    assert lexicon.id["aamiin"] == [("amen", 1.0)]
    assert lexicon.en["floods"] == [("banjir", 1.0)]
    assert "id glossary: " in capsys.readouterr().out


def test_links_read_from_the_other_side() -> None:
    assert turned(LINKS)["government"] == {"pemerintah": 90.0, "pemerintahan": 30.0}


def test_words_within_sentences_are_counted_by_their_capitals() -> None:
    # Neither the first word of a sentence counts, nor one after a capital alone, nor one in capitals.
    text = "Kota di Kediri, Kediri. Kediri itu KEDIRI, dan kediri; di Beyoncé"
    assert capitals([("id", text), ("en", "in Kediri"), ("en", "in Kediri")]) == {
        "id": {
            "kediri": Written(2, 1),
            "itu": Written(0, 1),
            "dan": Written(0, 1),
            "beyonce": Written(1, 0),
        },
        "en": {"kediri": Written(2, 0)},
    }


GROUPS = {
    "diri": ["diri", "dirinya", "kediri"],
    "mesir": ["mesir"],
    "setara": ["setara", "tara"],
    "alun-alun": ["alun-alun", "alun"],
}
COUNTED = {
    "diri": Written(5, 900),
    "kediri": Written(99, 1),
    "kedirinya": Written(3, 0),
    "mesir": Written(500, 0),
    "mesirnya": Written(30, 0),
    "tarakan": Written(40, 0),
    "setara": Written(0, 50),
    "menyetarakan": Written(0, 6),
    "alun": Written(95, 0),
    "alunan": Written(0, 30),
}


def test_a_name_is_nearly_always_written_with_a_capital_and_its_family_is_not() -> None:
    # `mesirnya` is a form of a name, and `alun-alun` one of `alun`.
    assert names(GROUPS, COUNTED, "id") == {"kediri": "diri", "tarakan": "setara"}


@pytest.mark.parametrize(
    "written",
    [
        Written(94, 6),  # Of 20 a capital less than 19.
        Written(19, 0),  # Too seldom to tell.
    ],
)
def test_a_word_that_is_also_none_or_rare_is_no_name(written: Written) -> None:
    assert names(GROUPS, {**COUNTED, "kediri": written}, "id") == {"tarakan": "setara"}


def test_a_name_leaves_its_group_with_its_forms_and_nothing_else_does() -> None:
    groups = {**GROUPS, "diri": [*GROUPS["diri"], "kedirinya"]}
    apart = parted(groups, {"kediri": "diri", "tarakan": "setara"}, COUNTED, "id")
    assert {stem: sorted(words) for stem, words in apart.items()} == {
        "diri": ["diri", "dirinya"],
        "kediri": ["kediri", "kedirinya"],
        "mesir": ["mesir"],
        "setara": ["menyetarakan", "setara", "tara"],
        "tarakan": ["tarakan"],
        "alun-alun": ["alun", "alun-alun"],
    }
    assert names(apart, COUNTED, "id") == {}


def test_words_that_only_look_like_forms_are_stems_of_their_own() -> None:
    groups = {"uang": ["uang", "beruang", "uangnya"], "bear": ["bear"]}
    assert separated(groups, ["beruang", "bear", "unheard"]) == {
        "uang": ["uang", "uangnya"],
        "beruang": ["beruang"],
        "bear": ["bear"],
    }


def test_the_table_that_ships_separates_the_words_that_only_look_like_forms() -> None:
    stems = listed("id")
    for line in APART.read_text("utf-8").splitlines():
        word, other, why = line.split("\t")
        assert (stems[word], stems[other]) == (word, other), why


def test_groups_without_accents_are_those_of_the_plain_words() -> None:
    groups = {
        "café": ["café", "cafés"],
        "resuming": ["resuming", "resume"],
        "résumé": ["résumé", "résumés"],
        "AS": ["AS"],
    }
    assert plain(groups) == {
        "cafe": ["cafe", "cafes"],
        "resuming": ["resuming", "resume", "resumes"],
        "AS": ["AS"],
    }

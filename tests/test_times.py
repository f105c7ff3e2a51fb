"""Time in questions: tables of what they speak of, asked on Wednesday 17 July 2024."""

from __future__ import annotations

from datetime import date
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.times.expressions import TimeExpression, has_begun, names_last_first, time_expressions
from index.times.forms import forms
from index.times.periods import Period, months_later, third
from index.times.quarters import in_usual_words
from index.times.words import days_of_months, is_of_date, is_reported

if TYPE_CHECKING:
    from index.records import KnownLanguage

TODAY = date(2024, 7, 17)


def spoken(question: str, language: str, today: date = TODAY) -> list[str]:
    """Each expression as `text: since..until`, with ` ?` where it is not certain."""
    found = [one for one in time_expressions(question, language, today) if has_begun(one, today)]
    return [f"{one.text}: {one.since or ''}..{one.until or ''}{'' if one.certain else ' ?'}" for one in found]


INDONESIAN = [
    # days, weeks, months, years from today
    ("harga beras hari ini", "hari ini: 2024-07-17..2024-07-17"),
    ("Banjir kemarin di Demak", "kemarin: 2024-07-16..2024-07-16"),
    ("gempa tadi malam", "tadi malam: 2024-07-16..2024-07-17"),
    ("lusa kemarin", "lusa kemarin: 2024-07-15..2024-07-15"),
    ("kebakaran subuh tadi", "subuh tadi: 2024-07-17..2024-07-17"),
    ("kebakaran malam kemarin", "malam kemarin: 2024-07-16..2024-07-17"),
    ("kemaren lusa", "kemaren lusa: 2024-07-15..2024-07-15"),
    ("kmrn lusa", "kmrn lusa: 2024-07-15..2024-07-15"),
    ("gempa mlm ini", "mlm ini: 2024-07-17..2024-07-17"),
    ("bbrp hari lalu", "bbrp hari lalu: 2024-07-11..2024-07-15"),
    ("banjir kmrn", "kmrn: 2024-07-16..2024-07-16"),
    ("banjir 2 hari yg lalu", "2 hari yg lalu: 2024-07-15..2024-07-15"),
    ("bln lalu", "bln lalu: 2024-06-01..2024-06-30"),
    ("5 th yg lalu", "5 th yg lalu: 2019-01-01..2019-12-31"),
    ("kebakaran minggu lalu", "minggu lalu: 2024-07-08..2024-07-14"),
    ("kebakaran pekan ini", "pekan ini: 2024-07-15..2024-07-21"),
    ("akhir pekan lalu", "akhir pekan lalu: 2024-07-13..2024-07-14"),
    ("demo bulan kemarin", "bulan kemarin: 2024-06-01..2024-06-30"),
    ("kuartal lalu", "kuartal lalu: 2024-04-01..2024-06-30"),
    ("APBN TAHUN LALU", "TAHUN LALU: 2023-01-01..2023-12-31"),
    ("dua hari yang lalu", "dua hari yang lalu: 2024-07-15..2024-07-15"),
    ("sekitar 3 bulan lalu", "sekitar 3 bulan lalu: 2024-04-01..2024-04-30"),
    ("setahun silam", "setahun silam: 2023-01-01..2023-12-31"),
    ("beberapa hari lalu", "beberapa hari lalu: 2024-07-11..2024-07-15"),
    ("selama 3 bulan terakhir", "selama 3 bulan terakhir: 2024-04-17..2024-07-17"),
    ("sepekan terakhir ini", "sepekan terakhir ini: 2024-07-10..2024-07-17"),
    ("24 jam terakhir", "24 jam terakhir: 2024-07-16..2024-07-17"),
    ("3 jam lalu", "3 jam lalu: 2024-07-16..2024-07-17"),
    ("sejam lalu", "sejam lalu: 2024-07-16..2024-07-17"),
    ("jam lalu", "jam lalu: 2024-07-16..2024-07-17"),
    ("setengah tahun lalu", "setengah tahun lalu: 2024-01-01..2024-01-31"),
    ("setengah tahun terakhir", "setengah tahun terakhir: 2024-01-17..2024-07-17"),
    ("setengah jam lalu", "setengah jam lalu: 2024-07-16..2024-07-17"),
    ("kurang dari setahun lalu", "kurang dari setahun lalu: 2023-07-17..2024-07-17"),
    ("korban lebih dari tahun lalu", "dari tahun lalu: 2023-01-01..2023-12-31"),
    ("taun lalu", "taun lalu: 2023-01-01..2023-12-31"),
    ("setaun lalu", "setaun lalu: 2023-01-01..2023-12-31"),
    ("wiken kemarin", "wiken kemarin: 2024-07-13..2024-07-14"),
    ("gempa semalem", "semalem: 2024-07-16..2024-07-17"),
    ("td pagi", "td pagi: 2024-07-17..2024-07-17"),
    ("3 hari kemarin", "3 hari kemarin: 2024-07-14..2024-07-17"),
    ("dekade terakhir", "dekade terakhir: 2014-07-17..2024-07-17"),
    ("7 hari kebelakang", "7 hari kebelakang: 2024-07-10..2024-07-17"),
    ("kasus DBD sejak awal tahun", "sejak awal tahun: 2024-01-01..2024-07-17"),
    ("sejak awal tahun hingga April", "sejak awal tahun hingga April: 2024-01-01..2024-04-30"),
    ("sejak awal tahun hingga 5 Mei 2023", "sejak awal tahun hingga 5 Mei 2023: 2023-01-01..2023-05-05"),
    ("sejak awal tahun 2023", "sejak awal tahun 2023: 2023-01-01.."),
    ("lima tahun ke belakang", "lima tahun ke belakang: 2019-07-17..2024-07-17"),
    # how many
    ("berita lima belas tahun lalu", "lima belas tahun lalu: 2009-01-01..2009-12-31"),
    ("lima puluh tahun lalu", "lima puluh tahun lalu: 1974-01-01..1974-12-31"),
    ("tiga belas hari lalu", "tiga belas hari lalu: 2024-07-04..2024-07-04"),
    ("dua puluh lima tahun lalu", "dua puluh lima tahun lalu: 1999-01-01..1999-12-31"),
    ("duapuluh lima thn yg lalu", "duapuluh lima thn yg lalu: 1999-01-01..1999-12-31"),
    ("seratus dua puluh empat tahun lalu", "seratus dua puluh empat tahun lalu: 1900-01-01..1900-12-31"),
    ("dalam dua puluh tahun terakhir", "dalam dua puluh tahun terakhir: 2004-07-17..2024-07-17"),
    ("0124 tahun lalu", "0124 tahun lalu: 1900-01-01..1900-12-31"),
    ("sejak Desember hingga 24282 bulan lalu", "sejak Desember: 2023-12-01.."),
    ("5hari lalu", "5hari lalu: 2024-07-12..2024-07-12"),
    ("2thn terakhir", "2thn terakhir: 2022-07-17..2024-07-17"),
    ("2-3 hari lalu", "2-3 hari lalu: 2024-07-14..2024-07-15"),
    ("dua tiga hari lalu", "dua tiga hari lalu: 2024-07-14..2024-07-15"),
    ("dua atau empat tahun lalu", "dua atau empat tahun lalu: 2020-01-01..2022-12-31"),
    ("U-17 tahun lalu", "tahun lalu: 2023-01-01..2023-12-31"),
    # dates
    ("17 Agustus 2023", "17 Agustus 2023: 2023-08-17..2023-08-17"),
    ("17/8/2023", "17/8/2023: 2023-08-17..2023-08-17"),
    ("2023-08-17", "2023-08-17: 2023-08-17..2023-08-17"),
    ("pada Senin, 8 April 2019", "pada Senin, 8 April 2019: 2019-04-08..2019-04-08"),
    ("ujar Yuli, Senin (15/1)", "Senin (15/1): 2024-01-15..2024-01-15"),
    ("18-19 November 2023", "18-19 November 2023: 2023-11-18..2023-11-19"),
    ("rapat 5 Agt 2023", "5 Agt 2023: 2023-08-05..2023-08-05"),
    ("tanggal 17 Agustus", "tanggal 17 Agustus: 2023-08-17..2023-08-17"),
    ("lomba 17 Agustus", "17 Agustus: 2023-08-17..2023-08-17 ?"),
    ("lomba 17 agustus", "17 agustus: 2023-08-17..2023-08-17 ?"),
    ("LOMBA 17 AGUSTUS", "17 AGUSTUS: 2023-08-17..2023-08-17 ?"),
    ("demo 24/6", "24/6: 2024-06-24..2024-06-24 ?"),
    ("demo 5/9", "5/9: 2023-09-05..2023-09-05 ?"),
    ("demo tanggal 3/4", "tanggal 3/4: 2024-04-03..2024-04-03"),
    ("demo Senin 3/6", "Senin 3/6: 2024-06-03..2024-06-03"),
    ("29 Februari", "29 Februari: 2024-02-29..2024-02-29 ?"),
    ("dari 28 hingga 3 Mei 2023", "dari 28 hingga 3 Mei 2023: 2023-04-28..2023-05-03"),
    ("5 s/d 20 Juni 2020", "5 s/d 20 Juni 2020: 2020-06-05..2020-06-20"),
    ("1 Juni-5 Juli 2023", "1 Juni-5 Juli 2023: 2023-06-01..2023-07-05"),
    ("05-06-2020 - 20-06-2020 banjir", "05-06-2020 - 20-06-2020: 2020-06-05..2020-06-20"),
    ("tanggal 5 bulan lalu", "tanggal 5 bulan lalu: 2024-06-05..2024-06-05"),
    ("tgl 5 bln ini", "tgl 5 bln ini: 2024-07-05..2024-07-05"),
    ("12 Mei '23", "12 Mei '23: 2023-05-12..2023-05-12"),
    ("kerusuhan 12 Mei 98", "12 Mei 98: 1998-05-12..1998-05-12"),
    ("Senin (5/6/23)", "Senin (5/6/23): 2023-06-05..2023-06-05"),
    ("setelah tanggal 15/9/2023", "setelah tanggal 15/9/2023: 2023-09-16.."),
    ("sejak tgl 1/9/2023", "sejak tgl 1/9/2023: 2023-09-01.."),
    (
        "antara tanggal 9/9/2023 dan 13/9/2023",
        "antara tanggal 9/9/2023 dan 13/9/2023: 2023-09-09..2023-09-13",
    ),
    ("apa yang terjadi tanggal 11/9/2023?", "tanggal 11/9/2023: 2023-09-11..2023-09-11"),
    ("tanggal 2023-09-11", "tanggal 2023-09-11: 2023-09-11..2023-09-11"),
    ("berita hari Kamis 17/8/2023", "hari Kamis 17/8/2023: 2023-08-17..2023-08-17"),
    ("berita Kamis, 17/8/2023", "Kamis, 17/8/2023: 2023-08-17..2023-08-17"),
    ("minggu 10/9/2023", "minggu 10/9/2023: 2023-09-10..2023-09-10"),
    ("demo 10/9/19", "10/9/19: 2019-09-10..2019-09-10"),
    ("demo 10-9-19", "10-9-19: 2019-09-10..2019-09-10"),
    ("tanggal 9/10/11", "tanggal 9/10/11: 2011-10-09..2011-10-09"),
    ("demo 10-Sep-2019", "10-Sep-2019: 2019-09-10..2019-09-10"),
    ("17 Agus 2019", "17 Agus 2019: 2019-08-17..2019-08-17"),
    ("17 Agst 2019", "17 Agst 2019: 2019-08-17..2019-08-17"),
    ("tanggal 10 bulan September 2023", "tanggal 10 bulan September 2023: 2023-09-10..2023-09-10"),
    ("tanggal 2 bulan 8 tahun 2023", "tanggal 2 bulan 8 tahun 2023: 2023-08-02..2023-08-02"),
    ("9 sampai dengan 12 Mei 2023", "9 sampai dengan 12 Mei 2023: 2023-05-09..2023-05-12"),
    ("KPK 9 s.d 12 Mei 2023", "9 s.d 12 Mei 2023: 2023-05-09..2023-05-12"),
    ("1 sd 5 Mei 2023", "1 sd 5 Mei 2023: 2023-05-01..2023-05-05"),
    ("kelas 5 SD 2 Mei 2023", "2 Mei 2023: 2023-05-02..2023-05-02"),
    ("KPK 9, 10 dan 11 Mei 2023", "9, 10 dan 11 Mei 2023: 2023-05-09..2023-05-11"),
    ("KPK 9, 10, dan 11 Mei 2023", "9, 10, dan 11 Mei 2023: 2023-05-09..2023-05-11"),
    ("antara 9 dan 12 Mei 2023", "antara 9 dan 12 Mei 2023: 2023-05-09..2023-05-12"),
    ("demo tanggal 10.9.19", "tanggal 10.9.19: 2019-09-10..2019-09-10"),
    ("demo Selasa, 10.9.19", "Selasa, 10.9.19: 2019-09-10..2019-09-10"),
    ("demo tanggal 7/9 2005", "tanggal 7/9 2005: 2005-09-07..2005-09-07"),
    ("demo Rabu 7/9, 2005", "Rabu 7/9, 2005: 2005-09-07..2005-09-07"),
    ("Barcelona menang 5 Mei 10", "5 Mei: 2024-05-05..2024-05-05 ?"),
    ("sidang 9 dan 11 Mei hingga 3 Juni 2023", "9 dan 11 Mei hingga 3 Juni 2023: 2023-05-09..2023-06-03"),
    ("sidang 9 dan 11 Mei-3 Juni 2023", "9 dan 11 Mei-3 Juni 2023: 2023-05-09..2023-06-03"),
    # `lalu lintas` is traffic
    ("Senin pagi lalu lintas padat", "Senin pagi: 2024-07-15..2024-07-15 ?"),
    ("tanggal 10 Mei lalu lintas macet", "tanggal 10 Mei: 2024-05-10..2024-05-10"),
    ("Desember lalu-lintas macet", "Desember: 2023-12-01..2023-12-31 ?"),
    ("tanggal 10 kemarin", "tanggal 10 kemarin: 2024-07-10..2024-07-10"),
    ("tanggal 17 lalu", "tanggal 17 lalu: 2024-06-17..2024-06-17"),
    ("tanggal 31 lalu", "tanggal 31 lalu: 2024-05-31..2024-05-31"),  # there is none in June
    ("sejak tanggal 1 ini", "sejak tanggal 1 ini: 2024-07-01.."),
    ("bulan lalu tanggal 5", "bulan lalu tanggal 5: 2024-06-05..2024-06-05"),
    ("tahun lalu tanggal 5 Mei", "tahun lalu tanggal 5 Mei: 2023-05-05..2023-05-05"),
    ("1 & 2 Mei 2023", "1 & 2 Mei 2023: 2023-05-01..2023-05-02"),
    # months
    ("bulan ke-8 tahun 2023", "bulan ke-8 tahun 2023: 2023-08-01..2023-08-31"),
    ("bulan 8 tahun 2023", "bulan 8 tahun 2023: 2023-08-01..2023-08-31"),
    ("pada Juli 2024", "pada Juli 2024: 2024-07-01..2024-07-31"),
    ("banjir juli 2023", "juli 2023: 2023-07-01..2023-07-31"),
    ("pada Mei", "pada Mei: 2024-05-01..2024-05-31"),
    ("pada bulan september", "pada bulan september: 2023-09-01..2023-09-30"),
    ("topan Katrina Agustus lalu", "Agustus lalu: 2023-08-01..2023-08-31"),
    ("Juli lalu", "Juli lalu: 2023-07-01..2023-07-31"),
    ("Februari tahun lalu", "Februari tahun lalu: 2023-02-01..2023-02-28"),
    ("Februari thn lalu", "Februari thn lalu: 2023-02-01..2023-02-28"),
    ("tahun lalu bulan Mei", "tahun lalu bulan Mei: 2023-05-01..2023-05-31"),
    ("dalam 10 tahun ini", "dalam 10 tahun ini: 2014-07-17..2024-07-17"),
    ("harga beras 10 tahun ini", "10 tahun ini: 2014-07-17..2024-07-17"),
    ("kasus kekerasan anak 5 tahun ini", "5 tahun ini: 2019-07-17..2024-07-17"),
    ("jumlah siswa 3 tahun ini", "3 tahun ini: 2021-07-17..2024-07-17"),
    ("Piala Dunia U-17 tahun ini", "tahun ini: 2024-01-01..2024-12-31"),
    ("Piala Dunia U 17 tahun ini", "tahun ini: 2024-01-01..2024-12-31"),
    ("ujian kelas 12 tahun ini", "tahun ini: 2024-01-01..2024-12-31"),
    ("tahun 2022 bulan Mei", "tahun 2022 bulan Mei: 2022-05-01..2022-05-31"),
    ("bulan Juni th 2020", "bulan Juni th 2020: 2020-06-01..2020-06-30"),
    ("tragedi Mei 98", "Mei 98: 1998-05-01..1998-05-31"),
    ("pada Mei 98 orang tewas", "pada Mei: 2024-05-01..2024-05-31"),
    ("Covid-19 Mei 2020", "Mei 2020: 2020-05-01..2020-05-31"),
    ("harga cabai Juni di pasar", "Juni: 2024-06-01..2024-06-30 ?"),
    ("banjir maret", "maret: 2024-03-01..2024-03-31 ?"),
    ("Maret banjir", "Maret: 2024-03-01..2024-03-31 ?"),
    ("banjir di Jakarta maret", "maret: 2024-03-01..2024-03-31 ?"),
    # years and their parts
    ("sensus tahun 2018", "tahun 2018: 2018-01-01..2018-12-31"),
    ("di 2018", "di 2018: 2018-01-01..2018-12-31"),
    ("2018 lalu", "2018 lalu: 2018-01-01..2018-12-31"),
    ("tahun 2018 kemarin", "tahun 2018 kemarin: 2018-01-01..2018-12-31"),
    ("krisis tahun '98", "tahun '98: 1998-01-01..1998-12-31"),
    ("krisis tahun 98", "tahun 98: 1998-01-01..1998-12-31"),
    ("sekitar 2019", "sekitar 2019: 2019-01-01..2019-12-31"),
    ("sekitar tahun 2020", "sekitar tahun 2020: 2020-01-01..2020-12-31"),
    ("awal 2023", "awal 2023: 2023-01-01..2023-04-30"),
    ("medio 2023", "medio 2023: 2023-05-01..2023-08-31"),
    ("pertengahan tahun 2023", "pertengahan tahun 2023: 2023-05-01..2023-08-31"),
    ("pada akhir tahun lalu", "pada akhir tahun lalu: 2023-09-01..2023-12-31"),
    ("awal Juli 2024", "awal Juli 2024: 2024-07-01..2024-07-10"),
    ("akhir Maret", "akhir Maret: 2024-03-21..2024-03-31"),
    ("awal pekan ini", "awal pekan ini: 2024-07-15..2024-07-16"),
    ("minggu kedua Mei 2023", "minggu kedua Mei 2023: 2023-05-08..2023-05-14"),
    ("pekan pertama bulan Mei", "pekan pertama bulan Mei: 2024-05-01..2024-05-07"),
    ("Minggu ke-3 di bulan Mei 2023", "Minggu ke-3 di bulan Mei 2023: 2023-05-15..2023-05-21"),
    ("minggu ke 2 Mei 2023", "minggu ke 2 Mei 2023: 2023-05-08..2023-05-14"),
    ("minggu terakhir Februari 2023", "minggu terakhir Februari 2023: 2023-02-22..2023-02-28"),
    ("minggu kelima Mei 2023", "minggu kelima Mei 2023: 2023-05-29..2023-05-31"),
    ("minggu kelima Februari 2023", "Februari 2023: 2023-02-01..2023-02-28"),  # there is none
    ("minggu keempat Juli", "minggu keempat Juli: 2023-07-22..2023-07-28"),  # that of 2024 has not begun
    ("minggu pertama bulan lalu", "minggu pertama bulan lalu: 2024-06-01..2024-06-07"),
    ("Minggu 7 Mei 2023", "Minggu 7 Mei 2023: 2023-05-07..2023-05-07"),
    ("sejak minggu ketiga Mei 2023", "sejak minggu ketiga Mei 2023: 2023-05-15.."),
    ("kuartal II 2023", "kuartal II 2023: 2023-04-01..2023-06-30"),
    ("kuartal ke 2 tahun 2023", "kuartal ke 2 tahun 2023: 2023-04-01..2023-06-30"),
    ("laba 3Q19", "3Q19: 2019-07-01..2019-09-30"),
    ("kinerja 1H19", "1H19: 2019-01-01..2019-06-30"),
    ("laba Q3'19", "Q3'19: 2019-07-01..2019-09-30"),
    ("triwulan ketiga tahun lalu", "triwulan ketiga tahun lalu: 2023-07-01..2023-09-30"),
    ("semester I/2023", "semester I/2023: 2023-01-01..2023-06-30"),
    ("kuartal tiga 2023", "kuartal tiga 2023: 2023-07-01..2023-09-30"),
    ("laba kuartal I dan II 2023", "kuartal I dan II 2023: 2023-01-01..2023-06-30"),
    ("kuartal I-III 2023", "kuartal I-III 2023: 2023-01-01..2023-09-30"),
    ("kuartal II s.d. III tahun lalu", "kuartal II s.d. III tahun lalu: 2023-04-01..2023-09-30"),
    ("semester pertama dan kedua 2022", "semester pertama dan kedua 2022: 2022-01-01..2022-12-31"),
    ("kuartal III-I 2023", "2023: 2023-01-01..2023-12-31 ?"),
    ("laba H1 2023", "H1 2023: 2023-01-01..2023-06-30"),
    ("laba 3Q18-1Q19", "3Q18-1Q19: 2018-07-01..2019-03-31"),
    ("laba 1Q-3Q 2018", "1Q-3Q 2018: 2018-01-01..2018-09-30"),
    ("laba 1H18-1H19", "1H18-1H19: 2018-01-01..2019-06-30"),
    ("kuartal terakhir 2022", "kuartal terakhir 2022: 2022-10-01..2022-12-31"),
    ("kuartal IV 2022 dan kuartal I 2023", "kuartal IV 2022 dan kuartal I 2023: 2022-10-01..2023-03-31"),
    ("laba sembilan bulan pertama 2023", "sembilan bulan pertama 2023: 2023-01-01..2023-09-30"),
    ("pada 6 bulan pertama tahun lalu", "pada 6 bulan pertama tahun lalu: 2023-01-01..2023-06-30"),
    # a quarter without a year is the latest that has begun, if it is one of a year
    ("ekonomi kuartal III", "kuartal III: 2024-07-01..2024-09-30 ?"),
    ("ekonomi pada triwulan ketiga", "pada triwulan ketiga: 2024-07-01..2024-09-30"),
    ("ekonomi kuartal IV", "kuartal IV: 2023-10-01..2023-12-31 ?"),
    ("ekonomi kuartal I dan II", "kuartal I dan II: 2024-01-01..2024-06-30 ?"),
    ("ekonomi kuartal II lalu", "kuartal II lalu: 2024-04-01..2024-06-30"),
    # but not where another time may say which year it is of
    ("laba kuartal III BCA 2019", "2019: 2019-01-01..2019-12-31 ?"),
    ("ekonomi pada kuartal III di 2019", "di 2019: 2019-01-01..2019-12-31"),
    ("ekonomi kuartal II hingga 2023", "hingga 2023: ..2023-12-31"),
    ("laba kuartal II - 2023", "kuartal II - 2023: 2023-04-01..2023-06-30"),
    ("laba Q2 – 2023", "Q2 – 2023: 2023-04-01..2023-06-30"),
    ("pada 1990-an", "pada 1990-an: 1990-01-01..1999-12-31"),
    ("lagu era 90-an", "era 90-an: 1990-01-01..1999-12-31"),
    ("krisis awal 2000-an", "awal 2000-an: 2000-01-01..2003-04-30"),
    ("akhir dasawarsa 1980-an", "akhir dasawarsa 1980-an: 1986-09-01..1989-12-31"),
    # weekdays
    ("Senin lalu", "Senin lalu: 2024-07-15..2024-07-15"),
    ("Rabu lalu", "Rabu lalu: 2024-07-10..2024-07-10"),
    ("gempa Senin malam", "Senin malam: 2024-07-15..2024-07-15 ?"),
    ("gempa Senin malam, 8 Mei 2023", "Senin malam, 8 Mei 2023: 2023-05-08..2023-05-08"),
    ("gempa Senin malam (8/5/2023)", "Senin malam (8/5/2023): 2023-05-08..2023-05-08"),
    ("gempa Rabu siang tadi", "siang tadi: 2024-07-17..2024-07-17"),
    ("gempa minggu malam", "minggu malam: 2024-07-14..2024-07-14 ?"),
    ("hujan 2 minggu malam ini", "malam ini: 2024-07-17..2024-07-17"),
    ("gempa Senin malam pekan lalu", "Senin malam pekan lalu: 2024-07-08..2024-07-08"),
    ("gempa Senin malam WIB, 8 Mei 2023", "8 Mei 2023: 2023-05-08..2023-05-08"),
    ("dari Senin pagi sampai Rabu", "dari Senin pagi sampai Rabu: 2024-07-15..2024-07-17"),
    ("Jumat pagi hari ini", "hari ini: 2024-07-17..2024-07-17"),
    ("gempa in Senin malam", "in Senin malam: 2024-07-15..2024-07-15"),
    ("gempa Rabu malam kemarin", "Rabu malam kemarin: 2024-07-10..2024-07-10"),
    ("pada Rabu", "pada Rabu: 2024-07-17..2024-07-17"),
    ("hari minggu", "hari minggu: 2024-07-14..2024-07-14"),
    ("banjir Minggu lalu", "Minggu lalu: 2024-07-14..2024-07-14"),
    ("Minggu lalu banjir", "Minggu lalu: 2024-07-08..2024-07-14"),
    ("Banjir Besar Minggu Lalu", "Minggu Lalu: 2024-07-08..2024-07-14"),
    ("gempa hari Senin minggu lalu", "hari Senin minggu lalu: 2024-07-08..2024-07-08"),
    ("hari minggu minggu lalu", "hari minggu minggu lalu: 2024-07-14..2024-07-14"),
    ("Jumat pekan lalu", "Jumat pekan lalu: 2024-07-12..2024-07-12"),
    ("minggu lalu hari Senin", "minggu lalu hari Senin: 2024-07-08..2024-07-08"),
    ("Senin-Jumat pekan lalu", "Senin-Jumat pekan lalu: 2024-07-08..2024-07-12"),
    # from and to
    ("sejak 2022", "sejak 2022: 2022-01-01.."),
    ("sejak tahun 2022 hingga kini", "sejak tahun 2022 hingga kini: 2022-01-01.."),
    ("2019 sampai skrg", "2019 sampai skrg: 2019-01-01.."),
    ("2019-sekarang", "2019-sekarang: 2019-01-01.."),
    ("antara 1 Juli dan sekarang", "antara 1 Juli dan sekarang: 2024-07-01.."),
    ("2018 s.d 2020", "2018 s.d 2020: 2018-01-01..2020-12-31 ?"),
    ("tahun 2018 dan sebelumnya", "tahun 2018 dan sebelumnya: ..2018-12-31"),
    ("di atas tahun 2018", "di atas tahun 2018: 2019-01-01.."),
    ("di bawah tahun 2018", "di bawah tahun 2018: ..2017-12-31"),
    ("2020 dan seterusnya", "2020 dan seterusnya: 2020-01-01.."),
    ("harga BBM mulai Januari 2024", "mulai Januari 2024: 2024-01-01.."),
    ("mulai dari tahun 2020", "mulai dari tahun 2020: 2020-01-01.."),
    ("mulai 2021 sampai 2023", "mulai 2021 sampai 2023: 2021-01-01..2023-12-31"),
    ("terhitung 1 Januari 2024", "terhitung 1 Januari 2024: 2024-01-01.."),
    ("mulai Senin", "mulai Senin: 2024-07-15.."),
    ("hingga Maret 2023", "hingga Maret 2023: ..2023-03-31"),
    ("sebelum 2020", "sebelum 2020: ..2019-12-31"),
    ("sebelum akhir 2023", "sebelum akhir 2023: ..2023-12-31"),
    ("sebelum awal 2023", "sebelum awal 2023: ..2022-12-31"),
    ("setelah Maret 2023", "setelah Maret 2023: 2023-04-01.."),
    ("di mana banjir terjadi setelah 2020", "setelah 2020: 2021-01-01.."),
    ("setelah 2021 hingga 2023", "setelah 2021 hingga 2023: 2022-01-01..2023-12-31"),
    ("setelah 2020 dan sebelum 2023", "setelah 2020 dan sebelum 2023: 2021-01-01..2022-12-31"),
    ("setelah Mei dan sebelum Juli 2023", "setelah Mei dan sebelum Juli 2023: 2023-06-01..2023-06-30"),
    ("sebelum 2023 tetapi sejak 2021", "sebelum 2023 tetapi sejak 2021: 2021-01-01..2022-12-31"),
    ("antara 2019 dan 2021", "antara 2019 dan 2021: 2019-01-01..2021-12-31"),
    ("antara 2021 dan 2019", "antara 2021 dan 2019: 2019-01-01..2021-12-31"),
    ("dari Mei hingga Juli 2023", "dari Mei hingga Juli 2023: 2023-05-01..2023-07-31"),
    ("antara Oktober dan Maret 2023", "antara Oktober dan Maret 2023: 2022-10-01..2023-03-31"),
    ("Januari-Maret 2023", "Januari-Maret 2023: 2023-01-01..2023-03-31"),
    ("dari 2019 sampai hari ini", "dari 2019 sampai hari ini: 2019-01-01..2024-07-17"),
    ("Mei 2022 hingga Juli", "Mei 2022 hingga Juli: 2022-05-01..2022-07-31"),
    ("November 2022 hingga akhir Maret", "November 2022 hingga akhir Maret: 2022-11-01..2023-03-31"),
    ("kuartal II 2022 hingga Oktober", "kuartal II 2022 hingga Oktober: 2022-04-01..2022-10-31"),
    ("dari Oktober hingga Maret", "dari Oktober hingga Maret: 2023-10-01..2024-03-31"),
    ("dari 2019 hingga Mei", "dari 2019 hingga Mei: 2019-01-01..2024-05-31"),
    ("3 hari lalu hingga kemarin", "3 hari lalu hingga kemarin: 2024-07-14..2024-07-16"),
    # a bare year may belong to a name
    ("Piala Dunia 2022", "2022: 2022-01-01..2022-12-31 ?"),
    ("Liga 1 2022/2023", "2022/2023: 2022-01-01..2023-12-31 ?"),
    ("anggota periode 2019-2024", "2019-2024: 2019-01-01..2024-12-31 ?"),
]
ENGLISH = [
    ("flood yesterday", "yesterday: 2024-07-16..2024-07-16"),
    ("today", "today: 2024-07-17..2024-07-17"),
    ("raid last night", "last night: 2024-07-16..2024-07-17"),
    ("last week", "last week: 2024-07-08..2024-07-14"),
    ("this week", "this week: 2024-07-15..2024-07-21"),
    ("last month", "last month: 2024-06-01..2024-06-30"),
    ("last year", "last year: 2023-01-01..2023-12-31"),
    ("two days ago", "two days ago: 2024-07-15..2024-07-15"),
    ("a year ago", "a year ago: 2023-01-01..2023-12-31"),
    ("a few weeks ago", "a few weeks ago: 2024-06-03..2024-07-07"),
    ("last hour", "last hour: 2024-07-16..2024-07-17"),
    ("this hour", "this hour: 2024-07-17..2024-07-17"),
    ("half a year ago", "half a year ago: 2024-01-01..2024-01-31"),
    ("in the past half year", "in the past half year: 2024-01-17..2024-07-17"),
    ("half a decade ago", "half a decade ago: 2019-01-01..2019-12-31"),
    ("less than a year ago", "less than a year ago: 2023-07-17..2024-07-17"),
    ("quake twenty-five years ago", "twenty-five years ago: 1999-01-01..1999-12-31"),
    ("twenty five years ago", "twenty five years ago: 1999-01-01..1999-12-31"),
    ("a hundred and one years ago", "a hundred and one years ago: 1923-01-01..1923-12-31"),
    ("one hundred years ago", "one hundred years ago: 1924-01-01..1924-12-31"),
    ("a dozen years ago", "a dozen years ago: 2012-01-01..2012-12-31"),
    ("2 yrs ago", "2 yrs ago: 2022-01-01..2022-12-31"),
    ("two or three years ago", "two or three years ago: 2021-01-01..2022-12-31"),
    ("twenty to twenty-five years ago", "twenty to twenty-five years ago: 1999-01-01..2004-12-31"),
    ("over the past twenty-five years", "the past twenty-five years: 1999-07-17..2024-07-17"),
    ("two years ago today", "two years ago today: 2022-01-01..2022-12-31"),
    ("earlier this year", "earlier this year: 2024-01-01..2024-07-17"),
    ("since the start of the year", "since the start of the year: 2024-01-01..2024-07-17"),
    ("a couple weeks ago", "a couple weeks ago: 2024-07-01..2024-07-07"),
    ("this past Wednesday", "this past Wednesday: 2024-07-17..2024-07-17"),
    ("earlier this week", "earlier this week: 2024-07-15..2024-07-17"),
    ("this month so far", "this month so far: 2024-07-01..2024-07-17"),
    ("earlier last year", "last year: 2023-01-01..2023-12-31"),
    ("in the past three months", "in the past three months: 2024-04-17..2024-07-17"),
    ("over the past year", "the past year: 2023-07-17..2024-07-17"),
    ("since 2022", "since 2022: 2022-01-01.."),
    ("from 2019 onwards", "from 2019 onwards: 2019-01-01.."),
    ("from 2019 on?", "from 2019 on: 2019-01-01.."),
    ("news from 2023 on floods", "from 2023: 2023-01-01..2023-12-31"),
    ("from 2020 to date", "from 2020 to date: 2020-01-01.."),
    ("2019–present", "2019–present: 2019-01-01.."),
    ("starting 2021", "starting 2021: 2021-01-01.."),
    ("starting from January 2024", "starting from January 2024: 2024-01-01.."),
    ("beginning in 2020", "beginning in 2020: 2020-01-01.."),
    ("flood since the 1990s", "since the 1990s: 1990-01-01.."),
    ("until March 2023", "until March 2023: ..2023-03-31"),
    ("before May 2023", "before May 2023: ..2023-04-30"),
    ("no later than May 2023", "no later than May 2023: ..2023-05-31"),
    ("articles older than May 2023", "articles older than May 2023: ..2023-04-30"),
    ("news newer than May 2023", "news newer than May 2023: 2023-06-01.."),
    ("cars older than 2015", "2015: 2015-01-01..2015-12-31 ?"),
    ("before the end of 2023", "before the end of 2023: ..2023-12-31"),
    ("after 2020", "after 2020: 2021-01-01.."),
    ("since 2021 until 2023", "since 2021 until 2023: 2021-01-01..2023-12-31"),
    ("since 2021 and until 2024", "since 2021 and until 2024: 2021-01-01..2024-12-31"),
    ("after 2020, before 2023", "after 2020, before 2023: 2021-01-01..2022-12-31"),
    ("after 2020, but before 2023", "after 2020, but before 2023: 2021-01-01..2022-12-31"),
    ("from 2020 onwards and before 2023", "from 2020 onwards and before 2023: 2020-01-01..2022-12-31"),
    ("floods after 2022 and before 2023", "after 2022 and before 2023: 2022-01-01..2023-12-31"),
    ("from 3 May 2022 to 10 May", "from 3 May 2022 to 10 May: 2022-05-03..2022-05-10"),
    ("from 25 May 2022 to the end of May", "from 25 May 2022 to the end of May: 2022-05-25..2022-05-31"),
    ("between August 2019 and now", "between August 2019 and now: 2019-08-01.."),
    ("between 2019 and 2021", "between 2019 and 2021: 2019-01-01..2021-12-31"),
    ("from January to March 2023", "from January to March 2023: 2023-01-01..2023-03-31"),
    ("in May 2023", "in May 2023: 2023-05-01..2023-05-31"),
    ("IN MAY 2023", "IN MAY 2023: 2023-05-01..2023-05-31"),
    ("in May", "in May: 2024-05-01..2024-05-31"),
    ("flood in march", "in march: 2024-03-01..2024-03-31"),
    ("last March", "last March: 2024-03-01..2024-03-31"),
    ("May last year", "May last year: 2023-05-01..2023-05-31"),
    ("last year in May", "last year in May: 2023-05-01..2023-05-31"),
    ("May 5, 2023", "May 5, 2023: 2023-05-05..2023-05-05"),
    ("on the 5th of May 2023", "on the 5th of May 2023: 2023-05-05..2023-05-05"),
    ("from May 5th through 7th", "from May 5th through 7th: 2024-05-05..2024-05-07"),
    ("from the 5th to the 9th of May", "from the 5th to the 9th of May: 2024-05-05..2024-05-09"),
    ("dated 10.9.19", "dated 10.9.19: 2019-09-10..2019-09-10"),
    ("Tuesday, 10.9.19", "Tuesday, 10.9.19: 2019-09-10..2019-09-10"),
    ("Lakers v Celtics 5 June 10", "5 June: 2024-06-05..2024-06-05 ?"),
    ("from May 5 till 10 June", "from May 5 till 10 June: 2024-05-05..2024-06-10"),
    ("May 5 to 10 June", "May 5 to 10 June: 2024-05-05..2024-06-10"),
    ("between May 5 and 10 June", "between May 5 and 10 June: 2024-05-05..2024-06-10"),
    ("July 4 or 1.5 million", "July 4: 2024-07-04..2024-07-04 ?"),
    ("May 3 or 4 people died", "May 3: 2024-05-03..2024-05-03 ?"),
    ("before 9 and 11 May 2023", "before 9 and 11 May 2023: ..2023-05-08"),
    ("from May 5 to 7, 2023", "from May 5 to 7, 2023: 2023-05-05..2023-05-07"),
    ("on May 5", "on May 5: 2024-05-05..2024-05-05"),
    ("in May 20 people died", "in May: 2024-05-01..2024-05-31"),
    ("8/17/2023", "8/17/2023: 2023-08-17..2023-08-17"),
    ("May '98 riots", "May '98: 1998-05-01..1998-05-31"),
    ("12 May '23", "12 May '23: 2023-05-12..2023-05-12"),
    ("on Thursday, 17/8/2023", "on Thursday, 17/8/2023: 2023-08-17..2023-08-17"),
    ("Thursday 8/17/2023", "Thursday 8/17/2023: 2023-08-17..2023-08-17"),
    ("on the date of 17/8/2023", "on the date of 17/8/2023: 2023-08-17..2023-08-17"),
    ("8/17/23", "8/17/23: 2023-08-17..2023-08-17"),
    ("9, 10 and 11 May 2023", "9, 10 and 11 May 2023: 2023-05-09..2023-05-11"),
    ("May 9, 10, and 11, 2023", "May 9, 10, and 11, 2023: 2023-05-09..2023-05-11"),
    ("floods in Agustus 2023", "in Agustus 2023: 2023-08-01..2023-08-31"),
    ("over the weekend", "over the weekend: 2024-07-13..2024-07-14"),
    ("floods at the weekend", "at the weekend: 2024-07-13..2024-07-14"),
    ("floods this past weekend", "this past weekend: 2024-07-13..2024-07-14"),
    ("5/8/2023", "5/8/2023: 2023-08-05..2023-08-05"),
    ("early 2023", "early 2023: 2023-01-01..2023-04-30"),
    ("around 2019", "around 2019: 2019-01-01..2019-12-31"),
    ("articles about 2019", "2019: 2019-01-01..2019-12-31 ?"),
    ("2018 and earlier", "2018 and earlier: ..2018-12-31"),
    ("mid-2023", "mid-2023: 2023-05-01..2023-08-31"),
    ("the end of last year", "the end of last year: 2023-09-01..2023-12-31"),
    ("Q2 2023", "Q2 2023: 2023-04-01..2023-06-30"),
    ("second week of May 2023", "second week of May 2023: 2023-05-08..2023-05-14"),
    ("in the last week of May", "in the last week of May: 2024-05-25..2024-05-31"),
    ("the first week of may", "the first week of may: 2024-05-01..2024-05-07"),
    ("the 3rd week of last month", "the 3rd week of last month: 2024-06-15..2024-06-21"),
    ("1 week in May 2023", "in May 2023: 2023-05-01..2023-05-31"),
    ("the second quarter of 2023", "the second quarter of 2023: 2023-04-01..2023-06-30"),
    ("profit 2Q 2023", "2Q 2023: 2023-04-01..2023-06-30"),
    ("profit 1H19", "1H19: 2019-01-01..2019-06-30"),
    ("Q1-3 2023", "Q1-3 2023: 2023-01-01..2023-09-30"),
    ("first half of 2023", "first half of 2023: 2023-01-01..2023-06-30"),
    ("third-quarter 2023 profit", "third-quarter 2023: 2023-07-01..2023-09-30"),
    ("first-half 2023 profit", "first-half 2023: 2023-01-01..2023-06-30"),
    ("the final quarter of 2023", "the final quarter of 2023: 2023-10-01..2023-12-31"),
    ("profit 3Q18-1Q19", "3Q18-1Q19: 2018-07-01..2019-03-31"),
    ("profit 1Q-3Q 2018", "1Q-3Q 2018: 2018-01-01..2018-09-30"),
    ("the first nine months of 2023", "the first nine months of 2023: 2023-01-01..2023-09-30"),
    ("2023's third quarter", "2023's third quarter: 2023-07-01..2023-09-30"),
    ("first-quarter profit", "first-quarter: 2024-01-01..2024-03-31 ?"),
    ("sales in the fourth quarter", "in the fourth quarter: 2023-10-01..2023-12-31"),
    ("third quarter results 2019", "2019: 2019-01-01..2019-12-31 ?"),
    ("last year's third quarter profit", "last year: 2023-01-01..2023-12-31"),
    ("third quarter - 2019", "third quarter - 2019: 2019-07-01..2019-09-30"),
    ("in the 1990s", "in the 1990s: 1990-01-01..1999-12-31"),
    ("the '90s", "the '90s: 1990-01-01..1999-12-31"),
    ("late 1990s", "late 1990s: 1996-09-01..1999-12-31"),
    ("the summer of 2023", "the summer of 2023: 2023-01-01..2023-12-31"),
    ("last Monday", "last Monday: 2024-07-15..2024-07-15"),
    ("on Sunday", "on Sunday: 2024-07-14..2024-07-14"),
    ("Monday of last week", "Monday of last week: 2024-07-08..2024-07-08"),
    ("last week on Monday", "last week on Monday: 2024-07-08..2024-07-08"),
    ("from Monday to Friday last week", "from Monday to Friday last week: 2024-07-08..2024-07-12"),
    ("the last Friday of May 2023", "May 2023: 2023-05-01..2023-05-31"),
    ("last Monday in May", "in May: 2024-05-01..2024-05-31"),
    ("last week in Jakarta", "last week: 2024-07-08..2024-07-14"),
    ("Hi 2022", "2022: 2022-01-01..2022-12-31 ?"),
    ("in 2019-20", "in 2019-20: 2019-01-01..2020-12-31"),
    ("2022 World Cup", "2022: 2022-01-01..2022-12-31 ?"),
    ("in the 2022 World Cup", "2022: 2022-01-01..2022-12-31 ?"),
    ("floods april", "april: 2024-04-01..2024-04-30 ?"),
    ("september 11 attacks", "september 11: 2023-09-11..2023-09-11 ?"),
    ("September 11 attacks", "September 11: 2023-09-11..2023-09-11 ?"),
]


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [("id", *case) for case in INDONESIAN] + [("en", *case) for case in ENGLISH],
)
def test_times(language: str, question: str, expected: str) -> None:
    assert spoken(question, language) == [expected]


RANGES_OF_DAYS = [
    (date(2024, 5, 12), "2024-05-06..2024-05-10"),  # Sunday
    (date(2024, 5, 13), "2024-05-13..2024-05-17"),
    (date(2024, 5, 14), "2024-05-13..2024-05-17"),
    (date(2024, 5, 15), "2024-05-13..2024-05-17"),
    (date(2024, 5, 16), "2024-05-13..2024-05-17"),
    (date(2024, 5, 17), "2024-05-13..2024-05-17"),
    (date(2024, 5, 18), "2024-05-13..2024-05-17"),
]


@pytest.mark.parametrize(("today", "days"), RANGES_OF_DAYS)
@pytest.mark.parametrize(
    ("language", "question"), [("en", "from Monday to Friday"), ("id", "dari Senin sampai Jumat")]
)
def test_a_range_of_weekdays_is_the_latest_that_has_begun(
    language: str, question: str, today: date, days: str
) -> None:
    assert spoken(question, language, today) == [f"{question}: {days}"]


OTHER_DAYS = [
    # ranges on Wednesday 15 May
    (date(2024, 5, 15), "en", "from Thursday to Friday", "2024-05-09..2024-05-10"),
    (date(2024, 5, 15), "en", "between Friday and Monday", "2024-05-10..2024-05-13"),
    (date(2024, 5, 15), "en", "from Monday to Monday", "2024-05-13..2024-05-20"),
    (date(2024, 5, 15), "en", "from last Monday to last Friday", "2024-05-06..2024-05-10"),
    (date(2024, 5, 15), "id", "dari Senin sampai Jumat lalu", "2024-05-06..2024-05-10"),
    (date(2024, 5, 15), "en", "after Monday and before Friday", "2024-05-14..2024-05-16"),
    (date(2024, 5, 15), "id", "dari kemarin sampai Jumat", "2024-05-14..2024-05-17"),
    (date(2024, 5, 15), "id", "dari Senin lalu sampai kemarin", "2024-05-13..2024-05-14"),
    (date(2024, 5, 15), "id", "dari Mei hingga Juli", "2024-05-01..2024-07-31"),
    (date(2024, 4, 15), "id", "dari Mei hingga Juli", "2023-05-01..2023-07-31"),
    (date(2024, 3, 15), "id", "dari 2024 hingga Mei", "2024-01-01..2024-05-31"),
    # the weekend of Saturday 18 May
    (date(2024, 5, 17), "en", "over the weekend", "2024-05-11..2024-05-12"),
    (date(2024, 5, 18), "en", "over the weekend", "2024-05-18..2024-05-19"),
    # 29 February
    (date(2026, 11, 28), "id", "tanggal 29 Februari", "2024-02-29..2024-02-29"),
    (date(2024, 1, 10), "en", "on 29 February", "2020-02-29..2020-02-29"),
    (date(2104, 2, 28), "en", "on February 29", "2096-02-29..2096-02-29"),
    (date(2024, 2, 29), "id", "29 Februari lalu", "2020-02-29..2020-02-29"),
    (date(2021, 3, 15), "id", "dari Maret 2021 hingga 29 Februari", "2021-03-01..2024-02-29"),
]


@pytest.mark.parametrize(("today", "language", "question", "days"), OTHER_DAYS)
def test_times_on_other_days(today: date, language: str, question: str, days: str) -> None:
    assert spoken(question, language, today) == [f"{question}: {days}"]


NONE = [
    # amounts and numbers of things
    ("id", "2024 orang mengungsi"),
    ("id", "hingga 2000 orang"),
    ("id", "UU 2019 halaman"),
    ("id", "Rp 2022"),
    ("id", "Rp2022"),
    ("id", "lebih dari 2000 kepala"),
    ("id", "UU Nomor 11 Tahun 2020 tentang Cipta Kerja"),
    ("id", "Perpres 12/2021"),
    ("id", "hubungi 0812-2022-3344"),
    ("id", "hubungi 0812 2022 3344"),
    ("id", "naik 2020 persen"),
    ("id", "Jalan 17 Agustus"),
    ("id", "letusan 27 Agustus 1883"),
    ("en", "2000 people died"),
    ("en", "Law No. 11 of 2020"),
    ("en", "about 2000 refugees"),
    ("und", "about 2000 refugees"),
    ("id", "sekitar 2000 kursi"),
    ("id", "nilai di atas 2018"),
    ("id", "pupuk NPK 15-10-10"),
    ("id", "rasio 20/10/10"),
    ("id", "kelas 10/11/12"),
    ("id", "10/11/12"),
    ("id", "menang 21-19, 15-21, 21-10"),
    ("id", "lepas landas 3-2-1"),
    ("id", "formasi 4-2-3-1"),
    ("id", "5-10-45"),
    ("en", "won 4/5/6"),
    ("en", "on 9/11/01"),
    ("en", "ratio of 50/30/20"),
    ("id", "hubungi 08-12-2022-3344"),
    ("id", "krisis tahun 98 orang"),
    ("en", "costs $2022"),
    ("en", "2024% growth"),
    ("id", "versi 10.9.2019"),
    ("id", "demo 10.9.19"),
    ("en", "on iOS 10.9.19"),
    ("id", "demo tanggal 10.9.45"),
    # how old somebody is
    ("id", "Bocah 5 Tahun Ini Jago Main Drum"),
    ("id", "bayi 3 bulan ini"),
    ("id", "Gol Pemain 19 Tahun Ini"),
    ("id", "Pria 45 tahun ini jago main drum"),
    # other words
    ("id", "jurnal Q3"),
    ("en", "published in Q1 journals"),
    ("id", "Prawira unggul di kuartal ketiga"),
    ("en", "Lakers in the fourth quarter"),
    ("en", "third quarter '23 profit"),
    ("id", "laba kuartal III/19"),
    ("id", "Senin lalu lintas padat"),
    ("id", "sudah tiga minggu pagi dan malam listrik padam"),
    ("id", "lagu Minggu Pagi"),
    ("id", "kuartal kedua tahun sebelumnya"),
    ("id", "pada kuartal terakhir setiap tahun"),
    ("en", "first quarter-finals"),
    ("en", "the first quarter of the match"),
    ("id", "bisnis MLM ini"),
    ("id", "Agus Yudhoyono"),
    ("id", "novel 1Q84"),
    ("id", "IQ 19"),
    ("id", "Universitas Sebelas Maret"),
    ("id", "universitas sebelas maret"),
    ("id", "menang 3/1"),
    ("id", "tiga 3/4 bagian"),
    ("id", "babak 1/8 final"),
    ("id", "siaga 24/7"),
    ("id", "tragedi 9/11"),
    ("id", "warga RT 15/6"),
    ("id", "demo 31/9"),
    ("id", "minggu"),
    ("id", "hari-hari ini"),
    ("id", "kemarin-kemarin"),
    ("id", "hari lalu"),
    ("id", "setiap Senin"),
    ("id", "salat Jumat"),
    ("id", "berapa tahun yang lalu"),
    ("id", "harga emas jan"),
    ("en", "it may rain"),
    ("en", "this may cause floods"),
    ("en", "What did Theresa May say"),
    ("en", "March of the penguins"),
    ("en", "MAY FLOODS RISE"),
    ("en", "floods may"),
    ("en", "top 10 may change"),
    ("en", "won 24/6"),
    ("en", "they march on the second city"),
    ("en", "every Monday"),
    # not yet begun, or open to today
    ("id", "cuaca besok"),
    ("id", "pilkada pekan depan"),
    ("id", "Indonesia Emas 2045"),
    ("id", "pada Mei mendatang"),
    ("id", "sampai hari ini"),
    ("en", "next week"),
    ("en", "in 2045"),
    ("en", "later this year"),
    ("id", "Mei '27"),
    ("id", "mulai besok"),
    ("en", "until now"),
    ("id", "cuaca bsk"),
    ("id", "pilkada minggu dpn"),
    # impossible
    ("id", "32/1/2023"),
    ("id", "31 Februari 2023"),
    ("id", "pada 30 Februari"),
    ("id", "29 Februari tahun lalu"),
    ("en", "February 30, 2023"),
    # so long ago that no day is said
    ("id", "lebih dari setahun lalu"),
    ("id", "lebih dari dua tahun yang lalu"),
    ("id", "satu setengah tahun lalu"),
    ("id", "1,5 tahun lalu"),
    ("id", "puluhan tahun lalu"),
    ("id", "20-an tahun lalu"),
    ("id", "satu setengah tahun terakhir"),
    ("en", "two and a half years ago"),
    # no number, or one too large
    ("id", "dua juta tahun lalu"),
    ("id", "2 ribu lima ratus tahun lalu"),
    ("id", "lima dua tahun lalu"),
    ("id", "dua lima tahun lalu"),
    ("id", "satu dua tiga tahun lalu"),
    ("id", "200000000 tahun lalu"),
    ("en", "two thousand and five years ago"),
    ("en", "a few hundred years ago"),
    ("en", "five to three years ago"),
    # the week is one of a month
    ("en", "the last week of the festival"),
    ("en", "more than a year ago"),
    ("en", "over two years ago"),
    ("en", "one and a half years ago"),
    ("en", "999 decades ago"),
    ("en", ""),
    # before 1900
    ("id", "seratus dua puluh lima tahun lalu"),
    ("id", "kekeringan terburuk dalam 200 tahun terakhir"),
    ("en", "two hundred years ago"),
    ("id", "banjir sebelum 02023 tahun lalu"),
]


@pytest.mark.parametrize(("language", "question"), NONE)
def test_no_times(language: str, question: str) -> None:
    assert spoken(question, language) == []


COMING = [
    ("id", "cuaca besok", ["besok"]),
    ("id", "pilkada pekan depan", ["pekan depan"]),
    ("id", "cuaca bsk", ["bsk"]),
    ("id", "pilkada bln dpn", ["bln dpn"]),
    ("id", "banjir tahun 2030 dan tahun 2020", ["tahun 2030"]),
    ("id", "mulai besok", ["mulai besok"]),
    ("en", "in 2045", ["in 2045"]),
    ("en", "floods today", []),
    ("en", "until now", []),
]


@pytest.mark.parametrize(("language", "question", "expected"), COMING)
def test_what_has_not_come_is_told_apart(language: str, question: str, expected: list[str]) -> None:
    told = time_expressions(question, language, TODAY)
    assert [one.text for one in told if one.since and one.since > TODAY] == expected
    assert not set(expected) & {one.text for one in told if has_begun(one, TODAY)}


def test_what_speaks_of_a_month_or_year() -> None:
    words = ["27", "2023", "februari", "june", "may", "pada", "tahun", "in", "banjir"]
    assert [word for word in words if is_of_date(word)] == ["2023", "februari", "june", "may"]
    assert [word for word in words if is_of_date(word, alone=True)] == ["2023", "februari", "june"]


@pytest.mark.parametrize(
    ("language", "question", "ways"),
    [
        ("id", "gempa 7 september", [["7 september", "7/9"]]),
        ("id", "demo 12/6", [["12/6", "12 juni"]]),
        ("en", "on the 5th of May 2023", [["5th of May", "5 may", "5/5"]]),
        ("en", "September 11 attacks", [["September 11", "11 september", "11/9"]]),
        ("id", "18-19 November 2023", [["19 November"]]),
        ("id", "10-12 Mei 2023", [["12 Mei"]]),
        ("id", "10-Sep-2019", [["10-Sep", "10 september", "10/9"]]),
        ("id", "10/9/19", [["10/9", "10 september"]]),
        ("id", "tanggal 10 bulan September", [["10 bulan September", "10 september", "10/9"]]),
        ("id", "05-06-2020", [["05-06", "5 juni", "5/6"]]),
        ("id", "10.9.2019", [["10.9", "10 september", "10/9"]]),
        ("id", "tragedi Mei 98", []),
        ("id", "pada Juli 2024", []),
        ("id", "3 hari lalu", []),
    ],
)
def test_how_a_day_of_a_month_may_be_written(
    language: KnownLanguage, question: str, ways: list[list[str]]
) -> None:
    (one,) = time_expressions(question, language, TODAY)
    assert days_of_months(one, language) == ways


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        ("kuartal II 2023", True),
        ("triwulan lalu", True),
        ("semester I/2023", True),
        ("Q2 2023", True),
        ("3Q19", True),
        ("1H19", True),
        ("the second half of 2023", True),
        ("sembilan bulan pertama 2023", True),
        ("the first nine months of 2023", True),
        ("half a year ago", False),
        ("Mei 2023", False),
        ("tahun 2023", False),
    ],
)
def test_reports_on_quarters_and_halves_come_after_them(words: str, reported: bool) -> None:
    assert is_reported(words) == reported


USUAL = [
    # Indonesian reports write Roman figures.
    ("id", "laba Q2 2019", "laba kuartal II 2019"),
    ("id", "laba kuartal ke-2 2019", "laba kuartal II 2019"),
    ("id", "PDB triwulan 3/2019", "PDB triwulan III 2019"),
    ("id", "PDB TW III 2019", "PDB TW III 2019"),
    ("id", "mobil H1 2019", "mobil semester I 2019"),
    ("id", "kinerja 1H19", "kinerja semester I 2019"),
    ("id", "laba Q3'19", "laba kuartal III 2019"),
    ("id", "laba Q1 dan Q2 2019", "laba kuartal I dan kuartal II 2019"),
    ("id", "laba kuartal kedua 2019", "laba kuartal kedua 2019"),
    ("id", "laba Q4 dan kuartal 2 tahun lalu", "laba kuartal IV dan kuartal II tahun lalu"),
    ("en", "growth in Q2 2019", "growth in second quarter of 2019"),
    ("en", "profit 2Q19", "profit second quarter of 2019"),
    ("en", "profit 3Q18-1Q19", "profit third quarter of 2018-first quarter of 2019"),
    ("id", "laba pada kuartal 2", "laba pada kuartal II"),
    # One time begins as another does.
    ("id", "laba BCA 2Q20 dibanding 2Q2019", "laba BCA kuartal II 2020 dibanding kuartal II 2019"),
    ("en", "profit 1H20 vs 1H2020", "profit first half of 2020 vs first half of 2020"),
    ("en", "profit H2 2019", "profit second half of 2019"),
    ("en", "the third quarter of 2019", "the third quarter of 2019"),
    ("en", "profit Q1-3 2019", "profit Q1-3 2019"),
    # No times.
    ("en", "Audi Q2 2019", "Audi Q2 2019"),
    ("id", "soal Q2", "soal Q2"),
]


@pytest.mark.parametrize(("language", "question", "words"), USUAL)
def test_quarters_in_the_words_of_reports(language: KnownLanguage, question: str, words: str) -> None:
    assert in_usual_words(question, time_expressions(question, language, TODAY), language) == words


LEAD = "A former minister who led the party for two decades died on Wednesday in Jakarta"


@pytest.mark.parametrize(
    ("question", "times"),
    [
        (LEAD, []),
        (f"{LEAD}, is that true?", ["on Wednesday: 2024-07-17..2024-07-17"]),
        ("A former minister died on Wednesday", ["on Wednesday: 2024-07-17..2024-07-17"]),
        (f"{LEAD} last week", ["last week: 2024-07-08..2024-07-14"]),
        (LEAD.replace("Wednesday", "last Wednesday"), ["on last Wednesday: 2024-07-10..2024-07-10"]),
        (f"who was the minister of {LEAD[2:]}", ["on Wednesday: 2024-07-17..2024-07-17"]),
    ],
)
def test_a_weekday_of_a_lead_is_none_of_the_question(question: str, times: list[str]) -> None:
    assert spoken(question, "en") == times


SEVERAL = [
    (
        "id",
        "pemilu 2019 5 tahun lalu",
        ["2019: 2019-01-01..2019-12-31 ?", "5 tahun lalu: 2019-01-01..2019-12-31"],
    ),
    # the year after a list is that of all of it
    ("en", "in May and June 2022", ["in May: 2022-05-01..2022-05-31", "June 2022: 2022-06-01..2022-06-30"]),
    (
        "en",
        "in May, June, and July 2022",
        [
            "in May: 2022-05-01..2022-05-31",
            "June: 2022-06-01..2022-06-30",
            "July 2022: 2022-07-01..2022-07-31",
        ],
    ),
    ("en", "May 3 and May 5, 2022", ["May 3: 2022-05-03..2022-05-03", "May 5, 2022: 2022-05-05..2022-05-05"]),
    (
        "id",
        "awal Mei dan Juni tahun lalu",
        ["awal Mei: 2023-05-01..2023-05-10", "Juni tahun lalu: 2023-06-01..2023-06-30"],
    ),
    (
        "id",
        "pada 29 Februari dan Mei 2022",
        ["pada 29 Februari: 2024-02-29..2024-02-29", "Mei 2022: 2022-05-01..2022-05-31"],
    ),
    # what stands between a lower and an upper bound is not of the time
    (
        "en",
        "after 2020 in Aceh but before 2023",
        ["after 2020: 2021-01-01..2022-12-31", "before 2023: 2021-01-01..2022-12-31"],
    ),
    # what is said once behind a list or range
    ("en", "rain Jan-Mar 2024", ["Jan-Mar 2024: 2024-01-01..2024-03-31"]),
    ("en", "from Oct to Dec 2023", ["from Oct to Dec 2023: 2023-10-01..2023-12-31"]),
    ("en", "rain Nov to Feb 2023", ["Nov to Feb 2023: 2022-11-01..2023-02-28"]),
    ("en", "between Jan and Mar 2023", ["between Jan and Mar 2023: 2023-01-01..2023-03-31"]),
    ("id", "Okt-Des tahun lalu", ["Okt-Des tahun lalu: 2023-10-01..2023-12-31"]),
    ("en", "rain Jan and Feb 2024", ["Jan and Feb 2024: 2024-01-01..2024-02-29"]),
    (
        "id",
        "ekspor Jan, Apr dan Jun 2023",
        ["Jan: 2023-01-01..2023-01-31", "Apr: 2023-04-01..2023-04-30", "Jun 2023: 2023-06-01..2023-06-30"],
    ),
    ("en", "march and april 2023", ["march and april 2023: 2023-03-01..2023-04-30"]),
    ("en", "as it may, June 2023", ["June 2023: 2023-06-01..2023-06-30"]),
    ("en", "Jan-Mar", []),
    ("en", "profit Q1 and Q2 2023", ["Q1 and Q2 2023: 2023-01-01..2023-06-30"]),
    ("en", "profit Q2 vs Q1 2023", ["Q2: 2023-04-01..2023-06-30", "Q1 2023: 2023-01-01..2023-03-31"]),
    ("en", "profit Q4 to Q1 2023", ["Q4 to Q1 2023: 2022-10-01..2023-03-31"]),
    (
        "en",
        "before Q1 and Q2 2023",
        ["before Q1: ..2022-12-31", "Q2 2023: 2023-04-01..2023-06-30"],
    ),
    (
        "en",
        "in the first and second quarter of 2023",
        ["in the first and second quarter of 2023: 2023-01-01..2023-06-30"],
    ),
    (
        "id",
        "semester I hingga semester II 2023",
        ["semester I hingga semester II 2023: 2023-01-01..2023-12-31"],
    ),
    ("id", "kuartal lima dan kuartal I 2023", ["kuartal I 2023: 2023-01-01..2023-03-31"]),
    (
        "en",
        "the last and first quarter of 2023",
        ["the last: 2023-10-01..2023-12-31", "first quarter of 2023: 2023-01-01..2023-03-31"],
    ),
    ("id", "dua puluh bulan pertama 2023", ["2023: 2023-01-01..2023-12-31 ?"]),
    (
        "id",
        "SK tahun 2022 tanggal 5 Mei 2023",
        ["tahun 2022: 2022-01-01..2022-12-31", "tanggal 5 Mei 2023: 2023-05-05..2023-05-05"],
    ),
    ("id", "sejak awal tahun ajaran 2023", ["2023: 2023-01-01..2023-12-31 ?"]),
    # days in a list that do not follow each other
    (
        "id",
        "sidang 9 dan 11 Mei 2023",
        ["9: 2023-05-09..2023-05-09", "11 Mei 2023: 2023-05-11..2023-05-11"],
    ),
    (
        "id",
        "tanggal 5, 7, atau 9 Mei",
        [
            "tanggal 5: 2024-05-05..2024-05-05",
            "7: 2024-05-07..2024-05-07",
            "9 Mei: 2024-05-09..2024-05-09",
        ],
    ),
    # The second is not that of last year, for the first has begun.
    ("id", "pada 16 dan 18 Juli", ["pada 16: 2024-07-16..2024-07-16"]),
    (
        "en",
        "on September 9 and the 11th, 2022",
        ["on September 9: 2022-09-09..2022-09-09", "the 11th, 2022: 2022-09-11..2022-09-11"],
    ),
    (
        "en",
        "9th or 11th May",
        ["9th: 2024-05-09..2024-05-09 ?", "11th May: 2024-05-11..2024-05-11 ?"],
    ),
    ("id", "juara I dan semester II 2023", ["semester II 2023: 2023-07-01..2023-12-31"]),
    (
        "id",
        "minggu pertama dan minggu ketiga Mei 2023",
        ["minggu pertama: 2023-05-01..2023-05-07", "minggu ketiga Mei 2023: 2023-05-15..2023-05-21"],
    ),
    ("id", "awal hingga pertengahan 2023", ["awal hingga pertengahan 2023: 2023-01-01..2023-08-31"]),
    (
        "en",
        "from the beginning to the end of 2022",
        ["from the beginning to the end of 2022: 2022-01-01..2022-12-31"],
    ),
    ("en", "rain mid- to late-2023", ["mid- to late-2023: 2023-05-01..2023-12-31"]),
    # what is listed behind a certain time is one
    ("en", "trains in 2023 and 2024", ["in 2023: 2023-01-01..2023-12-31", "2024: 2024-01-01..2024-12-31"]),
    (
        "id",
        "pemilu tahun 2014, 2019 atau 2024",
        [
            "tahun 2014: 2014-01-01..2014-12-31",
            "2019: 2019-01-01..2019-12-31",
            "2024: 2024-01-01..2024-12-31",
        ],
    ),
    (
        "en",
        "in the first half of 2023 and 2024",
        ["in the first half of 2023: 2023-01-01..2023-06-30", "2024: 2024-01-01..2024-12-31"],
    ),
    ("en", "strikes in April and May", ["in April: 2024-04-01..2024-04-30", "May: 2024-05-01..2024-05-31"]),
    ("en", "in March, May resigned", ["in March: 2024-03-01..2024-03-31"]),
    ("id", "kemarin, 2019", ["kemarin: 2024-07-16..2024-07-16", "2019: 2019-01-01..2019-12-31 ?"]),
    (
        "id",
        "Piala Dunia 2018 dan 2022",
        ["2018: 2018-01-01..2018-12-31 ?", "2022: 2022-01-01..2022-12-31 ?"],
    ),
    # what is compared is a list
    ("id", "Maret vs April 2022", ["Maret: 2022-03-01..2022-03-31", "April 2022: 2022-04-01..2022-04-30"]),
    (
        "en",
        "March versus April 2022",
        ["March: 2022-03-01..2022-03-31", "April 2022: 2022-04-01..2022-04-30"],
    ),
    # one period, where the one ends where the other begins
    ("en", "rain Jan/Feb 2023", ["Jan/Feb 2023: 2023-01-01..2023-02-28"]),
    ("id", "inflasi Juni/Juli 2023", ["Juni/Juli 2023: 2023-06-01..2023-07-31"]),
    ("id", "inflasi Jan/Apr 2023", ["Jan: 2023-01-01..2023-01-31", "Apr 2023: 2023-04-01..2023-04-30"]),
    ("id", "Agus dan Mei 2023", ["Mei 2023: 2023-05-01..2023-05-31"]),
    # weekdays, counted back from a Wednesday
    ("id", "dua Jumat lalu", ["dua Jumat lalu: 2024-07-05..2024-07-05"]),
    ("en", "two Fridays ago", ["two Fridays ago: 2024-07-05..2024-07-05"]),
    ("en", "one Wednesday ago", ["one Wednesday ago: 2024-07-10..2024-07-10"]),
    ("id", "dua minggu lalu", ["dua minggu lalu: 2024-07-01..2024-07-07"]),
    # a lower and an upper bound that do not meet
    ("en", "before 2020 or after 2022", ["before 2020: ..2019-12-31", "after 2022: 2023-01-01.."]),
    (
        "en",
        "before May 2020 or after June",
        ["before May 2020: ..2020-04-30", "after June: 2024-07-01.."],
    ),
    (
        "en",
        "after 2022 and before March 2022",
        ["after 2022: 2023-01-01..", "before March 2022: ..2022-02-28"],
    ),
]


@pytest.mark.parametrize(("language", "question", "expected"), SEVERAL)
def test_several_times(language: str, question: str, expected: list[str]) -> None:
    assert spoken(question, language) == expected


def test_several_times_stand_in_order_at_their_places() -> None:
    question = "Banjir  Juli 2023 dan gempa sejak kemarin"
    assert time_expressions(question, "id", TODAY) == [
        TimeExpression("Juli 2023", 8, 17, date(2023, 7, 1), date(2023, 7, 31), True),
        TimeExpression("sejak kemarin", 28, 41, date(2024, 7, 16), None, True, relative=True),
    ]


RELATIVE = [
    ("id", "KPK tahun ini", True),
    ("id", "gempa sejak kemarin", True),
    ("id", "demo Senin lalu", True),
    ("id", "tanggal 5 bulan lalu", True),
    ("id", "tanggal 10 kemarin", True),
    ("id", "awal tahun ini", True),
    ("id", "pekan pertama bulan lalu", True),
    ("en", "in the last 3 days", True),
    ("en", "over the weekend", True),
    ("en", "since last week until yesterday", True),
    # Named, or it comes again and again.
    ("id", "misa hari Minggu", False),
    ("id", "gempa Mei lalu", False),
    ("id", "gempa Mei tahun lalu", False),
    ("id", "lagu era 90-an", False),
    ("id", "banjir dari Mei 2019 sampai kemarin", False),
    ("en", "flood in May", False),
    ("en", "since last week until 2023", False),
]


@pytest.mark.parametrize(("language", "question", "relative"), RELATIVE)
def test_what_counts_from_today_is_told_from_what_is_named(
    language: str, question: str, relative: bool
) -> None:
    assert {one.relative for one in time_expressions(question, language, TODAY)} == {relative}


def test_offsets_count_code_points_where_lower_case_is_longer() -> None:
    question = "İstanbul 🕌 kemarin"
    (found,) = time_expressions(question, "id", TODAY)
    assert question[found.start : found.end] == found.text == "kemarin"


def test_an_undetermined_question_is_read_both_ways() -> None:
    assert spoken("flood last week, banjir minggu lalu", "und") == [
        "last week: 2024-07-08..2024-07-14",
        "minggu lalu: 2024-07-08..2024-07-14",
    ]


def test_a_question_in_one_language_is_not_read_in_the_other() -> None:
    assert spoken("minggu lalu", "en") == spoken("last week", "id") == []


def test_a_form_is_compiled_where_one_of_its_hints_is() -> None:
    forms.cache_clear()
    known = forms("id").forms
    assert time_expressions("harga cabe naik", "id", TODAY) == []
    assert [form.kind for form in known if "pattern" in vars(form)] == []
    assert time_expressions("pada Senin", "id", TODAY)
    compiled = {form.kind for form in known if "pattern" in vars(form)}
    assert compiled & {"weekday", "date", "month", "ago"} == {"weekday", "date"}


def test_months_later_stays_within_a_short_month() -> None:
    assert months_later(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert months_later(date(2023, 12, 31), 2) == date(2024, 2, 29)


def test_less_than_three_days_are_not_divided() -> None:
    two_days = Period(TODAY, date(2024, 7, 18))
    assert third(two_days, 0) == third(two_days, 2) == two_days


UNITS = sorted({word for name in ("id", "en") for table in forms(name).words.values() for word in table})
UNITS += [
    "0",
    "(0",
    "1.",
    "5-",
    "2022",
    "1990-",
    "'23",
    "-",
    "",
    "se",
    "s/d",
    "era",
    "tanggal",
    "the",
    "or",
    "since",
    "1,",
    "1, ",
    "1/",
    "Q1",
    "1Q19",
    "ke ",
]
LONGEST = 2_000
"""Characters: a fifth of the most that a question may have."""


@pytest.mark.parametrize("gap", [" ", "-", ""])
def test_no_repeated_word_takes_long(gap: str) -> None:
    for unit in UNITS:
        # All forms are tried, for there are figures and names.
        question = ("19 okt jumat friday kemarin yesterday jam years " + (unit + gap) * LONGEST)[
            : LONGEST - 2
        ] + " x"
        begun = process_time()
        time_expressions(question, "und", TODAY)
        assert process_time() - begun < 1, unit


PREPOSITIONS = [
    "pada",
    "sejak",
    "hingga",
    "antara",
    "dan",
    "awal",
    "setiap",
    "until",
    "between",
    "and",
    "end of",
]
NUMBERS = [
    "2022",
    "17",
    "29",
    "29 Februari",
    "31/2/2024",
    "1990s",
    "1990-an",
    "2022/23",
    "0812",
    "999",
    "Q2",
    "(15/1)",
]
BEFORE = ["", "sebelum ", "setelah awal ", "sejak Desember hingga ", "29 Februari sampai ", "antara Mei dan "]
BEFORE += ["before ", "after late ", "since December until ", "from 29 February to ", "between May and "]
AFTER = ["", " hingga kini", " sampai 29 Februari", " dan sejak Mei", " onwards", " to Friday", " until May"]
UNITS_A_YEAR = {
    "tahun": 1,
    "kuartal": 4,
    "bulan": 12,
    "minggu": 52,
    "Jumat": 52,
    "hari": 365,
    "jam": 24 * 365,
}
UNITS_A_YEAR |= {"years": 1, "quarters": 4, "months": 12, "weeks": 52, "Fridays": 52, "days": 365}


@settings(max_examples=400, deadline=None)
@given(
    before=st.sampled_from(BEFORE),
    unit=st.sampled_from(sorted(UNITS_A_YEAR)),
    years=st.sampled_from([0, 124, 2023, 2024]) | st.integers(0, 99_999),
    more=st.integers(-13, 13),
    after=st.sampled_from(AFTER),
    today=st.just(TODAY) | st.dates(),
)
def test_no_number_is_too_large_for_any_form(
    before: str, unit: str, years: int, more: int, after: str, today: date
) -> None:
    number = max(0, years * UNITS_A_YEAR[unit] + more)
    ago = "lalu" if unit in ("tahun", "kuartal", "bulan", "minggu", "Jumat", "hari", "jam") else "ago"
    for one in time_expressions(f"banjir {before}0{number} {unit} {ago}{after}", "und", today):
        assert 1896 <= (one.since or one.until or today).year <= 2099


FRAGMENTS = st.sampled_from(UNITS) | st.sampled_from(PREPOSITIONS + NUMBERS) | st.text(max_size=4)


@settings(max_examples=150, deadline=None)
@given(
    parts=st.lists(FRAGMENTS, max_size=12),
    gap=st.sampled_from([" ", "-", "  ", " hingga ", " of "]),
    language=st.sampled_from(["id", "en", "und"]),
    today=st.dates(date(1990, 1, 1), date(2099, 12, 31)),
)
def test_any_text_gives_spans_within_it_and_periods_in_order(
    parts: list[str], gap: str, language: str, today: date
) -> None:
    question = gap.join(parts)
    end = 0
    for one in time_expressions(question, language, today):
        assert end <= one.start < one.end <= len(question)
        assert one.text == question[one.start : one.end]
        assert one.since or one.until
        assert one.since is None or one.since <= (one.until or max(today, one.since))
        assert not has_begun(one, today) or one.since is None or one.since <= today
        end = one.end


@pytest.mark.parametrize(
    ("text", "language", "turned"),
    [
        ("since 2025 until 2020", "en", True),
        ("dari Mei 2024 sampai Januari 2024", "id", True),
        ("after 2020 until 2019", "en", True),
        ("after 2020 until 2020", "en", False),  # nothing is between them, whichever is first
        ("since 2020 until 2025", "en", False),
        ("dari Mei hingga Maret 2024", "id", False),  # it begins in May 2023
        ("from Monday to Friday", "en", False),
        ("since 2023 and before 2024", "en", False),
        ("2024", "en", False),
    ],
)
def test_a_time_may_name_the_later_end_first(text: str, language: KnownLanguage, turned: bool) -> None:
    assert names_last_first(text, language, TODAY) is turned

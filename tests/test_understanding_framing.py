"""Framing: a table of what is said to the searcher, and of what only looks so."""

from __future__ import annotations

from datetime import date

import pytest

from index import Filters
from index.question import MOST_CHARACTERS, Preferences
from index.text import languages
from index.text.patterns import listed_words
from index.text.spans import without
from index.understanding.framing import framing
from index.understanding.parsing import parse_question
from index.understanding.small_talk import asks_for_anything

SAID = [
    # Requests, wishes and greetings, Indonesian and English.
    ("Tolong carikan berita tentang banjir Demak", "banjir Demak"),
    ("tlg cariin info terbaru soal banjir demak dong", "banjir demak"),
    ("Bisakah Anda memberi tahu saya kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Halo kak, saya mau tanya, kapan banjir terjadi? Terima kasih ya", "kapan banjir terjadi?"),
    ("gue kepo nih, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Jelaskan dampak banjir", "dampak banjir"),
    ("Ada berita apa saja tentang gempa hari ini?", "gempa hari ini?"),
    ("Could you please tell me when the flood came?", "when the flood came?"),
    ("Hi there, I have a question: when did it flood? Thank you", "when did it flood?"),
    ("I'm looking for news about the flood", "the flood"),
    ("I would like to know who won", "who won"),
    ("Do you know who won the election?", "who won the election?"),
    ("hi, kapan banjir terjadi? thanks", "kapan banjir terjadi?"),
    ("Apakah Anda bisa membantu saya mencari tahu kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("apa kamu bisa cariin info banjir", "banjir"),
    ("Bisakah kamu menjelaskan kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Saya sedang mencari tahu penyebab banjir", "penyebab banjir"),
    ("saya ingin belajar tentang banjir", "banjir"),
    ("kapan banjir terjadi ya min?", "kapan banjir terjadi ?"),
    ("please could you please show me the latest news about the flood", "the flood"),
    # Openings of chat, and what is left between them and the topic.
    ("bro kasih info soal banjir", "banjir"),
    ("rangkum berita tentang banjir", "banjir"),
    ("buatkan ringkasan tentang banjir", "banjir"),
    ("ceritain dong soal banjir", "banjir"),
    ("mau tau dong soal banjir", "banjir"),
    ("Jelaskan secara singkat dampak banjir", "dampak banjir"),
    ("ada info banjir gak?", "banjir"),
    ("summarize the news about the flood", "the flood"),
    ("could you give me a short summary of the flood", "the flood"),
    ("any articles on the flood?", "the flood"),
    ("search for the missing plane", "the missing plane"),
    ("tell me more about the flood", "the flood"),
    ("spill dong harga beras", "harga beras"),
    ("mohon info banjir Demak", "banjir Demak"),
    ("butuh info banjir Demak", "banjir Demak"),
    ("kliping koran banjir Demak", "banjir Demak"),
    ("kliping berita tentang banjir", "banjir"),
    ("bahas banjir Demak", "banjir Demak"),
    # Forms of address, last, before a comma and before a request.
    ("harga beras di Demak gan", "harga beras di Demak"),
    ("harga beras di Demak min", "harga beras di Demak"),
    ("harga beras di Demak sis?", "harga beras di Demak"),
    ("harga beras di Demak bang", "harga beras di Demak"),
    ("harga beras di Demak mas", "harga beras di Demak"),
    ("harga beras di Demak guys", "harga beras di Demak"),
    ("harga beras di Demak gaes", "harga beras di Demak"),
    ("harga beras di Demak cuy", "harga beras di Demak"),
    ("harga beras di Demak gan dong", "harga beras di Demak"),
    ("harga beras di Demak dong gan", "harga beras di Demak"),
    ("HARGA BERAS DI DEMAK GAN", "HARGA BERAS DI DEMAK"),
    ("harga beras di Demak, Pak", "harga beras di Demak"),
    ("kapan banjir terjadi mas? makasih bang", "kapan banjir terjadi ?"),
    ("cuy, harga beras di Demak", "harga beras di Demak"),
    ("pak tolong carikan berita banjir", "banjir"),
    ("siapa park ji min min", "siapa park ji min"),
    ("who won the election guys", "who won the election"),
    ("what's the latest on the flood?", "the flood"),
    # A word for news beside a topic.
    ("berita banjir", "banjir"),
    ("Berita Jokowi hari ini", "Jokowi hari ini"),
    ("kabar terbaru banjir", "banjir"),
    ("info terkini soal banjir", "banjir"),
    ("banjir kabar terkini", "banjir"),
    ("berita minggu lalu tentang banjir", "banjir"),
    ("cari berita banjir", "banjir"),
    ('berita "banjir rob"', "banjir rob"),
    ("berita WHO tentang flu", "WHO tentang flu"),
    ("berita AS", "AS"),
    ("news on floods", "floods"),
    ("latest news on floods", "floods"),
    ("flood news", "flood"),
    ("flood news today", "flood today"),
    ("floods in the news", "floods"),
    # Capitals of courtesy.
    ("Selamat Pagi Kak, saya mau tanya, kapan banjir terjadi? Terima Kasih", "kapan banjir terjadi?"),
    ("Halo Min mau tanya kapan banjir terjadi", "kapan banjir terjadi"),
    ("OK can you tell me who won?", "who won?"),
    ("TOLONG CARIKAN BERITA TENTANG BANJIR", "BANJIR"),
    # Who is spoken to, and how one begins to.
    ("Apakah kamu tahu berapa korban banjir?", "berapa korban banjir?"),
    ("apa kamu tau gak di mana banjir terjadi?", "di mana banjir terjadi?"),
    ("Tahukah Anda, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Kasih tau dong kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("kasih tau dong soal banjir", "banjir"),
    ("Oke, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("oke, tolong carikan berita banjir", "banjir"),
    ("Btw kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("BTW, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Gemini, kapan banjir besar terjadi di Demak?", "kapan banjir besar terjadi di Demak?"),
    ("Gemini, tolong carikan berita tentang banjir", "banjir"),
    ("Kamu adalah asisten yang membantu. Kapan banjir terjadi?", "Kapan banjir terjadi?"),
    ("Pengguna: kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("kapan banjir terjadi - terima kasih", "kapan banjir terjadi"),
    ("Okay, when did it flood?", "when did it flood?"),
    ("By the way, when did it flood?", "when did it flood?"),
    ("ChatGPT, when did the river flood?", "when did the river flood?"),
    ("You are a helpful AI assistant that answers questions. When did it flood?", "When did it flood?"),
    ("User: when did it flood?", "when did it flood?"),
    ("Remind me when it flooded", "when it flooded"),
    ("remind me about the flood", "the flood"),
    ("Please provide details on the flood", "the flood"),
    ("could you provide me with information about the flood?", "the flood"),
    # What points at a text, at the edges and within.
    ("Menurut kutipan tersebut, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Kapan banjir terjadi menurut teks di atas?", "Kapan banjir terjadi ?"),
    ("Apa sebab banjir menurut bacaan?", "Apa sebab banjir ?"),
    ("According to the passage, when did it flood?", "when did it flood?"),
    ("What is mentioned in the passage as a cause of floods?", "What is as a cause of floods?"),
    ("Manakah dari pernyataan berikut yang bukan gejala flu?", "yang bukan gejala flu?"),
    ("Which of the following is a cause of floods?", "is a cause of floods?"),
    ("Based on the information given in the passage, who led?", "who led?"),
    ("What does the author say about the bridge?", "the bridge"),
    ("Which statement is not true about the war?", "the war"),
    ("Which option best describes the law?", "describes the law"),
    ("From the passage, it can be inferred that who won?", "who won?"),
    ("Berdasarkan informasi dalam kutipan, kapan banjir?", "kapan banjir?"),
    ("Menurut Bacaan, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Dalam teks, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Apa yang diperkenalkan dalam bacaan?", "Apa yang diperkenalkan ?"),
    ("Which of the following is NOT a cause of floods, based on the text?", "is NOT a cause of floods, ?"),
    ("Apa yang dikatakan penulis tentang jembatan itu?", "jembatan itu?"),
    ("Manakah pernyataan berikut yang salah tentang pajak?", "pajak"),
    ("Pernyataan mana yang tidak benar tentang pajak?", "pajak"),
    ("Berikut ini yang bukan gejala flu adalah?", "yang bukan gejala flu adalah?"),
    ("Dari teks di atas dapat disimpulkan bahwa siapa yang menang?", "siapa yang menang?"),
    # So many of them, in so many words, for whom, and labels.
    ("berikan saya 5 artikel tentang banjir", "banjir"),
    ("kasih sepuluh berita banjir", "banjir"),
    ("bagi 6 link berita soal banjir", "banjir"),
    ("10 artikel mengenai banjir", "banjir"),
    ("buat ringkasan 3 paragraf tentang banjir", "banjir"),
    ("rangkum dalam lima poin soal banjir", "banjir"),
    ("saya wartawan, butuh data tentang banjir", "banjir"),
    ("saya kerja di bank dan butuh artikel tentang banjir", "banjir"),
    ("untuk tugas sekolah, carikan artikel tentang banjir", "banjir"),
    ("mohon penjelasan tentang banjir", "banjir"),
    ("mohon dijelaskan mengenai banjir", "banjir"),
    ("hey Siri kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("query: banjir", "banjir"),
    ("Q2: kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Topik: banjir", "banjir"),
    ("give me 5 articles about floods", "floods"),
    ("could you give me five bullet points about floods", "floods"),
    ("I'm a journalist and need data on floods", "floods"),
    ("for a school project, find articles about floods", "floods"),
    ("write a 200-word summary of the flood", "the flood"),
    ("translate: floods", "floods"),
    # How to answer.
    ("Kapan banjir terjadi? Jawab singkat.", "Kapan banjir terjadi?"),
    ("kapan banjir terjadi, jawab dalam bahasa Inggris ya", "kapan banjir terjadi"),
    ("Kapan banjir terjadi dalam satu kalimat?", "Kapan banjir terjadi ?"),
    ("Kapan banjir terjadi? Tolong jawab dengan jelas dan cantumkan sumbernya", "Kapan banjir terjadi?"),
    ("When did it flood? Answer in Indonesian", "When did it flood?"),
    ("When did it flood, in one sentence", "When did it flood"),
    ("When did it flood? Reply briefly and cite your sources.", "When did it flood?"),
    ("when did it flood with sources", "when did it flood"),
    ("Dalam satu kalimat, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("In one sentence, when did it flood?", "when did it flood?"),
    # By what is known of late.
    ("Berdasarkan data terbaru, kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("Kapan banjir terjadi menurut informasi terkini?", "Kapan banjir terjadi ?"),
    ("Based on the latest data, when did it flood?", "when did it flood?"),
    # What a text is said to say, and whether.
    ("The passage states that which bridge fell?", "which bridge fell?"),
    ("According to the information given, who led?", "who led?"),
    ("Teks tersebut menyatakan bahwa siapa yang menang?", "siapa yang menang?"),
    ("Bacaan di atas menyebutkan siapa yang menang?", "siapa yang menang?"),
    ("Which of the following is NOT true about the war?", "the war"),
    ("Which of the following is mentioned as a cause of floods?", "as a cause of floods"),
    ("Manakah dari pernyataan berikut yang tidak benar tentang pajak?", "pajak"),
    ("Manakah pernyataan yang paling tepat mengenai pajak?", "pajak"),
    # An order asks, too, first or right behind what points at a text.
    ("Berdasarkan teks di atas, jelaskan dampak banjir", "dampak banjir"),
    ("Berdasarkan teks di atas jelaskan dampak banjir", "dampak banjir"),
    ("Jelaskan dampak banjir berdasarkan teks di atas", "dampak banjir"),
    ("Halo, berdasarkan artikel tersebut, tolong sebutkan dampak banjir", "dampak banjir"),
    ("Berdasarkan berita yang ada, jelaskan dampak banjir", "dampak banjir"),
    ("Berdasarkan data yang tersedia, sebutkan dampak banjir", "dampak banjir"),
    ("Berdasarkan artikel tersebut, tuliskan tiga dampak banjir", "tiga dampak banjir"),
    ("Menurut teks di atas, rangkum dampak banjir", "dampak banjir"),
    ("Tuliskan ringkasan banjir", "banjir"),
    ("Based on the article above, list the effects of floods", "the effects of floods"),
    ("Based on the article above, list reasons floods rise", "reasons floods rise"),
    ("According to the text above, summarize the effects of floods", "the effects of floods"),
    ("Explain the effects of floods, based on the passage", "the effects of floods"),
    # What is to be checked.
    ("Cek fakta: vaksin berisi chip", "vaksin berisi chip"),
    ("[HOAX?] vaksin berisi chip", "vaksin berisi chip"),
    ("Tolong verifikasi klaim berikut: vaksin berisi chip", "vaksin berisi chip"),
    ("cek kebenaran berita ini: vaksin berisi chip", "vaksin berisi chip"),
    ("Klaim: vaksin berisi chip. Benar atau salah?", "vaksin berisi chip"),
    ("Vaksin berisi chip, hoax atau fakta?", "Vaksin berisi chip"),
    ("vaksin berisi chip, ini HOAKS atau bukan?", "vaksin berisi chip"),
    ("vaksin berisi chip, benar atau tidak ya?", "vaksin berisi chip"),
    ("Fact check: vaccines hold chips", "vaccines hold chips"),
    ("Please verify this claim: vaccines hold chips", "vaccines hold chips"),
    ("Vaccines hold chips. True or false?", "Vaccines hold chips"),
    # Nothing else is left to look for.
    ("Which of the following is true?", "is true?"),
    # Sentences and beginnings that only talk.
    ("Kapan banjir terjadi? Mohon dijawab dengan singkat.", "Kapan banjir terjadi?"),
    ("When did it flood? Please keep the answer short.", "When did it flood?"),
    ("Read the passage and answer the question. When did it flood?", "When did it flood?"),
    ("di teksnya tertulis gak sih kapan banjir terjadi", "kapan banjir terjadi"),
    ("does the article say when it flooded", "when it flooded"),
    # A time, or a section of a paper, before `tentang`. The time is read all the same.
    ("artikel tahun 2024 tentang banjir", "banjir"),
    ("berita bulan Juli 2024 soal banjir", "banjir"),
    ("berita tanggal 5 Juli 2024 tentang banjir", "banjir"),
    ("cari artikel dari tahun 2021 sampai 2022 mengenai banjir", "banjir"),
    ("tolong cariin info Agustus soal banjir", "banjir"),
    ("berita internasional tentang banjir", "banjir"),
    ("berita ekonomi tahun 2020 tentang banjir", "banjir"),
    ("articles from 2021 about floods", "floods"),
    ("news from July 2024 about floods", "floods"),
    ("find news from 2020 to 2021 about floods", "floods"),
    ("international news about floods", "floods"),
    # Openers and forms of address without a comma, and with a particle.
    ("ok when did it flood?", "when did it flood?"),
    ("ok so when did it flood", "when did it flood"),
    ("well when did it flood?", "when did it flood?"),
    ("oke jadi kapan banjir terjadi", "kapan banjir terjadi"),
    ("kalau gitu kapan banjir terjadi", "kapan banjir terjadi"),
    ("oh gitu kapan banjir terjadi", "kapan banjir terjadi"),
    ("ok jelaskan dampak banjir", "dampak banjir"),
    ("min ada info soal banjir?", "banjir"),
    ("gan harga beras berapa?", "harga beras berapa?"),
    ("gan kapan banjir terjadi", "kapan banjir terjadi"),
    ("tolong dong jelaskan dampak banjir", "dampak banjir"),
    ("tolong ya carikan berita banjir", "banjir"),
    ("1. kapan banjir terjadi?", "kapan banjir terjadi?"),
    ("2) when did it flood?", "when did it flood?"),
    # What is to be written, and how plainly.
    ("Buatkan saya esai tentang banjir", "banjir"),
    ("Tulis caption instagram tentang banjir", "banjir"),
    ("Write an essay about floods", "floods"),
    ("Could you write a short tweet about floods", "floods"),
    ("list semua artikel tentang banjir", "banjir"),
    ("punya berita tentang banjir?", "banjir"),
    ("jelaskan secara sederhana apa itu banjir", "apa itu banjir"),
    ("jelaskan seperti saya anak SD: apa itu banjir", "apa itu banjir"),
    ("apa itu banjir menurut kamu", "apa itu banjir"),
    ("what is a flood in simple terms?", "what is a flood ?"),
    ("what is a flood in plain words", "what is a flood"),
    ("explain floods like I'm five", "floods"),
    ("what do you think about floods", "floods"),
    ("Can you confirm whether it flooded?", "it flooded"),
    ("Fakta atau hoaks: vaksin berisi chip", "vaksin berisi chip"),
    ("Fact or fiction: vaccines hold chips", "vaccines hold chips"),
]


@pytest.mark.parametrize(("question", "rest"), SAID)
def test_what_is_said_to_the_searcher_is_not_looked_for(question: str, rest: str) -> None:
    asked = parse_question(question, Filters(), Preferences(recency="off"))
    assert asked.text == rest
    assert asked.framing
    assert asked.framing == tuple(framing(question))


ABOUT = [
    "cari kerja di Jakarta",
    "Which statement was made by Powell?",
    "Which options are open to Greece?",
    "Pernyataan mana yang dibuat Jokowi di Bali?",
    "apa yang disampaikan penulis buku itu soal Soeharto?",
    "terima kasih guru lagu siapa",
    "tolong menolong korban banjir",
    "artikel 28 UUD",
    # Openers, forms of address and ways to write that are asked about, or are another word.
    "gan artinya apa",
    "oke apa artinya",
    "Jadi apa Gibran?",
    "Baik apa buruk pemerintahan Prabowo",
    "ok what does it stand for",
    "mengapa Kartini menulis dengan bahasa sederhana",
    "wikipedia in simple English",
    "kasih status tersangka soal korupsi",
    "sumber hukum tentang perkawinan",
    "Artikel mana yang melarang perjanjian?",
    "UU keterbukaan informasi publik",
    "berita bohong vaksin",
    # What news is put together in, of something else.
    "daftar harga HP",
    "kumpulan doa",
    "rekap skor timnas",
    "ringkasan pertandingan Persib",
    "list of presidents",
    "judul berita hoaks",
    # Who is spoken of.
    "ChatGPT dilarang di Italia",
    "Gemini zodiak hari ini",
    "Gemini, kapan dirilis?",
    "Google, Meta dan Apple didenda",
    "user experience",
    "Jamrud - Terima Kasih",
    "remind me lyrics",
    "you are the reporter singer",
    "kasih tahu orang tua",
    "dalam satu tahun, berapa korban gempa?",
    "Berdasarkan data terbaru, korban gempa 41 orang",
    "Jadi, korban gempa 41 orang",
    "So, only 100 families are affected",
    # Statements, and what another tells.
    "Berdasarkan data di atas 60 persen warga setuju",
    "Berdasarkan artikel di atas kertas rencana itu bagus",
    "Menurut artikel tersebut, polisi menangkap dua orang",
    "Polisi jelaskan kronologi berdasarkan teks di atas",
    "List reasons",
    # Who checks, what he found, and headlines that ask.
    "cek fakta Kompas",
    "apa itu cek fakta?",
    "verifikasi klaim asuransi",
    "klaim BPJS: cara dan syarat",
    "[HOAKS] Vaksin berisi chip",
    "apakah vaksin hoaks atau fakta?",
    "Sarapan Bikin Ngantuk, Hoaks atau Fakta?",
    "true or false quiz",
    # Instructions to nobody.
    "bahan bakar jet naik",
    "5 korban kapal tenggelam",
    "guru honorer minta data dihapus",
    "Berapa kata dalam satu kalimat?",
    "Jokowi jawab singkat",
    "apa arti hoaks dalam bahasa Inggris?",
    "apakah ok google bisa bahasa sunda",
    "Mana yang benar, vaksin haram atau halal?",
    "Sebuah laporan tentang infeksi menunjukkan gejala",
    "Texas Instruments: chips",
    "need for speed game",
    "interview with sources close to Boesky",
    "Is it true that Reagan resigned?",
    # News that is itself asked about, and headlines.
    "berita hoaks",
    "Berita hoaks menyebar",
    "Kabar duka dari Solo",
    "kabar singkat bohong soal vaksin",
    "info palsu",
    "kantor berita lengkap",
    "Kabar Habibie Meninggal Dipastikan Hoaks",
    "kabar banjir rob di pesisir utara Jawa Tengah itu bohong",
    "Argentina: Election news",
    "siapa pembaca berita Kompas",
    "fake news",
    "bbc news",
    "Fox News",
    "Uzbekistan breaking news",
    "news anchor",
    "news of the world scandal",
    '"berita" banjir',
    "informasi banjir",
    "laporan keuangan Pertamina",
    "report on floods",
    "berita terbaru",
    "Search for survivors goes on in the rubble of Palu",
    "minta maaf lahir batin",
    "bagi hasil migas",
    "Siapa presenter Selamat Pagi Indonesia di TVRI?",
    "Halo Halo Bandung lagu siapa",
    "Apakah ada korban?",
    "Hello Kitty museum",
    "passage of the bill in the Senate",
    "Please Please Me album",
    "tell-all book about the royal family",
    "Oscars thank you speech",
    "Who are you?",
    "What should I do when an earthquake hits?",
    "Siapakah Moe’min?",
    "HI-PORT INDUSTRIES",
    '"terima kasih guru" lagu',
    'siapa pencipta "tolong carikan"',
    # A colon ends no sentence, and talk is none where nothing else asks.
    "US: tariffs on steel",
    "us: tariffs on steel",
    "One Piece: Stampede",
    "Ethiopia: US",
    "AS: Izin Menikah Sesama Jenis",
    "See also: Flight and health",
    "Help! Beatles film",
    "Lengkap! Isi pidato Prabowo",
    # What others do, too.
    "Izin belajar PNS berapa tahun?",
    "ijin belajar pns berapa tahun",
    "Mau belajar di Jerman, apa syaratnya?",
    "Apakah mencari suaka itu legal?",
    "Bolehkah mencari suaka di Jerman?",
    "Apakah mencari tahu aib orang itu dosa?",
    "Apakah menjawab salam itu wajib?",
    "Can you get flu twice?",
    "let me down slowly singer",
    # Names, and texts that are asked about.
    "Siapa nama asli Park Ji Min?",
    "siapa park ji min",
    # Gold, a fish, places and firms, a theory, a film, and words that are asked about.
    "harga mas",
    "berapa harga mas",
    "budidaya ikan mas",
    "banjir gunung mas",
    "banjir Gunung Mas",
    "saham Sinar Mas",
    "vonis Mas Bechi",
    "teori big bang",
    "Teori Big Bang",
    "film the bad guys",
    "pacaran sama mas",
    "apa itu gaes",
    "apa arti cuy",
    "dibunuh kakak",
    "gaji admin",
    # Orders of others, in headlines and beside other words.
    "Bahas RUU Pemilu, DPR panggil KPU",
    "cara membuat kliping koran",
    "oil spill",
    "mohon maaf lahir batin",
    "Apa fungsi subjek dalam kalimat?",
    "murder in reading",
    # Numbers, kinds of news and openers that are part of a topic.
    "artikel 33 UUD tentang ekonomi",
    "artikel 33 tentang ekonomi",
    "artikel tahun 2024",
    "articles from 2021",
    "international news",
    "ok oce",
    "ok oce apa itu",
    "Oke Tuhan",
    "so what singer",
    "min 5 derajat",
    "mas berapa per gram",
    "Gan Eng Seng School di mana?",
    "1. FC Köln",
    "2. Bundesliga siapa juara",
    # What others write, and how others live.
    "Tulis artikel tentang Papua, wartawan ditangkap",
    "esai tentang korupsi",
    "menikah secara sederhana",
    "lagu menurut kamu",
    "what do you think of me lyrics",
    "list harga HP",
]


@pytest.mark.parametrize("question", ABOUT)
def test_what_only_looks_like_framing_is_looked_for(question: str) -> None:
    asked = parse_question(question, Filters(), Preferences())
    assert (asked.framing, asked.text.replace('"', "")) == ((), question.replace('"', ""))
    assert framing(question) == []


@pytest.mark.parametrize(
    "question",
    [
        "Tell Me Why singer",
        "Just Give Me a Reason singer",
        "I Want to Know What Love Is singer",
        "Siapa penyanyi lagu Makasih?",
        "Ijazah capres, KPU: Seharusnya Terbuka Dong",
    ],
)
def test_what_capitals_show_to_be_a_name_is_no_framing(question: str) -> None:
    assert framing(question) == []
    assert framing(question.lower())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # The question mark was the framing's, and `jawab` says how.
        ("Could you tell me about the flood?", True),
        ("What's the latest on the flood?", False),
        ("Which of the following is true about the flood?", False),
        ("banjir Demak, jawab singkat", False),
        ("Jawab singkat: penyebab banjir Demak", True),
        ("Halo, did it flood in Demak?", True),
        ("Halo, yang banjir Demak?", True),
        ("Menurut teks, apakah banjir terjadi di Demak?", True),
    ],
)
def test_what_is_left_asks_or_is_keywords(question: str, expected: bool) -> None:
    assert parse_question(question, Filters(), Preferences()).asks is expected


@pytest.mark.parametrize("question", ["Terima kasih ya", "Tolong carikan berita", "Hi there!"])
def test_nothing_but_framing_is_asked_as_it_stands(question: str) -> None:
    asked = parse_question(question, Filters(), Preferences())
    assert (asked.framing, asked.text) == ((), question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("halo", True),
        ("OK", True),
        ("Terima Kasih banyak ya", True),
        ("Good morning!", True),
        ("bantu saya", True),
        ("can you help me?", True),
        ("Tolong carikan artikel", True),
        ("Apa kabar hari ini?", True),
        ("ulangi dong", True),
        ("are you sure?", True),
        ("tell me a joke", True),
        ("Ceritakan lelucon!", True),
        ("bikin pantun dong", True),
        ("lelucon", False),
        ("ceritakan lelucon Jokowi", False),
        ("write a poem about Jakarta", False),
        ("Tell Me a Joke", False),
        ("halo effect", False),
        ("kasih ibu", False),
        ("berita baik", False),
        ("good morning America", False),
        ("Hello Kitty", False),
        ('"halo"', False),
        ("let Me In", False),
        ("halo, kapan banjir?", False),
        # A quoted figure is a word to look for, and the figure alone is a choice.
        ("2", True),
        ('"77%"', False),
        # It asks for the latest.
        ("show me the news", False),
    ],
)
def test_courtesy_asks_nothing(question: str, expected: bool) -> None:
    asked = parse_question(question, Filters(), Preferences(today=date(2024, 6, 12)))
    assert (asked.aim == "nothing") is expected


def test_places_are_those_of_the_question() -> None:
    question = "Halo, saya mau tanya, kapan banjir? Makasih ya"
    places = framing(question.lower())
    assert [question[start:end] for start, end in places] == ["Halo", "saya mau tanya", "Makasih ya"]
    assert without("abcdef", [(1, 3), (5, 6)]) == "a  de "


def test_syntax_times_and_the_wish_for_news_are_read_beside_framing() -> None:
    question = 'Tolong carikan berita terbaru tentang "banjir bandang" -Bogor sejak Mei 2024, makasih ya'
    asked = parse_question(question, Filters(), Preferences(today=date(2026, 11, 28)))
    assert (asked.text, asked.phrases, asked.excluded) == (
        "banjir bandang sejak Mei 2024",
        ("banjir bandang",),
        ("Bogor",),
    )
    assert [(one.start, one.since) for one in asked.times] == [(question.index("sejak"), date(2024, 5, 1))]
    assert asked.wants_news


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Berita terbaru", True),
        ("BERITA TERBARU", True),
        ("what happened", True),
        ("", True),
        ("berita gempa", False),
        ("berita WHO terbaru", False),
        ("latest US news", False),
        # What news is put together in says nothing beside a word for it.
        ("ringkasan berita", True),
        ("daftar kejadian", True),
        ("list of headlines", True),
        ("ringkasan", False),
        ("daftar harga", False),
        ("list of presidents", False),
    ],
)
def test_a_question_without_a_subject(question: str, expected: bool) -> None:
    assert asks_for_anything(question) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What are today's headlines?", True),
        ("today’s headlines", True),
        ("yesterday's news", True),
        ("What's the news?", True),
        ("rekap berita", True),
        ("Rekap Berita Hari Ini", True),
        ("yesterday's earthquake", False),
        ("today's weather", False),
        ("rekap skor kemarin", False),
        ("judul lagu terbaru", False),
        ("Berita penting untuk pemudik hari ini", False),
    ],
)
def test_nothing_but_news_is_asked_for(question: str, expected: bool) -> None:
    assert parse_question(question, Filters(), Preferences(today=date(2024, 6, 12))).topicless is expected


def test_framing_and_times_are_no_subject() -> None:
    question = "news roundup yesterday"
    assert asks_for_anything(question, [(0, 4), (13, 22)])
    assert not asks_for_anything(without(question, [(0, 4), (13, 22)]))


def test_no_words_take_long_however_often_they_are_repeated() -> None:
    # A pattern that reads the same words in two ways within a repeat takes twice as long for each one more:
    # one such question among these would outlast whoever runs the tests.
    lists = [
        listed_words(listed)
        for language in ("id", "en")
        for name, listed in languages.tables(f"questions/framing_{language}")["words"].items()
        if name not in {"talk", "cue", "anything"}
    ]
    phrases = {phrase for phrases in lists for phrase in phrases}
    short = [min(phrases, key=len) for phrases in lists]
    pairs = {f"{first} {second}" for first in short for second in short}
    for words, characters in ((phrases, MOST_CHARACTERS // 5), (pairs, MOST_CHARACTERS // 40)):
        for repeated in words:
            framing(f"{repeated} " * (characters // (len(repeated) + 1)) + "banjir")
    for gap in (" ", "\n", "?", ". ", '"', "“"):
        framing("menurut teks" + gap * (MOST_CHARACTERS // len(gap)) + "banjir?")

/** The texts of the page, in English and in Indonesian, by the language of the browser. */

const ENGLISH = {
  question: "Question or keywords",
  placeholder: "Ask in Indonesian or English",
  search: "Search",
  options: "Options",
  language: "Language",
  bothLanguages: "All languages",
  id: "Indonesian",
  en: "English",
  und: "Undetermined",
  source: "Source",
  allSources: "All sources",
  since: "From",
  until: "To",
  collapse: "One result for each",
  article: "Article",
  story: "Story",
  passage: "Passage",
  leastRelevance: "Minimum relevance",
  any: "Any",
  holds: (articles, sources) => `${count(articles, "article")} from ${count(sources, "source")}`,
  hints: [
    "A question in one language finds articles in both.",
    "A phrase in double quotes must occur; a -\u2060word must not.",
  ],
  results: (hits, ms) => `${count(hits, "result")} in ${ms} ms`,
  hits: "Results",
  noResults: "No results",
  loading: "Loading…",
  readsAs: { id: "read as Indonesian", en: "read as English", und: "" },
  noTitle: "No title",
  noSource: "Unknown source",
  noDate: "No date",
  inferred: "date taken from the address or text",
  relevance: "Relevance",
  relevanceTitle: "Probability that this passage answers",
  wholePassage: "Whole passage",
  further: (passages) => `${passages} more from this article`,
  outlets: (outlets) => `+${count(outlets, "outlet")}`,
  translation: (word, asked, share) => `“${word}”: translation of “${asked}” (${percent(share)})`,
  form: (word, asked) => `“${word}” matches “${asked}”`,
  askedFor: (corrected) => ["Searched for ", corrected, ". "],
  asTyped: "Search for it as typed",
  didYouMean: "Did you mean ",
  time: "Time",
  mayBeName: "may be part of a name",
  from: (day) => `from ${day}`,
  upTo: (day) => `until ${day}`,
  timeUse: { prefer: "preferred", filter: "only these days", off: "any day" },
  mustOccur: "Must occur",
  without: "Without",
  notLookedFor: "Not searched for",
  withheld: (hits, least) => `${count(hits, "result")} below ${least} left out.`,
  showThem: "Show them",
  below: "Best below the minimum",
  fewer: "Search without options",
  more: "More results",
  tryAgain: "Try again",
  noDays: "The first day is after the last",
  noDaysCure: "Swap the days of “From” and “To”.",
  unreachable: "The service cannot be reached",
  unreachableCure: "Check that it runs and that the network is connected, then try again.",
  noIndex: "There is no index to answer from",
  noIndexCure: "None has been published yet, or it is damaged. The log of the service says more.",
  noAnswer: "The service gave no answer",
  status: (code) => `It answered with status ${code}, and nothing else that this page can read.`,
};

const INDONESIAN = {
  question: "Pertanyaan atau kata kunci",
  placeholder: "Tanyakan dalam bahasa Indonesia atau Inggris",
  search: "Cari",
  options: "Pilihan",
  language: "Bahasa",
  bothLanguages: "Semua bahasa",
  id: "Indonesia",
  en: "Inggris",
  und: "Tidak diketahui",
  source: "Sumber",
  allSources: "Semua sumber",
  since: "Dari",
  until: "Sampai",
  collapse: "Satu hasil untuk tiap",
  article: "Artikel",
  story: "Berita",
  passage: "Kutipan",
  leastRelevance: "Relevansi minimal",
  any: "Berapa pun",
  holds: (articles, sources) => `${number(articles)} artikel dari ${number(sources)} sumber`,
  hints: [
    "Pertanyaan dalam satu bahasa menemukan artikel dalam keduanya.",
    "Frasa dalam tanda kutip ganda harus ada; -\u2060kata tidak boleh ada.",
  ],
  results: (hits, ms) => `${number(hits)} hasil dalam ${ms} ms`,
  hits: "Hasil",
  noResults: "Tidak ada hasil",
  loading: "Memuat…",
  readsAs: { id: "terbaca sebagai bahasa Indonesia", en: "terbaca sebagai bahasa Inggris", und: "" },
  noTitle: "Tanpa judul",
  noSource: "Sumber tidak diketahui",
  noDate: "Tanpa tanggal",
  inferred: "tanggal diambil dari alamat atau teks",
  relevance: "Relevansi",
  relevanceTitle: "Peluang bahwa kutipan ini menjawab",
  wholePassage: "Kutipan lengkap",
  further: (passages) => `${number(passages)} lagi dari artikel ini`,
  outlets: (outlets) => `+${number(outlets)} media`,
  translation: (word, asked, share) => `“${word}”: terjemahan “${asked}” (${percent(share)})`,
  form: (word, asked) => `“${word}” cocok dengan “${asked}”`,
  askedFor: (corrected) => ["Yang dicari: ", corrected, ". "],
  asTyped: "Cari seperti yang diketik",
  didYouMean: "Maksud Anda ",
  time: "Waktu",
  mayBeName: "mungkin bagian dari nama",
  from: (day) => `sejak ${day}`,
  upTo: (day) => `sampai ${day}`,
  timeUse: { prefer: "diutamakan", filter: "hanya saat itu", off: "kapan saja" },
  mustOccur: "Harus ada",
  without: "Tanpa",
  notLookedFor: "Tidak dicari",
  withheld: (hits, least) => `${number(hits)} hasil di bawah ${least} tidak ditampilkan.`,
  showThem: "Tampilkan",
  below: "Terbaik di bawah batas",
  fewer: "Cari tanpa pilihan",
  more: "Hasil lainnya",
  tryAgain: "Coba lagi",
  noDays: "Hari pertama lebih akhir daripada hari terakhir",
  noDaysCure: "Tukar tanggal “Dari” dan “Sampai”.",
  unreachable: "Layanan tidak dapat dihubungi",
  unreachableCure: "Periksa apakah layanan berjalan dan jaringan tersambung, lalu coba lagi.",
  noIndex: "Tidak ada indeks untuk dicari",
  noIndexCure: "Indeks belum diterbitkan, atau rusak. Log layanan menjelaskan lebih lanjut.",
  noAnswer: "Layanan tidak menjawab",
  status: (code) => `Jawabannya berstatus ${code}, dan tidak ada yang dapat dibaca halaman ini.`,
};

const isIndonesian = /^id\b/i.test(navigator.language);
/** The language that dates and numbers are written in; for the rest of the world English, the day first. */
const tag = isIndonesian || /^en\b/i.test(navigator.language) ? navigator.language : "en-GB";

export const words = { locale: isIndonesian ? "id" : "en", ...(isIndonesian ? INDONESIAN : ENGLISH) };

export function number(value) {
  return value.toLocaleString(tag);
}

/** A probability in whole per cent, rounded down: or it could look like enough. */
export function percent(share) {
  const format = (value) => value.toLocaleString(tag, { style: "percent" });
  if (share > 0 && share < 0.01) return `<${format(0.01)}`;
  return format(Math.floor(Number((share * 100).toFixed(6))) / 100); // 0.29 * 100 is less than 29
}

/** `2024-04-19T12:55:00+07:00` as `19 April 2024, 12:55 UTC+7`: the day and the hour that the article has. */
export function moment(published) {
  const [day, time] = published.split("T");
  if (!time) return date(day);
  const [, hours, minutes, zone] = /^(\d\d):(\d\d).*?(Z|[+-]\d\d:\d\d)?$/.exec(time);
  return `${date(day)}, ${hours}${isIndonesian ? "." : ":"}${minutes}${zone ? ` ${offset(zone)}` : ""}`;
}

/** Days from one to the other; either may be null. */
export function days(since, until) {
  if (!until) return words.from(date(since));
  if (!since) return words.upTo(date(until));
  return DAY.formatRange(new Date(since), new Date(until));
}

export function date(day) {
  return DAY.format(new Date(day));
}

// A day is read as midnight UTC, so that it is the same day everywhere.
const DAY = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });

function offset(zone) {
  if (zone === "Z" || zone === "+00:00") return "UTC";
  return `UTC${zone.replace(/^([+-])0/, "$1").replace(":00", "").replace("-", "−")}`;
}

function count(many, noun) {
  return `${number(many)} ${noun}${many === 1 ? "" : "s"}`;
}

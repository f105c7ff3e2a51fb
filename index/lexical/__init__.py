"""The lexical leg: BM25 over term counts in both languages, and the lexicon that translates the terms."""

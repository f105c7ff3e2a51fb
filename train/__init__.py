"""How the bundled model and lexicon were made; nothing here is needed to use Cari."""

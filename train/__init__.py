"""The training of the bundled model and lexicon; Cari runs without this package."""

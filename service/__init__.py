"""HTTP over the public face of `index`; nothing is ranked here."""

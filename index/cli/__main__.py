"""`python -m index.cli`: the same as `cari`, without an installation."""

from index.cli import main

main()

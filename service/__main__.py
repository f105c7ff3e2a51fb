"""`python -m service`: serve with the settings of the environment."""

from __future__ import annotations

import sys

from index import CariError
from service.server import serve
from service.settings import Settings

try:
    serve(Settings.from_environment())
except CariError as error:
    sys.exit(f"cari: {error}")

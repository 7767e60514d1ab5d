"""`python -m hotloop` is the command `hotloop`."""

import sys

from ._cli import main

sys.exit(main())

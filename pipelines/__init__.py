"""The commands, one module each: options and one readable pipe."""

import logging

# Beam warns of cloud libraries that no command here needs, and of its own deprecations; what matters comes as an exception.
logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
logging.getLogger("apache_beam.runners.common").setLevel(logging.CRITICAL)  # what it logs is raised as well

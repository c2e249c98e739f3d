"""The office behind a real server on loopback, in a process of its own. Prints its port, serves until it is ended."""

import logging
import sys
from pathlib import Path

import waitress

from bench.office import open_app

logging.getLogger("waitress.queue").setLevel(logging.ERROR)
server = waitress.create_server(open_app(Path(sys.argv[1])), host="127.0.0.1", port=0, threads=8)
print(server.effective_port, flush=True)
server.run()

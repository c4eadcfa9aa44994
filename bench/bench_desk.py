"""For `make bench`, which runs every bench_*.py: mails, pages, memory."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.run import main

if __name__ == "__main__":
    main()

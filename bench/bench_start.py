"""How long `ombud run` takes to start, and what it weighs at rest."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMITS = {
    "first start, seconds": 60.0,
    "second start, seconds": 10.0,
    "stop, seconds": 8.0,
    "web and worker at rest, MB": 250.0,
    "the watching process, MB": 30.0,
}
PORT = 8765


def main() -> int:
    """Print each figure beside its limit; gives 1 when one is passed."""
    with tempfile.TemporaryDirectory(prefix="ombud-bench-") as folder:
        figures = measure(folder)
    for name, figure in figures.items():
        word = "" if figure <= LIMITS[name] else "  TOO MUCH"
        print(f"{name:32}{figure:8.1f}  of {LIMITS[name]:6.1f}{word}")  # noqa: T201 - its purpose
    return int(any(figure > LIMITS[name] for name, figure in figures.items()))


def measure(folder: str) -> dict[str, float]:
    """Start twice, look, stop."""
    figures = {"first start, seconds": started(folder)[1]}
    process, figures["second start, seconds"] = started(folder, keep=True)
    time.sleep(5)
    figures["the watching process, MB"] = weight(process.pid)
    figures["web and worker at rest, MB"] = sum(
        weight(pid) for pid in children(process.pid) if "ombud.config" in words(pid)
    )
    figures["stop, seconds"] = stopped(process)
    return figures


def started(
    folder: str, *, keep: bool = False
) -> "tuple[subprocess.Popen[str], float]":
    """Start it and wait for its greeting."""
    begin = time.monotonic()
    options = [f"--data-dir={folder}/data", f"--port={PORT}"]
    process = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "ombud.config", "run", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={key: text for key, text in os.environ.items() if "OMBUD" not in key},
    )
    assert process.stdout  # noqa: S101 - it is a pipe
    for line in process.stdout:
        if line.startswith("Ombud is at"):
            break
    seconds = time.monotonic() - begin
    if not keep:
        stopped(process)
    return process, seconds


def stopped(process: "subprocess.Popen[str]") -> float:
    """Stop it as Ctrl-C does."""
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(30)
    return time.monotonic() - begin


def children(pid: int) -> list[int]:
    """Its direct children."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def words(pid: int) -> str:
    """The command line, without the data folder's name."""
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return " ".join(word for word in words if not word.startswith(("/tmp", "--")))  # noqa: S108 - compared


def weight(pid: int) -> float:
    """Resident memory in MB."""
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())

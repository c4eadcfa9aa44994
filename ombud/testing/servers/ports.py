"""Free ports of this machine, and waiting until somebody listens there."""

import socket
import time


def free_ports(count: int) -> list[int]:
    """So many free ports of 127.0.0.1, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def is_open(port: int) -> bool:
    """Whether somebody listens on that port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until_open(port: int, seconds: float = 10) -> None:
    """Return when somebody listens there."""
    deadline = time.monotonic() + seconds
    while not is_open(port):
        if time.monotonic() > deadline:
            raise TimeoutError(f"Nobody listens on port {port} after {seconds} s.")
        time.sleep(0.02)

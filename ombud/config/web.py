"""The web process: Granian inside one Python process, without a parent of its own.

Granian's usual parent weighs 29 MB and leaves its worker behind when it is killed.
`ombud run`, systemd or a container watches this process instead.
"""

import asyncio
import gc
import os
import signal
import warnings

from granian.constants import Interfaces
from granian.server.embed import Server

PATIENCE = 4.0  # seconds for open requests; live streams never end by themselves


def serve(host: str, port: int) -> None:
    """Answer requests until SIGTERM or SIGINT."""
    asyncio.run(_serve(host, port))


async def _serve(host: str, port: int) -> None:
    from ombud.config.asgi import application

    # WhiteNoise reads its small files at once; nobody need be told of that.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")

    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,  # Django knows no lifespan events
        websockets=False,
        backpressure=1000,  # one a live stream, and every open tab holds one
        log_enabled=False,
    )
    # A page makes thousands of small objects that all die with it: looking for cycles
    # among them as often as Python does by itself only takes time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, loop, server)
    await server.serve()


def _stop(loop: asyncio.AbstractEventLoop, server: Server) -> None:
    server.stop()  # type: ignore[no-untyped-call] # Granian has no types here
    loop.call_later(PATIENCE, os._exit, 0)

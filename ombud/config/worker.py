"""The worker process: runs what the web process and the clock have asked for."""

import asyncio
import contextlib
import logging
import signal

import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import App, exceptions
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from ombud.intake.watch import Watcher

LOG = logging.getLogger("ombud.worker")
LONGEST_PAUSE = 15.0
GRACE = 5.0  # seconds for running jobs at a stop; later they are taken up again
STALLED = 30  # seconds without a heartbeat, after which a worker counts as dead
LOST = (exceptions.ConnectorException, psycopg.OperationalError)


def work(jobs: int) -> None:
    """Work until SIGTERM or SIGINT, so many jobs at a time, each in a thread.

    Beside the jobs, one worker of an installation watches the mailboxes.
    """
    watcher = Watcher()
    watcher.start()
    try:
        asyncio.run(_until_stopped(jobs))
    finally:
        watcher.stop()


async def _until_stopped(jobs: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    pause = 0.5
    while not stop.is_set():
        started = asyncio.get_running_loop().time()
        try:
            await _work(jobs, stop)
        except LOST as error:
            LOG.warning("database lost why=%r", str(error.__cause__ or error))
        steady = asyncio.get_running_loop().time() - started > LONGEST_PAUSE
        pause = 0.5 if steady else min(pause * 2, LONGEST_PAUSE)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)


async def _work(jobs: int, stop: asyncio.Event) -> None:
    """Run until stopped or cut off from the database."""
    # Timed jobs are deferred over Django's connection, which a restart has broken.
    await sync_to_async(close_old_connections)()
    app = worker_app()
    async with app.open_async():
        LOG.info("worker started jobs=%s", jobs)
        await _race(app, jobs, stop)


def worker_app() -> App:
    """An app with connections of its own, beside Django's and with the same tasks.

    Procrastinate would replace the connector of Django's app. Then a job that defers
    another did so outside its transaction, and the other might find nothing yet.
    """
    connector = PsycopgConnector(
        kwargs=connector_params("default"), min_size=1, max_size=4, timeout=10
    )
    app = App(connector=connector, worker_defaults=django_app.worker_defaults)
    app.tasks = django_app.tasks
    app.periodic_registry = django_app.periodic_registry
    return app


async def _race(app: App, jobs: int, stop: asyncio.Event) -> None:
    """The worker, and the rescue of what dead ones left, until one of them ends."""
    working = asyncio.create_task(
        app.run_worker_async(
            concurrency=jobs,
            install_signal_handlers=False,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
            stalled_worker_timeout=STALLED,
        )
    )
    others = [asyncio.create_task(stop.wait()), asyncio.create_task(_rescue(app))]
    await asyncio.wait([working, *others], return_when=asyncio.FIRST_COMPLETED)
    for task in (working, *others):
        task.cancel()
    results = await asyncio.gather(working, *others, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _rescue(app: App) -> None:
    """Take up again what a killed worker had begun: every job may run twice."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(
            seconds_since_heartbeat=STALLED
        ):
            LOG.warning("job rescued job=%s task=%s", job.id, job.task_name)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(STALLED)

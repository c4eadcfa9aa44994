"""Jobs run in a test when it says so, as the worker would run them."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


class Regretted(Exception):
    """What a job raises after it has asked for another."""


@pytest.fixture
def asking() -> Iterator[str]:
    """A job that asks for another one and then fails."""

    @app.task(name="ask_and_fail")
    def ask_and_fail() -> None:
        with transaction.atomic():
            app.tasks["ombud.channels.jobs.deliver_due"].defer()
            raise Regretted

    yield "ask_and_fail"
    del app.tasks["ask_and_fail"]


def test_a_deferred_job_is_done(run_jobs: Callable[[], None]) -> None:
    app.tasks["ombud.channels.jobs.deliver_due"].defer()
    assert ProcrastinateJob.objects.get().status == "todo"
    run_jobs()
    assert ProcrastinateJob.objects.get().status == "succeeded"


def test_what_a_failed_job_asked_for_is_forgotten(
    run_jobs: Callable[[], None], asking: str
) -> None:
    app.tasks[asking].defer()
    run_jobs()
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == [asking]

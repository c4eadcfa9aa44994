"""A limit for each mail, and one watch over all of them."""

import threading
import time

import pytest

from ombud.intake.time_limit import TookTooLong, limited


def work(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_what_takes_too_long_is_ended():
    with pytest.raises(TookTooLong), limited(0.05):
        work(5)


def test_what_is_done_in_time_is_left_alone():
    for _ in range(3):
        with limited(0.05):
            pass
    work(0.15)


def test_a_shorter_limit_is_kept_beside_a_longer_one():
    with limited(60), pytest.raises(TookTooLong), limited(0.05):
        work(5)


def test_only_the_thread_that_is_late_is_ended():
    late = threading.Event()

    def be_late() -> None:
        try:
            with limited(0.05):
                work(5)
        except TookTooLong:
            late.set()

    thread = threading.Thread(target=be_late)
    with limited(60):
        thread.start()
        thread.join(5)
    assert late.is_set()


def test_after_a_rest_the_watch_looks_again():
    with limited(0.01):
        pass
    time.sleep(0.05)
    with pytest.raises(TookTooLong), limited(0.05):
        work(5)

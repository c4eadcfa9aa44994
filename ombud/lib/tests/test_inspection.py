"""A mail as JSON."""

import json

from ombud.lib.inspection import inspect


def test_what_is_found_can_be_written_as_json() -> None:
    raw = (
        b"From: Carla <carla@shop.example>\nSubject: Hi\n"
        b"Date: 5 Jan 2026 10:00:00 +0000\n"
        b"Content-Type: multipart/mixed; boundary=cut\n\n--cut\n\nYes.\n> Prints?\n"
        b"--cut\nContent-Type: image/png; name=a.png\n\nx\n--cut--\n"
    )
    found = json.loads(json.dumps(inspect(raw)))
    assert found["from"] == {"name": "Carla", "address": "carla@shop.example"}
    assert found["date"] == "2026-01-05T10:00:00+00:00"
    assert found["reply_text"] == "Yes."
    assert found["kind"] == "message"
    assert found["bounce"] is None
    assert found["attachments"][0]["filename"] == "a.png"
    assert found["attachments"][0]["size"] == 1

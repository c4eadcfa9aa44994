"""A mail as JSON."""

import json
from pathlib import Path

from ombud.lib.inspection import inspect, mails_as_json, pages_as_json


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


def test_files_are_told_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(b"Subject: a\n\n<p>x<script>y</script>")
    (mail,) = mails_as_json([file])
    (page,) = pages_as_json([file])
    assert json.loads(mail)["subject"] == "a"
    assert json.loads(page) == "Subject: a\n\n<p>x</p>"
    assert "\n" not in mail + page

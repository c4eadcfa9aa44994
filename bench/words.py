"""What stands around the figures in docs/bench.md."""

INTRODUCTION = """\
# How fast it is

Written by `make bench`. Every figure stands beside a floor that is measured in the same
run on the same machine: the least that anybody would have to do. The ratio is what
counts; seconds belong to the machine.
"""

MAILS = """
## Mails

A third of them answers, a fifth with 100 KB of attachment; stored, read, threaded, on
their tickets, confirmed to the sender. Floor: parsed by the standard library and
inserted raw, one commit each. The two take turns; their own processor time (in
milliseconds a mail, PostgreSQL's not counted) depends little on the machine's load.

| mails | a second | floor | ratio | CPU | CPU of the floor | threaded |
|---|---|---|---|---|---|---|"""

PAGES = """
## Pages

Whole answers over HTTP from the real web process, in milliseconds. Floor: the page's
own SQL statements alone, replayed over as many connections. CPU: what the web process
itself spends on a page.

| page | tickets | at once | p50 | p95 | floor p50 | floor p95 | ratio | CPU | SQL |
|---|---|---|---|---|---|---|---|---|---|"""

MEMORY = """
## Memory

| process | MB |
|---|---|"""

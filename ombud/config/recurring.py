"""All timed work on one screen: cron line, job."""

from procrastinate import App

EVERY_MINUTE = "* * * * *"

# Each job finds by itself what is due; the queueing lock keeps them from piling up.
TIMETABLE = [
    # What a worker was not woken for, or what another left behind.
    (EVERY_MINUTE, "ombud.channels.jobs.deliver_due", "deliver"),
    (EVERY_MINUTE, "ombud.intake.jobs.process_open", "intake"),
    # Mailboxes that have fallen silent.
    (EVERY_MINUTE, "ombud.channels.jobs.check_silence", "silence"),
    # Tickets that sleep until now.
    (EVERY_MINUTE, "ombud.tickets.jobs.wake_up", "wake-up"),
    # Tickets without an owner, without a step, or of somebody who is absent.
    ("*/5 * * * *", "ombud.tickets.jobs.care_for_owners", "owners"),
    # Every mailbox compared with the ledger.
    ("17 * * * *", "ombud.intake.jobs.reconcile_all", "reconcile"),
    ("33 3 * * *", "ombud.intake.jobs.forget_replies", "forget"),
    # Tickets that their type keeps no longer.
    ("23 2 * * *", "ombud.tickets.jobs.erase_due", "erase"),
    ("13 4 * * *", "ombud.forms.jobs.forget_submissions", "forget-submissions"),
    ("3 4 * * *", "ombud.tickets.jobs.forget_begun", "forget-begun"),
    # What has been in the bin for thirty days.
    ("53 3 * * *", "ombud.tickets.jobs.empty_bin", "bin"),
    # Customers who may be the same.
    ("53 2 * * *", "ombud.customers.jobs.find_likenesses", "likenesses"),
    # Entries that nobody was told of, and what rang three months ago.
    (EVERY_MINUTE, "ombud.notifications.jobs.hear", "hear"),
    # Messages whose numbers nobody has looked for.
    (EVERY_MINUTE, "ombud.sales.jobs.read_numbers", "numbers"),
    # Shops and accounting systems whose turn it is.
    (EVERY_MINUTE, "ombud.sources.jobs.pull_due", "pull"),
    # Files that were brought in long ago.
    ("13 3 * * *", "ombud.sources.jobs.forget_imports", "forget-imports"),
    ("0 * * * *", "ombud.notifications.jobs.send_digests", "digests"),
    ("43 3 * * *", "ombud.notifications.jobs.forget_old", "forget-notifications"),
]


def register(app: App) -> None:
    """Called once, when Procrastinate's app is ready."""
    for cron, name, lock in TIMETABLE:
        app.periodic(cron=cron, queueing_lock=lock)(app.tasks[name])

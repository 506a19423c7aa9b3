"""Run the background worker: queued tasks and the minute tick, until told to stop."""

import logging
import os
import secrets
import socket
from datetime import timedelta

from django.core.management.base import BaseCommand

from portal.worker import queue
from portal.worker.loop import PortalWorker


class Command(BaseCommand):
    help = "Run queued tasks and the periodic work (scheduled publication, mail, lost tasks)."

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks at an empty queue")
        parser.add_argument("--once", action="store_true", help="one pass, then stop")
        parser.add_argument(
            "--requeue-after", type=float, metavar="SECONDS", help="before starting, take back tasks running longer"
        )

    def handle(self, *, interval, once, requeue_after, **options):
        for name in ("django_tasks", "django_tasks_db"):
            logging.getLogger(name).setLevel(logging.WARNING)
        worker = PortalWorker(f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}", interval)
        worker.configure_signals()
        if requeue_after is not None:
            queue.requeue_lost(timedelta(seconds=requeue_after))
        worker.one_pass() if once else worker.work()

"""The loop of one worker process: tasks as they come, the tick when it is due, patience when the database is away."""

import logging
import time
from functools import partial

from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal.worker.tick import tick

logger = logging.getLogger("portal.worker")
TASKS_BETWEEN_TICKS = 50


class PortalWorker(Worker):
    """The library's worker in passes, so that a full queue cannot starve the tick."""

    def __init__(self, worker_id, interval):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=True,
            backend_name="jobs",
            startup_delay=False,
            max_tasks=TASKS_BETWEEN_TICKS,
            worker_id=worker_id,
        )

    def work(self):
        """Run until told to stop; a signal waits for the task or the tick in hand."""
        while self.running:
            self.one_pass()
            if self.running:
                time.sleep(self.interval)

    def one_pass(self):
        """Drain the queue, then tick; a database that is away is waited for, not died of."""
        try:
            self._run_tasks = 0
            self.run()
            self.running_task = True
            tick(self.worker_id)
        except DatabaseError as error:
            logger.error("The database does not answer: %s", type(error).__name__)
            connections.close_all()
        finally:
            self.running_task = False
            close_old_connections()

    def run_task(self, db_task_result):
        """Run one task; if it fails, the row keeps where and which class, never the values of the message."""
        db_task_result.set_failed = partial(set_failed_without_values, db_task_result)
        super().run_task(db_task_result)


def set_failed_without_values(row, error):
    """Mark the row failed with the traceback of `error` and its class, without its message or causes."""
    silent = type(type(error).__qualname__, (Exception,), {"__module__": type(error).__module__})()
    DBTaskResult.set_failed(row, silent.with_traceback(error.__traceback__))

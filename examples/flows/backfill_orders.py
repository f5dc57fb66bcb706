"""Loads past orders again, day by day, each day as a run of its own."""

import random
from datetime import date, timedelta
from time import sleep

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from pydantic import Field
from typing_extensions import Annotated


@task(retries=2, retry_delay_seconds=2)
def reload_hours(day: date, first: int, last: int, seconds: float) -> int:
    """Loads some hours of one day."""
    sleep(seconds)
    rows = random.randint(100, 2_000)
    get_run_logger().info("%s %02d:00 to %02d:59: %d rows", day, first, last, rows)
    return rows


@flow(name="backfill-day", flow_run_name="{day}")
def backfill_day(day: date, seconds: float) -> int:
    """Loads one day in four parts."""
    parts = [
        reload_hours.submit(day, first, first + 5, seconds / 4)
        for first in (0, 6, 12, 18)
    ]
    return sum(part.result() for part in parts)


@flow(name="backfill-orders")
def backfill_orders(
    last_day: date | None = None,
    days: Annotated[int, Field(ge=1, le=90)] = 7,
    seconds_per_day: Annotated[float, Field(ge=0, le=600)] = 8.0,
) -> int:
    """Loads past orders again, the newest day first.

    Args:
        last_day: The newest day to load; yesterday when left out.
        days: How many days to go back.
        seconds_per_day: Time to spend on a day, to be gentle to the shops.
    """
    newest = last_day or date.today() - timedelta(days=1)
    progress = create_progress_artifact(
        progress=0.0,
        key="backfill-progress",
        description=f"{days} days up to {newest.isoformat()}",
    )
    rows = 0
    for done in range(days):
        rows += backfill_day(newest - timedelta(days=done), seconds_per_day)
        update_progress_artifact(progress, progress=100 * (done + 1) / days)
    get_run_logger().info("%d rows of %d days are back", rows, days)
    return rows

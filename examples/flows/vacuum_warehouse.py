"""Deletes what the warehouse need not keep."""

from datetime import datetime, timezone
from time import sleep

from prefect import flow, get_run_logger, task
from pydantic import Field
from typing_extensions import Annotated


@task
def vacuum(table: str, dry_run: bool) -> None:
    """Gives one table's dead rows back."""
    sleep(1)
    did = "Would vacuum" if dry_run else "Vacuumed"
    get_run_logger().info("%s %s", did, table)


@flow(name="vacuum-warehouse")
def vacuum_warehouse(
    tables: list[str] = ["orders", "payments", "visits"],
    keep_days: Annotated[int, Field(ge=7, le=3_650)] = 400,
    before: datetime | None = None,
    dry_run: bool = True,
) -> None:
    """Deletes old rows and gives their space back.

    Args:
        tables: Tables to clean.
        keep_days: Rows younger than this many days stay.
        before: Rows older than this moment go; replaces the number of days.
        dry_run: Only say what would be done.
    """
    limit = before.isoformat() if before else f"{keep_days} days ago"
    get_run_logger().info(
        "%s: deleting rows older than %s", datetime.now(timezone.utc).date(), limit
    )
    for table in tables:
        vacuum(table, dry_run)

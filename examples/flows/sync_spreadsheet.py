"""Copies a spreadsheet that somebody once needed."""

from time import sleep

from prefect import flow, get_run_logger, task


@task
def copy_sheet(name: str) -> int:
    """Copies one sheet row by row."""
    sleep(2)
    return 12 * len(name)


@flow(name="sync-spreadsheet", log_prints=True)
def sync_spreadsheet(sheet: str = "targets") -> int:
    """Copies a sheet into the warehouse.

    Args:
        sheet: The sheet's name.
    """
    rows = copy_sheet(sheet)
    get_run_logger().info("%d rows copied", rows)
    print("Nobody remembers who reads them.")
    return rows

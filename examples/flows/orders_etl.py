"""Moves the last hour's orders from the shops into the warehouse."""

import random
from datetime import datetime, timedelta, timezone
from enum import Enum
from time import sleep

from prefect import flow, get_run_logger, task
from pydantic import BaseModel, Field


class Mode(str, Enum):
    """What happens to rows that are there already."""

    append = "append"
    upsert = "upsert"
    replace = "replace"


class Target(BaseModel):
    """Where the orders are written."""

    schema_name: str = Field("analytics", title="Schema", pattern=r"^[a-z_]+$")
    table: str = Field("orders", pattern=r"^[a-z_]+$")
    batch_size: int = Field(500, ge=1, le=10_000, description="Rows per statement.")


@task(retries=3, retry_delay_seconds=[2, 4, 8])
def extract(region: str, since: datetime) -> list[dict]:
    """Reads one shop's orders; shops are slow now and then, so it tries again."""
    logger = get_run_logger()
    sleep(1)
    if random.random() < 0.1:
        raise TimeoutError(f"The shop of {region} did not answer within 1 s.")
    rows = [
        {"id": f"{region}-{n}", "cents": random.randint(500, 90_000)}
        for n in range(random.randint(40, 400))
    ]
    logger.info("%s: %d orders since %s", region, len(rows), since.isoformat())
    return rows


@task
def validate(rows: list[dict]) -> list[dict]:
    """Drops what no accountant would accept."""
    good = [row for row in rows if row["cents"] < 89_500]
    if dropped := len(rows) - len(good):
        get_run_logger().warning("Dropped %d orders above the limit", dropped)
    return good


@task
def load(rows: list[dict], target: Target, mode: Mode) -> int:
    """Writes in batches, so that one bad row does not cost the hour."""
    logger = get_run_logger()
    for start in range(0, len(rows), target.batch_size):
        batch = rows[start : start + target.batch_size]
        sleep(0.3)
        logger.info(
            "%s %d rows into %s.%s",
            mode.value,
            len(batch),
            target.schema_name,
            target.table,
        )
    return len(rows)


@flow(name="orders-etl")
def orders_etl(
    regions: list[str] = ["de", "fr", "nl"],
    mode: Mode = Mode.upsert,
    since: datetime | None = None,
    target: Target = Target(),
) -> int:
    """Moves the orders of each region from its shop into the warehouse.

    Args:
        regions: Shops to read, by country code.
        mode: What happens to rows that are there already.
        since: Orders placed after this moment; the last hour when left out.
        target: Where the orders are written.
    """
    start = since or datetime.now(timezone.utc) - timedelta(hours=1)
    extracted = [extract.submit(region, start) for region in regions]
    valid = [validate.submit(rows) for rows in extracted]
    loaded = [load.submit(rows, target, mode) for rows in valid]
    total = sum(future.result() for future in loaded)
    get_run_logger().info("%d orders are in the warehouse", total)
    return total

"""Writes the revenue report that the morning meeting reads."""

import random
from datetime import date, timedelta
from enum import Enum
from time import sleep

from prefect import flow, task
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_table_artifact,
)


class Currency(str, Enum):
    """What the report is written in."""

    eur = "EUR"
    usd = "USD"


@task
def revenue_of(day: date, currency: Currency) -> dict:
    """One day's revenue; the same day has the same revenue each time."""
    sleep(0.5)
    dice = random.Random(f"{day}{currency.value}")
    orders = dice.randint(800, 2_000)
    return {
        "Day": day.isoformat(),
        "Orders": orders,
        f"Revenue ({currency.value})": round(orders * dice.uniform(20, 45), 2),
    }


@flow(name="revenue-report")
def revenue_report(
    until: date | None = None,
    days: int = 7,
    currency: Currency = Currency.eur,
    recipients: list[str] = [],
) -> float:
    """Adds up the revenue of some days and writes it down as artifacts.

    Args:
        until: The last day of the report; yesterday when left out.
        days: How many days the report covers.
        currency: What the report is written in.
        recipients: Who is named as a reader.
    """
    last = until or date.today() - timedelta(days=1)
    futures = [
        revenue_of.submit(last - timedelta(days=back), currency)
        for back in reversed(range(days))
    ]
    table = [future.result() for future in futures]
    column = f"Revenue ({currency.value})"
    total = round(sum(row[column] for row in table), 2)
    best = max(table, key=lambda row: row[column])
    create_table_artifact(key="revenue-by-day", table=table)
    create_markdown_artifact(
        key="revenue-report",
        description=f"Revenue up to {last.isoformat()}",
        markdown="\n".join(
            [
                f"# Revenue of {days} days up to {last.isoformat()}",
                "",
                f"**{total:,.2f} {currency.value}** in total; the best day was "
                f"**{best['Day']}** with {best[column]:,.2f} {currency.value}.",
                "",
                "| Day | Orders | Revenue |",
                "| --- | ---: | ---: |",
                *(
                    f"| {row['Day']} | {row['Orders']} | {row[column]:,.2f} |"
                    for row in table
                ),
                "",
                f"_Readers: {', '.join(recipients) or 'everybody'}_",
            ]
        ),
    )
    create_link_artifact(
        key="revenue-definition",
        link="https://en.wikipedia.org/wiki/Revenue",
        link_text="What counts as revenue",
    )
    return total

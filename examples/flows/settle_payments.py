"""Settles open payments with a bank whose gateway fails one time in three."""

import random
from decimal import Decimal
from time import sleep

from prefect import flow, get_run_logger, task
from pydantic import Field, SecretStr
from typing_extensions import Annotated


class GatewayTimeout(Exception):
    """The bank did not answer in time."""


@task
def collect(limit: int) -> list[Decimal]:
    """Open payments, oldest first."""
    sleep(0.5)
    return [Decimal(random.randint(100, 50_000)) / 100 for _ in range(limit)]


@task
def settle(payments: list[Decimal], failure_rate: float) -> Decimal:
    """Sends one batch to the bank."""
    sleep(1)
    if random.random() < failure_rate:
        raise GatewayTimeout("The bank's gateway did not answer within 30 s.")
    return sum(payments, Decimal())


@flow(name="settle-payments")
def settle_payments(
    limit: Annotated[int, Field(ge=1, le=500)] = 50,
    gateway_token: SecretStr | None = None,
    failure_rate: Annotated[float, Field(ge=0, le=1)] = 1 / 3,
) -> str:
    """Settles open payments in one batch.

    Args:
        limit: At most this many payments.
        gateway_token: Replaces the token that the worker holds for the bank.
        failure_rate: How often the bank's gateway fails, from 0 to 1.
    """
    logger = get_run_logger()
    logger.info("Using %s token", "the given" if gateway_token else "the worker's")
    total = settle(collect(limit), failure_rate)
    logger.info("Settled %s EUR", total)
    return str(total)

"""Trains the churn model and lets a person decide whether it is released."""

import random
from enum import Enum
from time import sleep

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.flow_runs import pause_flow_run
from prefect.input import RunInput
from pydantic import BaseModel, Field
from typing_extensions import Annotated


class Algorithm(str, Enum):
    """How the model learns."""

    logistic = "logistic regression"
    boosting = "gradient boosting"


class Boosting(BaseModel):
    """Settings of gradient boosting."""

    trees: int = Field(200, ge=10, le=2_000)
    depth: int = Field(4, ge=1, le=12)


class Training(BaseModel):
    """What the model learns from, and how."""

    algorithm: Algorithm = Algorithm.boosting
    features: list[str] = ["tenure", "tickets", "basket"]
    boosting: Boosting | None = None


class Stage(str, Enum):
    """Where a released model answers."""

    shadow = "shadow"
    canary = "canary"
    everywhere = "everywhere"


class Release(RunInput):
    """Is the model good enough?"""

    approve: bool = Field(False, description="Whether the model is released.")
    stage: Stage = Field(Stage.canary, description="Where it answers first.")
    traffic_percent: int = Field(10, ge=1, le=100)
    remark: str | None = Field(None, max_length=200)


@task
def train(training: Training, seed: int, epochs: int) -> float:
    """Learns in epochs and answers the area under the curve."""
    logger = get_run_logger()
    quality = random.Random(f"{seed}{training.algorithm.value}").uniform(0.6, 0.7)
    for epoch in range(1, epochs + 1):
        sleep(0.5)
        quality += (0.95 - quality) / 4
        logger.info("epoch %d of %d: auc %.3f", epoch, epochs, quality)
    return round(quality, 3)


@task
def release(stage: Stage, traffic_percent: int) -> None:
    """Puts the model where it answers."""
    sleep(1)
    get_run_logger().info("Released to %s with %d %%", stage.value, traffic_percent)


@flow(name="train-churn-model")
def train_churn_model(
    training: Training = Training(),
    epochs: Annotated[int, Field(ge=1, le=100)] = 6,
    seed: int = 42,
    decide_within_s: Annotated[int, Field(ge=10, le=86_400)] = 3_600,
) -> str:
    """Trains a model, shows how good it is and waits for a decision.

    Args:
        training: What the model learns from, and how.
        epochs: How often it sees the data.
        seed: Makes the training repeatable.
        decide_within_s: How long to wait for the decision, in seconds.
    """
    quality = train(training, seed, epochs)
    create_table_artifact(
        key="churn-model-quality",
        table=[{"Measure": "auc", "Value": quality}, {"Measure": "seed", "Value": seed}],
    )
    decision = pause_flow_run(
        wait_for_input=Release.with_initial_data(
            description=f"The model reached an auc of **{quality}**. Release it?",
        ),
        timeout=decide_within_s,
    )
    if not decision.approve:
        get_run_logger().warning("Not released: %s", decision.remark or "no remark")
        return "kept back"
    release(decision.stage, decision.traffic_percent)
    return f"released to {decision.stage.value}"

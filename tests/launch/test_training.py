"""A model is trained when it must be, and never left half made. The training itself is a stand-in."""

import os
import signal
from collections.abc import Callable

import pytest

from launch.fault import LaunchFault
from launch.settings import Settings, resolve
from launch.training import model_path, provide_model
from tests.launch.stand_in import Checkout

Wait = Callable[[Callable[[], bool]], bool]
AllGone = Callable[[list[int]], bool]


@pytest.fixture
def settings(checkout: Checkout) -> Settings:
    checkout.var.mkdir()
    return resolve(checkout.root, {"PATH": os.environ["PATH"]}, {})


def test_a_model_is_trained_once(checkout: Checkout, settings: Settings) -> None:
    model = provide_model(settings)
    assert model.read_text() == "whole"
    assert provide_model(settings) == model
    assert checkout.trainings == 1


def test_a_change_in_what_it_is_made_from_trains_another_and_takes_the_old_one_away(
    checkout: Checkout, settings: Settings
) -> None:
    first = provide_model(settings)
    (checkout.root / "config.yml").write_text("language: en\npipeline: []\n")
    second = provide_model(settings)
    assert second.exists() and not first.exists()


def test_another_procedure_needs_no_training(checkout: Checkout, settings: Settings) -> None:
    provide_model(settings)
    (checkout.root / "procedures").mkdir()
    (checkout.root / "procedures" / "sixth.yml").write_text("partnership: sixth\n")
    provide_model(settings)
    assert checkout.trainings == 1


def test_a_failed_training_names_its_log_in_one_line(checkout: Checkout, settings: Settings) -> None:
    (checkout.root / "config.yml").write_text("broken")
    with pytest.raises(LaunchFault) as caught:
        provide_model(settings)
    log = settings.logs / "train.log"
    assert str(log) in str(caught.value) and "\n" not in str(caught.value)
    assert "cannot be trained" in log.read_text()


def test_a_killed_training_leaves_no_model(checkout: Checkout, settings: Settings, eventually: Wait) -> None:
    (checkout.root / "config.yml").write_text("endless")
    house = checkout.start("train")
    assert eventually(lambda: checkout.trainings == 1)
    house.send_signal(signal.SIGKILL)
    assert not model_path(settings).exists()
    (checkout.root / "config.yml").write_text("language: en\n")
    assert provide_model(settings).read_text() == "whole"
    assert [path for path in settings.models.iterdir() if path.is_dir()] == []


def test_two_runs_at_once_train_once(checkout: Checkout) -> None:
    checkout.var.mkdir()
    houses = [checkout.start("train"), checkout.start("train")]
    assert [house.wait(timeout=20) for house in houses] == [0, 0]
    assert checkout.trainings == 1


def test_an_interrupted_training_ends_its_program(checkout: Checkout, eventually: Wait, all_gone: AllGone) -> None:
    checkout.var.mkdir()
    (checkout.root / "config.yml").write_text("endless")
    house = checkout.start("train")
    assert eventually(lambda: checkout.trainings == 1)
    trainer = int((checkout.var / "trainings").read_text())
    house.send_signal(signal.SIGINT)
    assert house.wait(timeout=10) == 130
    assert all_gone([trainer])

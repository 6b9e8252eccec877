"""Real processes: a toy assistant is trained with the real pipeline and served by the real Rasa server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.rasa.served import ROOT, RasaProcess, free_port, rasa_environment, run_rasa, serving
from tests.conversations.rasa.toy import ToyActions, running, write_toy


@pytest.fixture(scope="session")
def toy_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy")
    write_toy(folder)
    run_rasa(
        "train", "--force", "--domain", str(folder / "domain.yml"), "--data", str(folder / "data"),
        "--config", str(ROOT / "config.yml"), "--out", str(folder / "models"), "--fixed-model-name", "toy",
    )  # fmt: skip
    return folder / "models/toy.tar.gz"


@pytest.fixture(scope="session")
def actions() -> Iterator[ToyActions]:
    with running(ToyActions(free_port())) as server:
        yield server


@pytest.fixture(scope="session")
def rasa(toy_model: Path, actions: ToyActions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaProcess]:
    """One server for all tests, at log level DEBUG, so that whatever it could let out would be let out."""
    folder = tmp_path_factory.mktemp("served")
    with serving(toy_model, folder, rasa_environment(folder, actions.server_port)) as served:
        yield served

"""The invariants travel with the code."""

from pathlib import Path

import pytest
from setuptools.dist import Distribution

from core.reporting.proofs import proofs

ROOT = Path(__file__).parents[2]


@pytest.mark.filterwarnings("ignore")
def test_every_invariant_is_packaged(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    distribution = Distribution()
    distribution.parse_config_files()
    command = distribution.get_command_obj("build_py")
    command.ensure_finalized()

    command.manifest_files = {}  # without the repository's own list of files

    packaged = {
        Path(name).stem
        for package in command.packages
        for name in command.find_data_files(package, command.get_package_dir(package))
        if Path(name).parent.name == "invariants"
    }

    assert packaged == {proof.name for proof in proofs()}

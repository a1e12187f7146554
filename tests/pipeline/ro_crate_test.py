"""An exported provenance is an RO-Crate 1.1 that other people's programs read: rocrate opens it, roc-validator accepts it."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import requests
import rocrate
from rocrate.rocrate import ROCrate
from rocrate_validator import models, services

DOPPEL = os.environ["DOPPEL_PROGRAM"]
FOLDER = tempfile.TemporaryDirectory(prefix="doppel-crate-")
HOME = FOLDER.name
CRATE = pathlib.Path(HOME, "crate")
CONTEXT = (pathlib.Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()


def without_network(_session, _method, url, *_args, **_kwargs):
    """The validator asks for the JSON-LD context, which the rocrate package brings along; nothing else is fetched."""
    response = requests.Response()
    response.url = url
    if "w3id.org/ro/crate" not in url:
        raise requests.ConnectionError(url)
    response.status_code = 200
    response._content = CONTEXT
    response.headers["Content-Type"] = "application/ld+json"
    return response


def doppel(*arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG") and k != "DOPPEL_DATABASE_URL"}
    environment["DOPPEL_HOME"] = HOME
    return subprocess.run([DOPPEL, *arguments], env=environment, check=True, text=True, capture_output=True).stdout


def faults(crate):
    settings = services.ValidationSettings(
        rocrate_uri=str(crate), profile_identifier="ro-crate-1.1", requirement_severity=models.Severity.REQUIRED)
    return [f"{issue.check.identifier}: {issue.message}" for issue in services.validate(settings).get_issues()]


def setUpModule():
    requests.sessions.Session.request = without_network
    scan = os.path.join(HOME, "scan.h5")
    doppel("simulate", scan, "--animal", "7", "--neurons", "5", "--train-images", "40", "--test-images", "5")
    doppel("import", scan)
    doppel("populate", "--tables", "scan_oracle")
    doppel("provenance", "oracle", "unit_id = 1", "--ro-crate", str(CRATE))


def tearDownModule():
    doppel("db", "stop")
    FOLDER.cleanup()


class RoCrateTest(unittest.TestCase):
    def test_the_validator_accepts_it(self):
        self.assertEqual(faults(CRATE), [])

    def test_the_validator_would_refuse_a_broken_one(self):
        broken = pathlib.Path(HOME, "broken")
        broken.mkdir()
        metadata = json.loads((CRATE / "ro-crate-metadata.json").read_text())
        metadata["@graph"] = [entity for entity in metadata["@graph"] if entity["@id"] != "./"]
        (broken / "ro-crate-metadata.json").write_text(json.dumps(metadata))
        self.assertNotEqual(faults(broken), [])

    def test_it_names_the_runs_with_times_program_and_what_they_made(self):
        crate = ROCrate(str(CRATE))
        actions = [entity for entity in crate.get_entities() if "CreateAction" in entity.type]
        self.assertEqual(len(actions), 2, "the import and the oracle")
        for action in actions:
            for field in ("instrument", "startTime", "endTime", "result"):
                self.assertIn(field, action.properties(), action.id)

    def test_every_file_that_it_names_is_there(self):
        crate = ROCrate(str(CRATE))
        files = [entity.id for entity in crate.get_entities() if entity.type == "File" and "://" not in entity.id]
        self.assertGreater(len(files), 2)
        for name in files:
            self.assertTrue((CRATE / name).is_file(), name)


if __name__ == "__main__":
    unittest.main()

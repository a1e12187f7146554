"""DataJoint for Python as a reader's client: it opens the schema as Doppel made it, and cannot harm it."""

import os
import subprocess
import tempfile
import unittest
import warnings

DOPPEL = os.environ["DOPPEL_PROGRAM"]
FOLDER = tempfile.TemporaryDirectory(prefix="doppel-datajoint-")
HOME = FOLDER.name
os.chdir(HOME)  # DataJoint looks for its settings in the working folder

import psycopg2  # noqa: E402

PREFIX = f"dj{os.getpid()}"
ROWS = """
insert into provenance.run (table_name, n_keys, maker_version, worker, host, pid, device, code_commit, code_dirty, build_id,
  libraries, schema_version, claimed_at, started_at, ended_at, cpu_seconds, gpu_seconds, peak_memory_bytes)
values ('twin.scan', 1, 1, 'w', 'h', 1, 'cpu', 'c', false, 'b', '{}', 1, now(), now(), now(), 0, 0, 0);
insert into twin.scan (animal_id, session, scan_idx, n_neurons, n_images, n_trials, image_rows, image_cols, image_mean,
  image_sd, simulated, position_unit, response_unit, source, recording_sha256, _run_id, _input_hash)
values (1, 1, 1, 3, 5, 9, 36, 64, 110, 50, true, 'um', 'events', 'test', 'a', 1, 'x'),
       (1, 2, 1, 2, 5, 9, 36, 64, 110, 50, true, 'um', 'events', 'test', 'b', 1, 'x');
insert into twin.neuron (animal_id, session, scan_idx, unit_id, x, y, z, _run_id, _input_hash)
values (1, 1, 1, 1, 10, 0, 200, 1, 'x'), (1, 1, 1, 2, 20, 0, 220, 1, 'x'), (1, 1, 1, 3, 30, 0, 240, 1, 'x'),
       (1, 2, 1, 1, 40, 0, 300, 1, 'x'), (1, 2, 1, 2, 50, 0, null, 1, 'x');
"""


def doppel(*arguments):
    environment = dict(os.environ, DOPPEL_HOME=HOME)
    for name in ("DOPPEL_DATABASE_URL", "PGHOST", "PGPORT", "PGDATABASE", "PGSERVICE"):
        environment.pop(name, None)
    return subprocess.run([DOPPEL, *arguments], env=environment, check=True, text=True, capture_output=True).stdout


def setUpModule():
    global admin, dj, reader
    doppel("db", "start")
    doppel("db", "migrate")
    doppel("db", "roles", "--prefix", PREFIX)
    url = doppel("db", "url").strip()
    admin = psycopg2.connect(url)
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(ROWS)
        cursor.execute(f"create schema anna authorization {PREFIX}_reader")
    parameters = admin.get_dsn_parameters()
    os.environ["DJ_BACKEND"] = "postgresql"
    import datajoint

    dj = datajoint
    dj.config["database.backend"] = "postgresql"
    dj.config["database.host"] = parameters["host"]
    dj.config["database.port"] = int(parameters["port"])
    dj.config["database.name"] = parameters["dbname"]
    dj.config["database.user"] = parameters["user"]
    dj.config["database.password"] = "unused: the socket trusts its owner"
    dj.config["safemode"] = False
    reader = dj.conn()
    # From here on as a log-in of the reader would: no superuser's rights.
    reader.query(f"set session authorization {PREFIX}_reader")


def tearDownModule():
    reader.close()
    admin.close()
    doppel("db", "stop")
    FOLDER.cleanup()


class DataJoint(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("error", category=UserWarning)  # a missing lineage would only warn
        cls.twin = dj.VirtualModule("twin", "twin")

    def test_fetches_and_restricts(self):
        self.assertEqual(len(self.twin.Neuron()), 5)
        self.assertEqual(len(self.twin.Neuron() & {"session": 1}), 3)
        self.assertEqual(len(self.twin.Neuron() & "x > 25"), 3)
        deep = (self.twin.Neuron() & {"session": 2, "unit_id": 1}).fetch1()
        self.assertEqual(deep["z"], 300)
        self.assertNotIn("_row_hash", deep)  # hidden columns stay hidden

    def test_joins_by_lineage(self):
        joined = self.twin.Neuron() * self.twin.Scan().proj("n_images")
        self.assertEqual(len(joined), 5)
        self.assertEqual(set(joined.primary_key), {"animal_id", "session", "scan_idx", "unit_id"})
        with self.assertRaises(dj.errors.DataJointError):
            # "session" here is a name of its own, not the scan's: a namesake of another lineage.
            self.twin.Neuron() * self.twin.ModelConfig().proj(session="n_features")

    def test_aggregates(self):
        counted = self.twin.Scan().aggr(self.twin.Neuron(), n="count(unit_id)")
        self.assertEqual({row["session"]: row["n"] for row in counted.to_dicts()}, {1: 3, 2: 2})

    def test_draws_the_diagram(self):
        diagram = dj.Diagram(self.twin)
        names = {str(node) for node in diagram.nodes()}
        self.assertTrue(any("optimal_gabor" in name for name in names), names)
        self.assertGreater(len(diagram.edges()), 30)

    def test_deletes_nothing_by_accident(self):
        for harm in (
            lambda: (self.twin.Scan() & {"session": 1}).delete(prompt=False),
            lambda: self.twin.Neuron().delete_quick(),
            lambda: self.twin.Neuron().drop_quick(),
            lambda: self.twin.Neuron().insert1(dict(animal_id=1, session=1, scan_idx=1, unit_id=9)),
            lambda: self.twin.Scan.update1(dict(animal_id=1, session=1, scan_idx=1, source="mine")),
        ):
            with self.assertRaises(Exception):
                harm()
        with admin.cursor() as cursor:
            cursor.execute("select (select count(*) from twin.scan), (select count(*) from twin.neuron), "
                           "(select count(*) from twin.scan where source <> 'test')")
            self.assertEqual(cursor.fetchone(), (2, 5, 0))

    def test_a_table_of_the_readers_own_refers_to_ours_and_is_populated_from_it(self):
        twin = self.twin
        own = dj.Schema("anna", create_schema=False, context={"twin": twin})

        @own
        class Depth(dj.Computed):
            definition = """
            -> twin.Neuron
            ---
            depth : float64  # below the surface [um]
            """

            @property
            def key_source(self):
                return twin.Neuron() & "z is not null"

            def make(self, key):
                self.insert1(dict(key, depth=float((twin.Neuron() & key).fetch1("z"))))

        Depth.populate()
        self.assertEqual(sorted(Depth().to_arrays("depth")), [200, 220, 240, 300])
        self.assertEqual(len(Depth() * twin.Neuron()), 4)  # the same lineage
        with admin.cursor() as cursor:
            cursor.execute("select count(*) from pg_constraint where contype = 'f' and confrelid = 'twin.neuron'::regclass "
                           "and conrelid::regclass::text like 'anna.%'")
            self.assertEqual(cursor.fetchone(), (1,))


if __name__ == "__main__":
    unittest.main(verbosity=2)

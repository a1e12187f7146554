#!/usr/bin/env python3
"""The same keys in DataJoint for Python: two parents, one computed table, a make that inserts one value.

    datajoint_populate.py SOCKET_FOLDER DATABASE [--keys N] [--processes P] [--direct]

Prints keys/s of populate(reserve_jobs=True), or of direct populate. The job queue is filled before the clock starts, as it
is for Doppel.
"""

import argparse
import os
import time

parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("database")
parser.add_argument("--keys", type=int, default=2000)
parser.add_argument("--processes", type=int, default=1)
parser.add_argument("--direct", action="store_true")
options = parser.parse_args()

os.environ.update(
    DJ_BACKEND="postgresql", DJ_HOST=options.host, DJ_PORT="5432", DJ_USER="doppel", DJ_PASS="", DJ_LOG_LEVEL="ERROR",
    DJ_DATABASE_NAME=options.database,
)  # fmt: skip
import datajoint as dj  # noqa: E402  (reads the environment)

dj.config["safemode"] = False
schema = dj.Schema("peer")


@schema
class Model(dj.Manual):
    definition = """
    model : int32
    ---
    scale : float32
    """


@schema
class Unit(dj.Manual):
    definition = """
    unit_id : int32
    ---
    depth : float32
    """


@schema
class Score(dj.Computed):
    definition = """
    -> Model
    -> Unit
    ---
    value : float64
    """

    def make(self, key):
        self.insert1({**key, "value": key["unit_id"]})


if __name__ == "__main__":
    n_models = 10
    Model.insert([(n, n) for n in range(n_models)])
    Unit.insert([(n, n) for n in range(options.keys // n_models)])
    if not options.direct:
        Score.jobs.refresh(delay=-1)
    start = time.perf_counter()
    done = Score.populate(reserve_jobs=not options.direct, processes=options.processes, **({} if options.direct else {"refresh": False}))
    seconds = time.perf_counter() - start
    assert len(Score()) == options.keys, (len(Score()), done)
    how = "direct" if options.direct else "reserved"
    print(f"DataJoint {dj.__version__} {how} processes={options.processes}: {options.keys / seconds:.0f} keys/s")

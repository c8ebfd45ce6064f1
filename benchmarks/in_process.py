"""An analysis within the interpreter; run as a module, it prints its times, imports left out."""

import json
import time

import mediapipe  # noqa: F401 - imported before the clock starts, as for the bare model

from benchmarks.footage import make_request
from cleanrep.app.analysis import run_analysis
from cleanrep.report.document_builder import to_json


def main() -> None:
    """Print the elapsed and processor time of `run_analysis` and of making its document, as JSON."""
    request = make_request()
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    to_json(run_analysis(request))
    print(json.dumps({"wall_s": time.perf_counter() - wall_s, "cpu_s": time.process_time() - cpu_s}))


if __name__ == "__main__":
    main()

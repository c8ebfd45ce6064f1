"""The bare pose model over a video: the yardstick for the speed of an analysis.

Run as a module, it prints its times.
"""

import json
import sys
import time
from pathlib import Path

import av
import mediapipe

from benchmarks.footage import DEMO, EXERCISE
from cleanrep.app.recording import needs_contour
from cleanrep.app.request import find_exercise


def run_bare_pose(path: Path, *, with_mask: bool) -> int:
    """Decode a video the plain way and ask the pose model about each frame, with the options that `analyze` uses.

    Returns
    -------
    int
        Frames in which it found somebody.
    """
    pose = mediapipe.solutions.pose.Pose(
        model_complexity=1, smooth_landmarks=False, enable_segmentation=with_mask, smooth_segmentation=False
    )
    n_seen = 0
    with av.open(str(path)) as container, pose:
        for frame in container.decode(video=0):
            answer = pose.process(frame.to_ndarray(format="rgb24"))
            n_seen += answer.pose_landmarks is not None
    return n_seen


def main() -> None:
    """Print the loop's elapsed and processor time as JSON."""
    with_mask = needs_contour(find_exercise(EXERCISE).exercise)
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    n_seen = run_bare_pose(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO, with_mask=with_mask)
    spent = {"wall_s": time.perf_counter() - wall_s, "cpu_s": time.process_time() - cpu_s, "n_seen": n_seen}
    print(json.dumps(spent))


if __name__ == "__main__":
    main()

// Whether the camera stands well, from the landmarks of one moment.
import type { Landmark } from "./frames";

export type PlacementProblem = "nobody" | "head" | "feet" | "side" | "small" | "large";

const MARGIN = 0.01;
const MIN_HEIGHT = 0.4;
const MAX_HEIGHT = 0.97;
const HEAD = [0, 7, 8];
const FEET = [27, 28, 31, 32];
const BODY = [11, 12, 23, 24, 25, 26];

const isInside = (mark: Landmark) => mark.x > MARGIN && mark.x < 1 - MARGIN && mark.y > MARGIN && mark.y < 1 - MARGIN;

/** The first thing to mend; null when the whole body is in the picture at a good size. */
export function checkPlacement(image: Landmark[] | null): PlacementProblem | null {
  if (!image) return "nobody";
  const inside = (keypoints: number[]) => keypoints.every((keypoint) => isInside(image[keypoint]!));
  if (!inside(HEAD)) return "head";
  if (!inside(FEET)) return "feet";
  if (!inside(BODY)) return "side";
  const heights = image.map((mark) => mark.y);
  const size = Math.max(...heights) - Math.min(...heights);
  if (size < MIN_HEIGHT) return "small";
  return size > MAX_HEIGHT ? "large" : null;
}

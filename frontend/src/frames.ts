// Landmarks as the bytes that the server reads; the layout is that of landmark_frames.py.

export interface Landmark {
  x: number;
  y: number;
  z: number;
  visibility?: number;
}

export interface Seen {
  image: Landmark[];
  world: Landmark[];
}

export const N_KEYPOINTS = 33;
const HEADER_BYTES = 16;
const VALUES = 6;
export const FRAME_BYTES = HEADER_BYTES + N_KEYPOINTS * VALUES * 4;

const clamp = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value));

/** One frame: pixels with y up from the lower left corner, metres with y up. */
export function packFrame(frame: number, timeS: number, seen: Seen | null, width: number, height: number): ArrayBuffer {
  const bytes = new ArrayBuffer(FRAME_BYTES);
  const view = new DataView(bytes);
  view.setUint8(0, 1);
  view.setUint8(1, seen ? 1 : 0);
  view.setUint32(4, frame, true);
  view.setFloat64(8, timeS, true);
  if (!seen) return bytes;
  for (let keypoint = 0; keypoint < N_KEYPOINTS; keypoint += 1) {
    const image = seen.image[keypoint]!;
    const world = seen.world[keypoint]!;
    const values = [
      clamp(image.x * width, 1e5),
      clamp(height - image.y * height, 1e5),
      Math.max(0, Math.min(1, image.visibility ?? 0)),
      clamp(world.x, 100),
      clamp(-world.y, 100),
      clamp(world.z, 100),
    ];
    const offset = HEADER_BYTES + keypoint * VALUES * 4;
    values.forEach((value, index) => view.setFloat32(offset + index * 4, value, true));
  }
  return bytes;
}

// The small picture's skeleton.
import type { Landmark } from "./frames";

const BONES: [number, number][] = [
  [7, 11], [8, 12], [11, 12], [11, 13], [13, 15], [12, 14], [14, 16], [11, 23], [12, 24], [23, 24],
  [23, 25], [25, 27], [27, 31], [24, 26], [26, 28], [28, 32],
];

export function drawSkeleton(canvas: HTMLCanvasElement, image: Landmark[] | null, width: number, height: number): void {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, width, height);
  if (!image) return;
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = Math.max(3, width / 120);
  context.lineCap = "round";
  context.beginPath();
  for (const [from, to] of BONES) {
    const a = image[from]!;
    const b = image[to]!;
    context.moveTo(a.x * width, a.y * height);
    context.lineTo(b.x * width, b.y * height);
  }
  context.stroke();
}

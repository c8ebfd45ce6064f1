// The pose model on the device.
import type { Landmark, Seen } from "./frames";

interface PoseResults {
  poseLandmarks?: Landmark[];
  poseWorldLandmarks?: Landmark[];
}

interface PoseSolution {
  setOptions(options: Record<string, unknown>): void;
  onResults(listener: (results: PoseResults) => void): void;
  initialize(): Promise<void>;
  close(): Promise<void>;
  send(input: { image: HTMLVideoElement }): Promise<void>;
}

declare global {
  interface Window {
    Pose?: new (config: { locateFile: (name: string) => string }) => PoseSolution;
  }
}

const FOLDER = "/static/pose/";
const VERSION = "0.5.1675469404";

export type ModelSize = "full" | "lite";

export interface PoseModel {
  /** Name and version, kept with every set: what is known of its errors depends on it. */
  name: string;
  size: ModelSize;
  find(video: HTMLVideoElement): Promise<Seen | null>;
  close(): Promise<void>;
}

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url} did not load`));
    document.head.append(script);
  });
}

/** Whether WebGL is computed on the processor here, where the model's own path for the processor is far faster. */
function hasSoftwareGraphics(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return true;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|software|softpipe/i.test(name);
}

export async function loadPose(size: ModelSize, onProcessor: boolean): Promise<PoseModel> {
  if (!window.Pose) await loadScript(`${FOLDER}pose.js`);
  const solution = new window.Pose!({ locateFile: (name) => FOLDER + name });
  let latest: Seen | null = null;
  solution.setOptions({
    modelComplexity: size === "full" ? 1 : 0,
    smoothLandmarks: false,
    enableSegmentation: false,
    minDetectionConfidence: 0.5,
    minTrackingConfidence: 0.5,
    useCpuInference: onProcessor || hasSoftwareGraphics(),
  });
  solution.onResults((results) => {
    const { poseLandmarks: image, poseWorldLandmarks: world } = results;
    latest = image && world ? { image, world } : null;
  });
  await solution.initialize();
  return {
    name: `mediapipe-pose-${size}-web-${VERSION}`,
    size,
    async find(video) {
      await solution.send({ image: video });
      return latest;
    },
    close: () => solution.close(),
  };
}

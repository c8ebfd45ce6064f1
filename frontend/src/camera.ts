// Camera, wake lock, and the video that stays in the browser.

export class CameraError extends Error {
  constructor(readonly reason: "insecure" | "denied" | "missing") {
    super(reason);
  }
}

export async function openCamera(video: HTMLVideoElement): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new CameraError("insecure");
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } },
    });
    video.srcObject = stream;
    await video.play();
    return stream;
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    throw new CameraError(name === "NotAllowedError" || name === "SecurityError" ? "denied" : "missing");
  }
}

/** Seconds of the next frame that the camera shows. */
export function nextFrame(video: HTMLVideoElement): Promise<number> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback((now, metadata) => resolve((metadata.captureTime ?? now) / 1000));
  });
}

export async function keepAwake(): Promise<void> {
  const ask = async () => {
    try {
      await navigator.wakeLock?.request("screen");
    } catch {
      // A battery saver may refuse; the set goes on all the same.
    }
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void ask();
  });
  await ask();
}

export class Recorder {
  #recorder: MediaRecorder | null = null;
  #parts: Blob[] = [];

  constructor(private readonly stream: MediaStream) {}

  start(): void {
    this.#parts = [];
    this.#recorder = new MediaRecorder(this.stream);
    this.#recorder.ondataavailable = (event) => this.#parts.push(event.data);
    this.#recorder.start(1000);
  }

  stop(): Promise<string | null> {
    const recorder = this.#recorder;
    this.#recorder = null;
    if (!recorder || recorder.state === "inactive") return Promise.resolve(null);
    return new Promise((resolve) => {
      recorder.onstop = () => resolve(URL.createObjectURL(new Blob(this.#parts, { type: recorder.mimeType })));
      recorder.stop();
    });
  }
}

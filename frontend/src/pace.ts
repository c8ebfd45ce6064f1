// How fast the page keeps up with the camera, and whether it is the pose model that holds it up.

export const MIN_RATE_HZ = 10;
/** The first pictures are slow on every device: the model is still warming up. */
const SETTLE_S = 2;
const WINDOW_S = 3;

export interface Pace {
  /** Pictures that were looked at a second. */
  rateHz: number;
  /** Pictures that the model could look at a second if the camera never kept it waiting. */
  modelHz: number;
}

interface Look {
  timeS: number;
  workS: number;
}

export class PaceMeter {
  #settledS: number | null = null;
  #looks: Look[] = [];

  /** The pace of the last three seconds, given a picture of `timeS` that took the model `workS`; null: too early to tell. */
  push(timeS: number, workS: number): Pace | null {
    this.#settledS ??= timeS + SETTLE_S;
    if (timeS < this.#settledS) return null;
    // Nobody looks while the page is hidden, which says nothing of the device.
    if (this.#looks.length > 0 && timeS - this.#looks.at(-1)!.timeS > WINDOW_S) this.#looks = [];
    this.#looks.push({ timeS, workS });
    while (this.#looks.length > 2 && timeS - this.#looks[1]!.timeS >= WINDOW_S) this.#looks.shift();
    const spanS = timeS - this.#looks[0]!.timeS;
    if (spanS < WINDOW_S) return null;
    const n = this.#looks.length - 1;
    const workedS = this.#looks.slice(1).reduce((sum, look) => sum + look.workS, 0);
    return { rateHz: n / spanS, modelHz: n / workedS };
  }
}

/** Whether a smaller model would help: a camera that is slow itself, as in the dark, is not helped by one. */
export function isModelTooSlow(pace: Pace): boolean {
  return pace.modelHz < MIN_RATE_HZ;
}

// The ring that fills with the prescribed tempo; the shape inside says the phase without colour.
import type { Phase } from "./link";
import { find, type Tempo } from "./page";

const SHAPES: Record<Phase, string> = {
  concentric: "M60 34l14 18H46z",
  top_hold: "M44 40h32v8H44z",
  eccentric: "M60 54L46 36h28z",
  bottom_hold: "M54 44a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
};
const WORDS: Record<Phase, string> = { concentric: "up", top_hold: "top", eccentric: "down", bottom_hold: "bottom" };

type Word = (name: string, values?: Record<string, unknown>) => string;

export class Ring {
  readonly #ring = find<HTMLElement>("#ring");
  readonly #fill = find<SVGCircleElement>("#ring-fill");
  readonly #shape = find<SVGPathElement>("#ring-shape");
  readonly #phase = find<HTMLElement>("#phase");
  readonly #aim = find<HTMLElement>("#phase-aim");
  readonly #breath = find<HTMLElement>("#breath");
  #since = 0;
  #aimS = 0;
  #isRunning = false;

  constructor(
    private readonly tempo: Tempo,
    private readonly word: Word,
  ) {}

  start(phase: Phase): void {
    this.#aimS = this.tempo[`${phase}_s`];
    this.#since = performance.now();
    this.#ring.dataset.phase = phase;
    this.#shape.setAttribute("d", SHAPES[phase]);
    this.#phase.textContent = this.word(`live.phase_${WORDS[phase]}`);
    this.#aim.textContent = this.word("live.aim", { seconds: this.#aimS });
    const breath = phase === "concentric" ? "live.breath_up" : phase === "eccentric" ? "live.breath_down" : null;
    this.#breath.textContent = breath ? this.word(breath) : "";
    if (!this.#isRunning) requestAnimationFrame(() => this.#draw());
    this.#isRunning = true;
  }

  stop(): void {
    this.#isRunning = false;
    delete this.#ring.dataset.phase;
    this.#phase.textContent = "–";
    this.#aim.textContent = this.#breath.textContent = "";
    this.#fill.style.setProperty("stroke-dashoffset", "100");
  }

  #draw(): void {
    if (!this.#isRunning) return;
    const elapsedS = (performance.now() - this.#since) / 1000;
    const share = this.#aimS > 0 ? Math.min(1, elapsedS / this.#aimS) : 1;
    this.#fill.style.setProperty("stroke-dashoffset", String(100 - 100 * share));
    this.#ring.classList.toggle("over", elapsedS > this.#aimS * 1.5 + 0.5);
    requestAnimationFrame(() => this.#draw());
  }
}

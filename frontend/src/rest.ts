// Rest between sets: the timer, the report of the last set, and the question about pain.
import { change, find } from "./page";

type Word = (name: string, values?: Record<string, unknown>) => string;

const STOP_AT_PAIN = 3;

export class Rest {
  readonly #timer = find<HTMLElement>("#rest-timer");
  readonly #text = find<HTMLElement>("#rest-text");
  readonly #report = find<HTMLAnchorElement>("#report");
  readonly #saved = find<HTMLElement>("#saved");
  readonly #stopText = find<HTMLElement>("#pain-stop");
  readonly #buttons = [...document.querySelectorAll<HTMLButtonElement>("#pain button")];
  #setId: string | null = null;
  #isSaved = false;
  #pain: number | null = null;
  #interval = 0;

  constructor(
    private readonly restS: number,
    private readonly word: Word,
    private readonly onOver: () => void,
  ) {
    for (const button of this.#buttons) button.addEventListener("click", () => this.#answer(Number(button.dataset.pain)));
  }

  start(setId: string): void {
    this.#setId = setId;
    this.#isSaved = false;
    this.#pain = null;
    this.#report.hidden = true;
    this.#stopText.hidden = true;
    this.#saved.textContent = this.word("live.saving");
    for (const button of this.#buttons) button.setAttribute("aria-pressed", "false");
    this.#count();
  }

  stop(): void {
    clearInterval(this.#interval);
  }

  saved(setId: string, problem: string | null): void {
    if (setId !== this.#setId) return;
    this.#saved.textContent = problem ? this.word("live.not_saved", { problem }) : this.word("live.saved");
    this.#isSaved = problem === null;
    this.#report.hidden = problem !== null;
    this.#report.href = `/sets/${setId}`;
    void this.#sendPain();
  }

  offerVideo(url: string | null): void {
    const link = find<HTMLAnchorElement>("#video-download");
    link.hidden = url === null;
    if (url) link.href = url;
  }

  #count(): void {
    clearInterval(this.#interval);
    const end = performance.now() + this.restS * 1000;
    this.#text.textContent = this.word("live.rest_next");
    const tick = () => {
      const leftS = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      this.#timer.textContent = `${Math.floor(leftS / 60)}:${String(leftS % 60).padStart(2, "0")}`;
      if (leftS > 0) return;
      clearInterval(this.#interval);
      this.#text.textContent = this.word("live.rest_over");
      this.onOver();
    };
    tick();
    this.#interval = window.setInterval(tick, 250);
  }

  #answer(pain: number): void {
    this.#pain = pain;
    for (const button of this.#buttons) button.setAttribute("aria-pressed", String(Number(button.dataset.pain) === pain));
    this.#stopText.hidden = pain < STOP_AT_PAIN;
    void this.#sendPain();
  }

  async #sendPain(): Promise<void> {
    if (this.#pain === null || !this.#isSaved || this.#setId === null) return;
    await change("PUT", `/api/sets/${this.#setId}/answers`, JSON.stringify({ pain: this.#pain }));
  }
}

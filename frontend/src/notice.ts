// The line above the count, one thing at a time: what was told stands before what lasts.

type Line = Pick<HTMLElement, "textContent" | "hidden">;

export class Notice {
  readonly #line: Line;
  #told = "";
  #lasting = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  /** Until something else is told. */
  show(text: string): void {
    clearTimeout(this.#timer);
    this.#told = text;
    this.#write();
  }

  tell(text: string, forMs: number): void {
    this.show(text);
    this.#timer = setTimeout(() => this.show(""), forMs);
  }

  /** What is so until it is said to be over with "". */
  keep(text: string): void {
    this.#lasting = text;
    this.#write();
  }

  #write(): void {
    const text = this.#told || this.#lasting;
    if (text === this.#line.textContent) return; // Written anew it would be read out again.
    this.#line.textContent = text;
    this.#line.hidden = text === "";
  }
}

// The line above the count: what is wrong just now, one thing at a time.
import { find } from "./page";

export class Notice {
  readonly #line = find<HTMLElement>("#notice");
  #lasting = "";

  show(text: string): void {
    this.#line.textContent = text;
    this.#line.hidden = text === "";
  }

  tell(text: string, forMs: number): void {
    this.show(text);
    setTimeout(() => this.#line.textContent === text && this.show(""), forMs);
  }

  /** What is so until it is said to be over with ""; whatever else was told since is not taken away. */
  keep(text: string): void {
    if (text || this.#line.textContent === this.#lasting) this.show(text);
    this.#lasting = text;
  }
}

// What the server put into the page: figures, words, the token for changes.

export interface Tempo {
  concentric_s: number;
  top_hold_s: number;
  eccentric_s: number;
  bottom_hold_s: number;
}

export interface Goal {
  tempo: Tempo;
  repetitions: { min: number; max: number };
  rest_s: number;
}

export interface Figures {
  exercise: { id: string; goals: Record<string, Goal> };
  texts: Record<string, string>;
}

export function readFigures(): Figures {
  return JSON.parse(document.querySelector("#figures")!.textContent!) as Figures;
}

export function find<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

export function makeWording(texts: Record<string, string>): (name: string, values?: Record<string, unknown>) => string {
  return (name, values = {}) =>
    (texts[name] ?? name).replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));
}

export function csrfToken(): string {
  return find<HTMLMetaElement>("meta[name=csrf]").content;
}

export async function change(method: string, url: string, body: BodyInit): Promise<Response> {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  return fetch(url, { method, body, headers: { "x-csrf-token": csrfToken(), "content-type": type } });
}

export async function readProblem(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { detail: string }).detail;
  } catch {
    return text.slice(0, 200) || response.statusText;
  }
}

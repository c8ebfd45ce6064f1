// Send recordings one after the other; the list below them shows how far each is.
import { change, find, makeWording, readFigures, readProblem } from "./page";

const word = makeWording(readFigures().texts);
const form = find<HTMLFormElement>("#upload");
const drop = find<HTMLElement>("#drop");
const sending = find<HTMLElement>("#sending");

function say(text: string, isProblem = false): HTMLElement {
  const line = document.createElement("p");
  line.className = isProblem ? "problem" : "quiet";
  line.textContent = text;
  sending.append(line);
  return line;
}

async function send(file: File): Promise<void> {
  const line = say(word("analyse.sending", { name: file.name }));
  const choices = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  choices.set("name", file.name);
  try {
    const response = await change("POST", `/api/recordings?${choices}`, file);
    if (!response.ok) say(word("analyse.sent_failed", { name: file.name, problem: await readProblem(response) }), true);
  } catch {
    say(word("analyse.sent_failed", { name: file.name, problem: word("analyse.lost") }), true);
  }
  line.remove();
  document.body.dispatchEvent(new Event("refresh"));
}

async function sendAll(files: Iterable<File>): Promise<void> {
  sending.replaceChildren();
  for (const file of files) await send(file);
}

find<HTMLInputElement>("#files").addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  void sendAll([...(input.files ?? [])]).then(() => (input.value = ""));
});
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  void sendAll([...((event as DragEvent).dataTransfer?.files ?? [])]);
});
form.addEventListener("submit", (event) => event.preventDefault());

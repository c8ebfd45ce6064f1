import assert from "node:assert/strict";
import { test } from "node:test";
import { Notice } from "./notice";

const empty = () => ({ textContent: "", hidden: true });
const shows = (line: { textContent: string; hidden: boolean }, text: string) =>
  assert.deepEqual(line, { textContent: text, hidden: text === "" });

test("what is told for a while stands before what lasts, which comes back after it", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const line = empty();
  const notice = new Notice(line);
  notice.keep("7 frames a second");
  notice.tell("Connected again.", 3000);
  context.mock.timers.tick(1000);
  notice.keep("8 frames a second");
  context.mock.timers.tick(1999);
  shows(line, "Connected again.");
  context.mock.timers.tick(1);
  shows(line, "8 frames a second");
  notice.keep("");
  shows(line, "");
});

test("the time of what was told before does not end what is shown now", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const line = empty();
  const notice = new Notice(line);
  notice.tell("Connected again.", 3000);
  context.mock.timers.tick(2000);
  notice.show("Connection lost.");
  context.mock.timers.tick(60_000);
  shows(line, "Connection lost.");
});

test("what lasts shows at once when nothing was told", () => {
  const line = empty();
  const notice = new Notice(line);
  notice.keep("7 frames a second");
  shows(line, "7 frames a second");
});

test("what shows already is not written again", () => {
  let nWritten = 0;
  const line = { hidden: true, get textContent() { return nWritten ? "7 frames a second" : ""; }, set textContent(_) { nWritten += 1; } };
  const notice = new Notice(line);
  notice.keep("7 frames a second");
  notice.keep("7 frames a second");
  assert.equal(nWritten, 1);
});

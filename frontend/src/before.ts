// What comes before the choices, the first time only: the safety questions and the set-up of the machine.
import { change, find } from "./page";

const SETUP_SEEN = "cleanrep.setup-seen";

async function answerScreening(needsClinician: boolean, enter: (stage: "setup" | "choose") => void): Promise<void> {
  if (needsClinician) find<HTMLElement>("#screening-stop").hidden = false;
  await change("PUT", "/api/screening", JSON.stringify({ needs_clinician: needsClinician }));
  if (!needsClinician) enter(localStorage.getItem(SETUP_SEEN) ? "choose" : "setup");
}

export function askBefore(enter: (stage: "setup" | "choose") => void): void {
  find("#screening-ok").addEventListener("click", () => void answerScreening(false, enter));
  find("#screening-ask").addEventListener("click", () => void answerScreening(true, enter));
  find("#setup-again").addEventListener("click", () => enter("setup"));
  find("#setup-done").addEventListener("click", () => {
    localStorage.setItem(SETUP_SEEN, "yes");
    enter("choose");
  });
}

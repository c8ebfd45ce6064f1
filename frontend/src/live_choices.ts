// What the lifter chose before the camera is switched on.
import type { ModelSize } from "./pose";
import { Sound } from "./sound";

export interface Choices {
  variant: string;
  goal: string;
  level: string;
  model: ModelSize;
  cpu: boolean;
  video: boolean;
}

export function readChoices(form: HTMLFormElement): { choices: Choices; sound: Sound } {
  const data = new FormData(form);
  const isOn = (name: string) => data.get(name) === "on";
  const choices = {
    variant: String(data.get("variant")),
    goal: String(data.get("goal")),
    level: String(data.get("level")),
    model: data.get("model") === "lite" ? ("lite" as const) : ("full" as const),
    cpu: isOn("cpu"),
    video: isOn("video"),
  };
  return { choices, sound: new Sound({ voice: isOn("voice"), tones: isOn("tones"), metronome: isOn("metronome") }) };
}

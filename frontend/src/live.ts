// The live set: camera, pose model, connection, screen. Stages: screening, setup, choose, place, ready, set, rest.
import { askBefore } from "./before";
import { CameraError, keepAwake, nextFrame, openCamera, Recorder } from "./camera";
import { packFrame, type Seen } from "./frames";
import { watchLevel } from "./level";
import { Link, type ServerMessage } from "./link";
import { type Choices, readChoices } from "./live_choices";
import { Notice } from "./notice";
import { isModelTooSlow, MIN_RATE_HZ, type Pace, PaceMeter } from "./pace";
import { find, makeWording, readFigures } from "./page";
import { checkPlacement } from "./placement";
import { loadPose, type PoseModel } from "./pose";
import { Rest } from "./rest";
import { Ring } from "./ring";
import { drawSkeleton } from "./skeleton";
import type { Sound } from "./sound";

type Stage = "screening" | "setup" | "choose" | "place" | "ready" | "set" | "rest";

const GOOD_FOR_S = 1;
const RETRY_HOLD_S = 2;
const MAX_YAW_DEG = 25;
const CUE_SHOWN_MS = 6000;
const NOTICE_SHOWN_MS = 3000;
const LITE_SHOWN_MS = 12_000;

const figures = readFigures();
const word = makeWording(figures.texts);
const live = find<HTMLElement>("#live");
const cue = find<HTMLElement>("#cue");
const notice = new Notice(find<HTMLElement>("#notice"));
const show = (element: HTMLElement, text: string) => {
  element.textContent = text;
  element.hidden = text === "";
};

function enter(stage: Stage): void {
  live.dataset.stage = stage;
  for (const section of live.querySelectorAll<HTMLElement>(".stage")) {
    section.hidden = !section.dataset.for!.split(" ").includes(stage);
  }
  find<HTMLElement>("#placing").hidden = stage !== "place";
  find<HTMLElement>("#resting").hidden = stage !== "rest";
}

class Workout {
  readonly #video = find<HTMLVideoElement>("#camera");
  readonly #canvas = find<HTMLCanvasElement>("#skeleton");
  readonly #ring: Ring;
  readonly #rest: Rest;
  #link: Link;
  #frame = 0;
  #startS: number | null = null;
  #goodSinceS: number | null = null;
  #holdUntilS = 0;
  #isHolding = false;
  #isTurned = false;
  #isOver = false;
  #lastS = 0;
  #meter = new PaceMeter();
  #pace: Pace | null = null;
  #cueTimer = 0;

  constructor(
    private readonly choices: Choices,
    private pose: PoseModel,
    private readonly sound: Sound,
    private readonly recorder: Recorder | null,
  ) {
    const goal = figures.exercise.goals[choices.goal]!;
    this.#ring = new Ring(goal.tempo, word);
    this.#rest = new Rest(goal.rest_s, word, () => this.sound.say(word("voice.rest_over")));
    this.#link = this.#connect();
    find("#hold-skip").addEventListener("click", () => this.begin());
    find("#hold-again").addEventListener("click", () => location.reload());
    find("#stop").addEventListener("click", () => this.#link.send({ type: "finish", is_last: false }));
    find("#leave").addEventListener("click", () => this.#leave());
  }

  async run(): Promise<void> {
    enter("place");
    while (!this.#isOver) {
      const timeS = await nextFrame(this.#video);
      const startMs = performance.now();
      const seen = await this.pose.find(this.#video);
      this.#pace = this.#meter.push(timeS, (performance.now() - startMs) / 1000);
      const isPlacing = live.dataset.stage === "place" && !this.#isHolding;
      if (isPlacing && this.pose.size === "full" && this.#pace && isModelTooSlow(this.#pace)) await this.#takeLite(this.#pace);
      else this.#look(timeS, seen);
    }
  }

  #connect(): Link {
    return new Link(
      {
        exercise: figures.exercise.id,
        variant: this.choices.variant,
        goal: this.choices.goal,
        level: this.choices.level,
        pose_model: this.pose.name,
        width_px: this.#video.videoWidth,
        height_px: this.#video.videoHeight,
      },
      {
        onMessage: (message) => this.#take(message),
        onLost: () => notice.show(word("live.lost")),
        onBack: () => notice.tell(word("live.back"), NOTICE_SHOWN_MS),
        onOverflow: () => notice.show(word("live.full")),
      },
    );
  }

  /** No set has begun: with another model everything begins anew, for the server too. */
  async #takeLite(pace: Pace): Promise<void> {
    const skip = find<HTMLButtonElement>("#hold-skip");
    skip.disabled = true;
    notice.show(word("live.camera_loading"));
    const lite = await loadPose("lite", this.choices.cpu);
    await this.pose.close();
    this.#link.close();
    this.pose = lite;
    this.#link = this.#connect();
    this.#meter = new PaceMeter();
    this.#frame = this.#holdUntilS = 0;
    this.#startS = this.#goodSinceS = this.#pace = null;
    skip.disabled = false;
    notice.tell(word("live.lite_taken", { rate: pace.rateHz.toFixed(0) }), LITE_SHOWN_MS);
  }

  begin(): void {
    if (live.dataset.stage !== "place") return;
    this.#link.send({ type: "begin" });
    this.recorder?.start();
    enter("ready");
    show(cue, word("live.ready"));
  }

  #look(timeS: number, seen: Seen | null): void {
    this.#startS ??= timeS;
    const sinceS = timeS - this.#startS;
    const { videoWidth: width, videoHeight: height } = this.#video;
    this.#link.sendFrame(this.#frame, packFrame(this.#frame, sinceS, seen, width, height));
    this.#frame += 1;
    drawSkeleton(this.#canvas, seen?.image ?? null, width, height);
    this.#lastS = sinceS;
    this.#tellPace();
    if (live.dataset.stage === "place") this.#place(sinceS, seen);
  }

  #tellPace(): void {
    if (this.#pace === null || this.#frame % 15) return;
    const rate = this.#pace.rateHz.toFixed(0);
    find("#rate").textContent = word(`live.frame_rate_${this.pose.size}`, { rate });
    if (this.#link.isReady) notice.keep(this.#pace.rateHz < MIN_RATE_HZ ? word(`live.slow_${this.pose.size}`, { rate }) : "");
  }

  #place(timeS: number, seen: Seen | null): void {
    if (this.#isHolding || timeS < this.#holdUntilS) return;
    const problem = checkPlacement(seen?.image ?? null);
    if (problem || this.#isTurned) {
      this.#goodSinceS = null;
      show(cue, this.#wordPlacement(problem));
      return;
    }
    show(cue, word(this.choices.variant === "seated" ? "live.place_good_seated" : "live.place_good"));
    this.#goodSinceS ??= timeS;
    // Which model is fast enough shows first: a hold is good for the model that saw it.
    if (this.#pace && timeS - this.#goodSinceS > GOOD_FOR_S) {
      this.#isHolding = true;
      this.#goodSinceS = null;
      this.sound.say(word("voice.hold"));
      show(cue, word("live.hold"));
      this.#link.send({ type: "calibrate" });
    }
  }

  #wordPlacement(problem: ReturnType<typeof checkPlacement>): string {
    if (problem === null) return word("live.place_turn");
    if (problem === "head" || problem === "feet" || problem === "side") {
      return word("live.place_part", { part: word(`live.place_${problem}`) });
    }
    return word(`live.place_${problem}`);
  }

  #take(message: ServerMessage): void {
    if (message.type === "view") this.#isTurned = message.yaw_deg !== null && message.yaw_deg > MAX_YAW_DEG;
    if (message.type === "neutral") this.#takeNeutral(message.is_taken, message.problem);
    if (message.type === "phase") this.#takePhase(message);
    if (message.type === "count") this.#count(message);
    if (message.type === "cue") this.#sayCue(message.text, message.is_critical);
    if (message.type === "set") void this.#endSet(message);
    if (message.type === "saved") this.#rest.saved(message.set_id, message.problem);
    if (message.type === "refused") notice.show(word("live.refused", { problem: message.problem }));
  }

  #takeNeutral(isTaken: boolean, problem: string | null): void {
    this.#isHolding = false;
    if (!isTaken) {
      show(cue, problem ?? "");
      this.#holdUntilS = this.#lastS + RETRY_HOLD_S;
      return;
    }
    this.sound.say(word("voice.neutral_taken"));
    this.begin();
  }

  #takePhase(message: { phase: "concentric" | "top_hold" | "eccentric" | "bottom_hold" }): void {
    if (message.phase === "concentric" && live.dataset.stage !== "set") {
      enter("set");
      this.#rest.stop();
      this.#showCount(0, 0, 0);
      show(cue, "");
    }
    if (live.dataset.stage !== "set") return;
    this.#ring.start(message.phase);
    this.sound.startPhase(message.phase);
  }

  #count(message: { repetition: number; is_clean: boolean | null; n_repetitions: number; n_clean: number; n_not_assessed: number }): void {
    this.#showCount(message.n_clean, message.n_repetitions, message.n_not_assessed);
    if (message.repetition !== message.n_repetitions) return;
    this.sound.counted(message.is_clean);
    this.sound.say(word(message.is_clean === false ? "voice.not_clean" : "voice.counted", { n: message.n_repetitions }), true);
  }

  #showCount(nClean: number, n: number, nUnknown: number): void {
    const isUnknown = n > 0 && nUnknown === n;
    find("#n-clean").textContent = String(isUnknown ? n : nClean);
    find("#clean-word").textContent = isUnknown ? word(n === 1 ? "live.rep" : "live.reps") : word("live.clean");
    const total = word(n === 1 ? "live.of_reps_one" : "live.of_reps", { n });
    find("#n-total").textContent = isUnknown ? word("live.clean_unknown") : total;
  }

  #sayCue(text: string, isCritical: boolean): void {
    show(cue, text);
    cue.classList.toggle("critical", isCritical);
    this.sound.say(text);
    clearTimeout(this.#cueTimer);
    this.#cueTimer = window.setTimeout(() => live.dataset.stage === "set" && show(cue, ""), CUE_SHOWN_MS);
  }

  async #endSet(message: Extract<ServerMessage, { type: "set" }>): Promise<void> {
    this.#ring.stop();
    this.sound.startPhase(null);
    clearTimeout(this.#cueTimer);
    cue.classList.remove("critical");
    if (message.set_id === null) {
      show(cue, word("live.nothing_counted"));
      enter("ready");
      return;
    }
    this.#showCount(message.n_clean, message.n_repetitions, message.n_not_assessed);
    show(cue, message.top_cue ?? message.reasons[0] ?? "");
    this.sound.say(word("voice.set_over", { n_clean: message.n_clean, n: message.n_repetitions }));
    enter("rest");
    this.#rest.start(message.set_id);
    this.#rest.offerVideo((await this.recorder?.stop()) ?? null);
    this.recorder?.start();
  }

  #leave(): void {
    this.#isOver = true;
    this.#link.send({ type: "finish", is_last: true });
    setTimeout(() => {
      this.#link.close();
      location.href = `/sets${location.search}`;
    }, 300);
  }
}

async function switchOn(form: HTMLFormElement): Promise<void> {
  const { choices, sound } = readChoices(form);
  const problem = find<HTMLElement>("#camera-problem");
  const button = find<HTMLButtonElement>("#camera-on");
  show(problem, "");
  button.disabled = true;
  sound.unlock();
  void watchLevel();
  try {
    const stream = await openCamera(find<HTMLVideoElement>("#camera"));
    button.textContent = word("live.camera_loading");
    const pose = await loadPose(choices.model, choices.cpu);
    void keepAwake();
    const recorder = choices.video && "MediaRecorder" in window ? new Recorder(stream) : null;
    await new Workout(choices, pose, sound, recorder).run();
  } catch (error) {
    enter("choose");
    show(problem, word(error instanceof CameraError ? `live.camera_${error.reason}` : "live.model_failed"));
    button.textContent = word("live.camera_on");
    button.disabled = false;
  }
}

askBefore(enter);
find<HTMLFormElement>("#choices").addEventListener("submit", (event) => {
  event.preventDefault();
  void switchOn(event.target as HTMLFormElement);
});
enter(live.dataset.stage as Stage);

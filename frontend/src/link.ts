// The connection to the server: what was not acknowledged is kept, and sent again after a break.

export interface Hello {
  exercise: string;
  variant: string;
  goal: string;
  level: string;
  pose_model: string;
  width_px: number;
  height_px: number;
}

export type ServerMessage =
  | { type: "welcome"; session: string; next_frame: number; stage: "place" | "set"; n_repetitions: number; n_clean: number }
  | { type: "ack"; next_frame: number }
  | { type: "view"; side: string | null; yaw_deg: number | null; person_height: number | null; frame_rate_hz: number | null; is_suitable: boolean; reasons: string[] }
  | { type: "neutral"; is_taken: boolean; problem: string | null }
  | { type: "phase"; frame: number; time_s: number; phase: Phase; repetition: number }
  | { type: "count"; frame: number; repetition: number; is_clean: boolean | null; n_repetitions: number; n_clean: number; n_not_assessed: number; concentric_s: number; top_hold_s: number; eccentric_s: number }
  | { type: "cue"; frame: number; rule: string; text: string; is_critical: boolean }
  | { type: "set"; set_id: string | null; n_repetitions: number; n_clean: number; n_not_assessed: number; top_cue: string | null; is_judged: boolean; reasons: string[] }
  | { type: "saved"; set_id: string; problem: string | null }
  | { type: "refused"; problem: string };

export type Phase = "concentric" | "top_hold" | "eccentric" | "bottom_hold";
type Command = { type: "calibrate" } | { type: "begin" } | { type: "finish"; is_last: boolean };
type Waiting = { frame: number; bytes: ArrayBuffer } | { command: Command };

const BATCH = 60;
const MAX_WAITING = 5400; // three minutes at 30 frames a second
const RETRY_MS = [300, 600, 1200, 2500, 5000];

export interface LinkListener {
  onMessage(message: ServerMessage): void;
  onLost(): void;
  onBack(): void;
  onOverflow(): void;
}

export class Link {
  #socket: WebSocket | null = null;
  #session: string | null = null;
  #isReady = false;
  #isClosed = false;
  #hasBegun = false;
  #nTries = 0;
  #waiting: Waiting[] = [];

  constructor(
    private readonly hello: Hello,
    private readonly listener: LinkListener,
  ) {
    this.#connect();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  sendFrame(frame: number, bytes: ArrayBuffer): void {
    this.#waiting.push({ frame, bytes });
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.splice(0, this.#waiting.length - MAX_WAITING);
      this.listener.onOverflow();
    }
    if (this.#isReady) this.#socket?.send(bytes);
  }

  send(command: Command): void {
    if (command.type === "begin") this.#hasBegun = true;
    if (this.#isReady) this.#socket?.send(JSON.stringify(command));
    else this.#waiting.push({ command });
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.close();
  }

  #connect(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/live/socket`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", protocol: 1, ...this.hello, resume: this.#session }));
    socket.onmessage = (event) => this.#take(JSON.parse(event.data as string) as ServerMessage);
    socket.onclose = () => this.#lose(socket);
    this.#socket = socket;
  }

  #take(message: ServerMessage): void {
    if (message.type === "welcome") this.#resume(message);
    if (message.type === "ack") this.#forget(message.next_frame);
    if (message.type === "refused") this.#isClosed = true;
    this.listener.onMessage(message);
  }

  #resume(welcome: { session: string; next_frame: number; stage: "place" | "set" }): void {
    const isBack = this.#session !== null;
    this.#session = welcome.session;
    this.#forget(welcome.next_frame);
    this.#isReady = true;
    this.#nTries = 0;
    // A server that was started anew may know the page no more: the set goes on as a new one.
    if (this.#hasBegun && welcome.stage === "place") this.#socket?.send(JSON.stringify({ type: "begin" }));
    this.#sendWaiting();
    if (isBack) this.listener.onBack();
  }

  #sendWaiting(): void {
    let batch: ArrayBuffer[] = [];
    const flush = () => {
      if (batch.length) void this.#socket?.send(new Blob(batch));
      batch = [];
    };
    for (const item of this.#waiting) {
      if ("command" in item) {
        flush();
        this.#socket?.send(JSON.stringify(item.command));
      } else {
        batch.push(item.bytes);
        if (batch.length >= BATCH) flush();
      }
    }
    flush();
    this.#waiting = this.#waiting.filter((item) => "frame" in item);
  }

  #forget(nextFrame: number): void {
    this.#waiting = this.#waiting.filter((item) => "command" in item || item.frame >= nextFrame);
  }

  #lose(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    const wasReady = this.#isReady;
    this.#isReady = false;
    if (this.#isClosed) return;
    if (wasReady || this.#nTries === 0) this.listener.onLost();
    const delay = RETRY_MS[Math.min(this.#nTries, RETRY_MS.length - 1)]!;
    this.#nTries += 1;
    setTimeout(() => this.#connect(), delay);
  }
}

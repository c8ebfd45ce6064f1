// Voice, tones, and the metronome; each can be off.
import type { Phase } from "./link";

export interface SoundChoices {
  voice: boolean;
  tones: boolean;
  metronome: boolean;
}

export class Sound {
  #context: AudioContext | null = null;
  #ticking: number | null = null;

  constructor(private readonly choices: SoundChoices) {}

  /** Must follow a tap: browsers keep pages silent until then. */
  unlock(): void {
    if (this.choices.tones || this.choices.metronome) this.#context = new AudioContext();
  }

  say(text: string, isUrgent = false): void {
    if (!this.choices.voice || !("speechSynthesis" in window)) return;
    if (isUrgent) speechSynthesis.cancel();
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = document.documentElement.lang;
    spoken.rate = 1.1;
    speechSynthesis.speak(spoken);
  }

  counted(isClean: boolean | null): void {
    if (!this.choices.tones) return;
    if (isClean === false) this.#tone(220, 0.25, 0);
    else {
      this.#tone(660, 0.12, 0);
      if (isClean) this.#tone(880, 0.15, 0.12);
    }
  }

  /** A soft tick a second from the start of a phase; the lift's ticks are higher, as breath goes out. */
  startPhase(phase: Phase | null): void {
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#ticking = null;
    if (!this.choices.metronome || phase === null) return;
    const pitch = phase === "concentric" ? 1200 : phase === "eccentric" ? 800 : 1000;
    this.#tone(pitch, 0.04, 0, 0.08);
    this.#ticking = window.setInterval(() => this.#tone(pitch, 0.04, 0, 0.08), 1000);
  }

  #tone(frequency: number, seconds: number, delay: number, volume = 0.2): void {
    const context = this.#context;
    if (!context) return;
    const start = context.currentTime + delay;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(volume, start);
    gain.gain.exponentialRampToValueAtTime(0.001, start + seconds);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
  }
}

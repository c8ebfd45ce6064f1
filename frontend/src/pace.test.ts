import assert from "node:assert/strict";
import { test } from "node:test";
import { isModelTooSlow, PaceMeter, type Pace } from "./pace";

interface Stretch {
  seconds: number;
  rateHz: number;
  workS: number;
}

/** The pace after each picture of stretches that follow on each other. */
function watch(stretches: Stretch[], meter = new PaceMeter()): (Pace | null)[] {
  const seen: (Pace | null)[] = [];
  let timeS = 100;
  for (const { seconds, rateHz, workS } of stretches) {
    for (let n = 0; n < seconds * rateHz; n += 1) {
      seen.push(meter.push(timeS, workS));
      timeS += 1 / rateHz;
    }
  }
  return seen;
}

const near = (got: number, wanted: number) => assert.ok(Math.abs(got - wanted) < 0.3, `${got}, not ${wanted}`);

test("nothing is said before two seconds of settling and three of watching", () => {
  const seen = watch([{ seconds: 6, rateHz: 8, workS: 0.08 }]);
  assert.equal(seen.findIndex((pace) => pace !== null), 5 * 8);
});

test("a slow start is not held against the device", () => {
  const seen = watch([{ seconds: 2, rateHz: 1, workS: 1 }, { seconds: 6, rateHz: 12, workS: 0.08 }]);
  assert.ok(seen.every((pace) => pace === null || !isModelTooSlow(pace)));
  near(seen.at(-1)!.rateHz, 12);
});

test("a model that takes more than a tenth of a second a picture is too slow", () => {
  const pace = watch([{ seconds: 6, rateHz: 8, workS: 0.12 }]).at(-1)!;
  near(pace.rateHz, 8);
  near(pace.modelHz, 1 / 0.12);
  assert.ok(isModelTooSlow(pace));
});

test("a device that keeps up is left alone", () => {
  assert.ok(!isModelTooSlow(watch([{ seconds: 6, rateHz: 11, workS: 0.09 }]).at(-1)!));
});

test("a slow camera is not taken for a slow model", () => {
  const pace = watch([{ seconds: 6, rateHz: 7.5, workS: 0.04 }]).at(-1)!;
  near(pace.rateHz, 7.5);
  assert.ok(!isModelTooSlow(pace));
});

test("a single hitch is not enough, three slow seconds are", () => {
  const steady = { seconds: 8, rateHz: 12, workS: 0.08 };
  const hitch = watch([steady, { seconds: 0.5, rateHz: 2, workS: 0.5 }, { ...steady, seconds: 1 }]);
  assert.ok(hitch.every((pace) => pace === null || !isModelTooSlow(pace)));
  assert.ok(isModelTooSlow(watch([steady, { seconds: 3.5, rateHz: 6, workS: 0.16 }]).at(-1)!));
});

test("a page that was hidden begins to watch anew", () => {
  const meter = new PaceMeter();
  watch([{ seconds: 6, rateHz: 12, workS: 0.08 }], meter);
  assert.equal(meter.push(400, 0.08), null);
});

"""The parts of the accuracy page that are words."""

INTRODUCTION = """# Accuracy

<!-- Made by `make validate ARGS="report"` from docs/figures. Do not edit. -->

How often CleanRep counts right, how far off its times and angles are, which faults it tells, and where it is wrong or cannot tell. For whoever wants to know what a verdict is worth.

**What it was measured on.** Two kinds of sets whose truth is exact. *Rendered* sets: bodies from a parametric model on lever machines, scripted motion, a virtual camera, and the real pose model looking at the video. *Simulated* sets: the same scripts as joint positions without a picture, with landmark noise that was fitted to rendered sets; far more of them, so that rare errors show. No recording of a lever machine with motion capture beside it is known to us, so nothing is claimed for one. A rendered lifter wears no real cloth, sweats no real sweat and stands in no real gym: take the figures as what the method does, and the conditions as what makes it worse."""

NOT_MEASURED = """## What is not measurable, and why

- **Hips and back together, brace, glutes, breathing, pads, machine**: one camera does not see them. Always not assessed.
- **Rounding and hollowing of the back** (`long-spine`, `ribs-down`): the neutral shape of the back's edge differs between bodies by as much as rounding changes it. Judged only against the lifter's own neutral hold; without one not assessed, and so in the sets here, which have none. What would lift it: a hold before the set, or two motion sensors.
- **Hips and heels that move in step with the trunk** (`hips-stable`, `feet-planted`): the pose model itself moves a still hip by 2 to 9 cm as the trunk turns. What follows the trunk is therefore taken off, and a true slide in step with it goes with it. From true joints the same rule is as blind, for the correction is in the rule. What would lift it: a pose model whose hip stands still, or a marker on the hip.
- **Straight, without an own hold**: the pose model's hip, knee and shoulder are not the joint centres, and how far off they are differs between bodies. From true joints the top is known to well under a degree; through the pose model to a few. What would lift it: the lifter's own hold, which halves it.
- **`start-lowered` seated**: neutral is then the set's own top, so the start is known only against it.
- **The hold at the bottom after the last repetition**, and everything about the next lift: there is none."""

BESIDE_OTHERS = """## Beside others

Nobody else has published boundary, tempo or verdict accuracy for a strength exercise that we know of, so only counts and angles can be set beside others, and no task is the same as ours.

| system | published figure | their task |
|---|---|---|
| TransRAC, ESCounts, PoseRAC | off by one or less in 29 %, 56 %, 60 % of videos (RepCount-A) | any exercise, in the wild, not known in advance |
| MM-Fit | count error 0.06, off by one or less in 94 % | ten exercises, known sensors |
| RecoFit | within one repetition in 93 % | sensor on the arm, 26 exercises |
| Metric VBT, GymAware | F1 0.971, 0.997 of repetitions | barbell lifts; phone camera, cable sensor |
| OpenCap | joint angles within 3.9° on average | two calibrated phones, walking, squats and jumps in a laboratory |
| Pose2Sim | 2 to 6° | several calibrated cameras |
| Kaia | agreement with physiotherapists 0.828 (between them 0.833) | real patients, verdicts on exercises |

CleanRep's task is easier in one way, one known exercise from the side, and its truth is rendered or simulated where theirs is real. A count is exact here only when every repetition is found and no other."""

HOW_TO_REPRODUCE = """## How to reproduce

```sh
make validate                            # renders, analyses and scores the sets, then makes this page; about an hour on two cores
make validate ARGS="noise"               # fits the landmark noise to the rendered sets
make validate ARGS="fast"                # simulates 10 000 sets
make validate ARGS="fast --sets 500"     # for development: prints, writes nothing
make validate ARGS="report"              # this page, its plots and the figures in other pages, from docs/figures
```

The figures lie in [figures](figures) as JSON, each with its n and interval; a test fails when a page quotes another. `validation/README.md` tells how sets are made. Everything is drawn from seeds: the same version gives the same figures."""

"""The lifter: a CC0 parametric body, its rig, skinning, clothes and posture."""

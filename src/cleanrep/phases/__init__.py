"""When: turns of the phase signal, repetitions, the end of a set, and the fitted phase times."""

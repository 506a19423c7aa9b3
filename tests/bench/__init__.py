"""The benchmarks: the portal's own pages against the floor of the stack, in one run, as ratios."""

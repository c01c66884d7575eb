/** Seeded chance (Mulberry32): uniform, yes-or-no, pick by weight, normal, exponential, whole numbers. */
export function chance(seed) {
  let state = seed | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (mean = 0, sd = 1) =>
    mean + sd * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    yes: (share) => uniform() < share,
    whole: (from, to) => from + Math.floor(uniform() * (to - from + 1)),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    pick(weights) {
      const entries = Object.entries(weights);
      let left = uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      return entries.at(-1)[0];
    },
    of: (list) => list[Math.floor(uniform() * list.length)],
  };
}

/** A rating on a scale from a hidden satisfaction (0 = average, 1 = one standard deviation better). */
export function rating(hidden, { from, to, centre, spread }) {
  return Math.min(to, Math.max(from, Math.round(centre + spread * hidden)));
}

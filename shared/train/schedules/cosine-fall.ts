/** Half a cosine wave from 1 down to `low` as `share` goes from 0 to 1; it stays there. */
export const cosineFall = (share: number, low: number): number =>
  (1 - low) * 0.5 * (1 + Math.cos(Math.PI * Math.min(share, 1))) + low;

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** An amount of memory with two or three digits, in steps of 1024: `830 MB`, `1.4 GB`. */
export function formatBytes(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  // What would be written as 1000 is one of the next unit.
  while (amount >= 999.5 && unit < UNITS.length - 1) [amount, unit] = [amount / 1024, unit + 1];
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : Number(amount.toPrecision(2))} ${UNITS[unit]}`;
}

import type { Localized } from '#shared/graph/diagnostic';

/** A duration with about two digits that count: `0.35 ms`, `42 ms`, `2.1 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatSeconds(seconds: number): Localized {
  if (seconds < 0.9995) {
    const text = digits(seconds * 1000);
    return { en: `${text} ms`, ko: `${text}밀리초` };
  }
  if (seconds < 99.5) {
    const text = digits(seconds);
    return { en: `${text} s`, ko: `${text}초` };
  }
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0
    ? { en: `${hours} h ${minutes} min`, ko: `${hours}시간 ${minutes}분` }
    : { en: `${minutes} min ${rest} s`, ko: `${minutes}분 ${rest}초` };
}

const UNITS = ['', 'k', 'M', 'G', 'T', 'P'] as const;

/** A count of operations with three digits: `812 FLOPs`, `12.3 MFLOPs`. */
export function formatFlops(flops: number): string {
  let [amount, unit] = [flops, 0];
  // What would be written as 1000 is one of the next unit.
  while (amount >= 999.5 && unit < UNITS.length - 1) [amount, unit] = [amount / 1000, unit + 1];
  return `${unit === 0 ? Math.round(amount) : Number(amount.toPrecision(3))} ${UNITS[unit]}FLOPs`;
}

/** A share of the whole: `42 %`, `0.3 %`, `< 0.1 %`. */
export function formatPart(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.1) return '< 0.1 %';
  return `${percent < 9.95 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}

const digits = (value: number): string =>
  value >= 99.5 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));

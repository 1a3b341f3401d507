import { formatCount } from '#shared/graph/count';
import type { Localized } from '#shared/graph/diagnostic';

/** A short number of about three digits: `0.0123`, `1.23`, `12.3`, `1.2e-5`. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(digits - 1);
  return String(Number(value.toPrecision(digits)));
}

/** A share as per cent with one digit: `97.3 %`. */
export const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Seconds as `0:07`, `12:05`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A blank as wide as a digit: with it numbers take as much room as their longest. */
export const FIGURE_SPACE = '\u2007';

/** Samples a second, as they stand in lines that change while it trains: three digits that count, more would only flicker, and always as wide. */
export function formatPace(samplesPerSecond: number): Localized {
  const pace = formatCount(Math.round(Number(samplesPerSecond.toPrecision(3)))).padStart(6, FIGURE_SPACE);
  return { en: `${pace} samples/s`, ko: `초당 샘플 ${pace}개` };
}

/** How long ago something was, in words that change rarely. */
export function formatAgo(milliseconds: number): Localized {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 10) return { en: 'just now', ko: '방금' };
  if (seconds < 60) return { en: `${seconds} s ago`, ko: `${seconds}초 전` };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { en: `${minutes} min ago`, ko: `${minutes}분 전` };
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return { en: `${hours} h ago`, ko: `${hours}시간 전` };
  const days = Math.floor(hours / 24);
  return { en: `${days} d ago`, ko: `${days}일 전` };
}

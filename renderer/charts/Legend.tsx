import { type Ref, useImperativeHandle, useRef } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { LINES } from './chart';
import type { Reading } from './chart-data';
import type { Axis } from './chart-settings';
import type { Quantity } from './quantities';

export interface LegendHandle {
  /** Shows these values without a render. */
  show(reading: Reading | null): void;
}

interface LegendProps {
  readonly ref: Ref<LegendHandle>;
  readonly quantity: Quantity;
  readonly by: Axis;
}

export const LINE_NAMES = {
  training: { en: 'Training', ko: '학습' },
  validation: { en: 'Validation', ko: '검증' },
} as const satisfies Record<string, Localized>;

/** Beside a narrow chart. */
const SHORT_NAMES = {
  training: { en: 'train', ko: '학습' },
  validation: { en: 'val.', ko: '검증' },
} as const satisfies Record<keyof typeof LINE_NAMES, Localized>;

const AXIS_NAMES: Readonly<Record<Axis, Localized>> = {
  step: { en: 'step', ko: '스텝' },
  epoch: { en: 'epoch', ko: '에포크' },
};

/** Names the lines, with their values at the pointer or else the newest ones. Every number has its room, so that nothing moves. */
export function Legend({ ref, quantity, by }: LegendProps) {
  const t = useText();
  const place = useRef<HTMLSpanElement>(null);
  const training = useRef<HTMLSpanElement>(null);
  const validation = useRef<HTMLSpanElement>(null);
  useImperativeHandle(
    ref,
    () => ({
      show(reading) {
        const text = (value: number | null | undefined) => (value == null ? '–' : quantity.format(value));
        place.current!.textContent = reading ? formatCount(reading.x) : '–';
        if (training.current) training.current.textContent = text(reading?.training);
        if (validation.current) validation.current.textContent = text(reading?.validation);
      },
    }),
    [quantity],
  );
  return (
    <figcaption className="flex h-6 shrink-0 items-center gap-x-2 overflow-hidden px-2 text-xs whitespace-nowrap">
      <span className="text-sm font-semibold">{t(quantity.label)}</span>
      {quantity.lines.map((name) => (
        <span key={name} className="flex items-center gap-1">
          <Swatch line={name} />
          {!quantity.isNameless && (
            <>
              <span className="@max-[22rem]:hidden">{t(LINE_NAMES[name])}</span>
              <span className="hidden @max-[22rem]:inline">{t(SHORT_NAMES[name])}</span>
            </>
          )}
          <span
            ref={name === 'training' ? training : validation}
            data-value={name}
            className="inline-block min-w-12 tabular-nums"
          />
        </span>
      ))}
      <span className="ml-auto text-muted">
        <span className="@max-sm:sr-only">{t(AXIS_NAMES[by])}</span>{' '}
        <span ref={place} className="inline-block min-w-8 text-right tabular-nums" />
      </span>
    </figcaption>
  );
}

/** A piece of the line, as it is drawn. */
function Swatch({ line }: { line: keyof typeof LINE_NAMES }) {
  return (
    <svg
      width="14"
      height="4"
      viewBox="0 0 14 4"
      aria-hidden
      className={line === 'training' ? 'text-accent' : 'text-warning'}
    >
      <path
        d="M0 2H14"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={LINES[line].dash.join(' ') || undefined}
      />
    </svg>
  );
}

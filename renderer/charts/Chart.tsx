import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text';
import { useChartSettings } from './chart-settings';
import { Legend, type LegendHandle } from './Legend';
import { startLiveChart } from './live-chart';
import type { Quantity } from './quantities';

/** The curves of one quantity with the values under the pointer. It is drawn past React, as often as pictures are worth it. */
export function Chart({ quantity }: { quantity: Quantity }) {
  const t = useText();
  const by = useChartSettings((state) => state.by);
  const log = useChartSettings((state) => state.logLoss && quantity.canBeLog);
  const legend = useRef<LegendHandle>(null);
  const figure = useRef<HTMLElement>(null);
  const place = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      startLiveChart({
        place: place.current!,
        quantity,
        by,
        log,
        show: (reading) => legend.current?.show(reading),
        tell(points, newest) {
          // For those who look past the picture.
          figure.current!.dataset['points'] = String(points);
          figure.current!.dataset['last'] = String(newest?.training ?? '');
        },
      }),
    [quantity, by, log],
  );

  return (
    <figure
      aria-label={t(quantity.label)}
      ref={figure}
      data-testid={`chart-${quantity.id}`}
      className="@container flex min-h-0 min-w-52 flex-1 flex-col"
    >
      <Legend ref={legend} quantity={quantity} by={by} />
      <div ref={place} className="min-h-0 flex-1 overflow-hidden [&_.u-select]:bg-accent/20!" />
    </figure>
  );
}

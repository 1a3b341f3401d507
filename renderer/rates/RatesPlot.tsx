import { useEffect, useRef, useState } from 'react';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { createRatesChart, type RatesChart } from './rates-chart';
import { roundRate, useRates } from './rates-store';

/** The loss over the learning rate, with the suggestion marked; a click chooses another rate. */
export function RatesPlot() {
  const t = useText();
  const curves = useRates((state) => state.curves);
  const { from, to } = useRates((state) => state.settings);
  const steepest = useRates((state) => state.finding?.steepest ?? null);
  const chosen = useRates((state) => state.chosen);
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<RatesChart | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);

  useEffect(() => {
    const parent = place.current!;
    const made = createRatesChart(parent, {
      onHover: setHovered,
      onChoose: (rate) => {
        if (useRates.getState().finding) useRates.getState().choose(roundRate(rate));
      },
    });
    setChart(made);
    const sizes = new ResizeObserver(() => made.resize(parent.clientWidth, parent.clientHeight));
    sizes.observe(parent);
    const theme = new MutationObserver(made.recolor);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sizes.disconnect();
      theme.disconnect();
      made.destroy();
    };
  }, []);

  useEffect(() => {
    if (from > 0 && to > from) chart?.draw(curves, [from, to], { steepest, chosen });
  }, [chart, curves, from, to, steepest, chosen]);

  const at = Math.min(hovered ?? curves.rates.length - 1, curves.rates.length - 1);
  const value = (values: readonly number[]) => (at >= 0 ? formatNumber(values[at]!, 4) : '–');
  return (
    <figure
      className="flex min-h-0 flex-col"
      aria-label={t({ en: 'Loss over the learning rate', ko: '학습률에 따른 손실' })}
      data-testid="rates-chart"
      data-points={curves.rates.length}
    >
      <figcaption className="flex h-6 shrink-0 items-center gap-4 overflow-hidden text-xs whitespace-nowrap text-muted tabular-nums">
        <span>
          {t({ en: 'Learning rate', ko: '학습률' })}{' '}
          <span className="inline-block min-w-14 text-ink">{value(curves.rates)}</span>
        </span>
        <span>
          {t({ en: 'Loss', ko: '손실' })}{' '}
          <span className="inline-block min-w-14 text-ink">{value(curves.losses)}</span>
        </span>
        <span>
          {t({ en: 'Smoothed', ko: '스무딩한 손실' })}{' '}
          <span className="inline-block min-w-14 text-ink">{value(curves.smoothed)}</span>
        </span>
      </figcaption>
      <div ref={place} className="h-60 min-h-0 overflow-hidden" />
    </figure>
  );
}

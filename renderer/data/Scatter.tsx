import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text';
import { showPainted } from '../views/show-painted';
import { useWidth } from '../views/use-width';
import { markOf } from './class-marks';
import type { SamplePage } from './samples';
import { drawScatter } from './scatter';

/** Points of a plane, the classes told apart by form and colour. */
export function Scatter({ page, classNames }: { page: SamplePage; classNames: readonly string[] }) {
  const t = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [place, size] = useWidth<HTMLDivElement>();
  useEffect(() => {
    if (size === 0) return undefined;
    const ratio = devicePixelRatio;
    const side = Math.round(size * ratio);
    const draw = () =>
      showPainted(canvas.current!, { width: side, height: side }, (context) => {
        context.scale(ratio, ratio);
        drawScatter(context, size, page.values, page.labels);
      });
    draw();
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => theme.disconnect();
  }, [page, size]);
  return (
    <figure ref={place}>
      <canvas
        ref={canvas}
        {...PICTURE}
        aria-label={t({
          en: `Scatter plot of ${page.labels.length} samples`,
          ko: `샘플 ${page.labels.length}개의 산점도`,
        })}
        data-points={page.labels.length}
        className="block rounded-md border border-line bg-panel"
        style={{ width: size, height: size }}
      />
      <figcaption className="mt-1 flex flex-wrap gap-x-3 text-xs">
        {classNames.map((name, label) => (
          <span key={name} className="flex items-center gap-1">
            <svg viewBox="-1.4 -1.4 2.8 2.8" className="size-3" aria-hidden>
              <path d={markOf(label).path} fill={markOf(label).color} />
            </svg>
            {t({ en: `class ${name}`, ko: `클래스 ${name}` })}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** To screen readers a drawing is one picture; an `<img>` cannot be drawn on. */
const PICTURE = { role: 'img' } as const;

import { Popover } from 'radix-ui';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/use-text';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { TOUR_STEPS } from './steps';
import { useTour } from './tour-store';

/** The welcome tour: by itself once, on the first start, and whenever it is asked for. It takes nothing away from the window beneath. */
export function Tour() {
  const step = useTour((state) => state.step);
  const isAsking = useUi((state) => state.dialog !== null || state.answer !== null);
  useEffect(() => {
    if (!useSettings.getState().isTourSeen && !isAsking) useTour.getState().start();
  }, [isAsking]);
  return step === null || isAsking ? null : <TourStop key={step} step={step} />;
}

function TourStop({ step }: { step: number }) {
  const t = useText();
  const go = useTour((state) => state.go);
  const end = useTour((state) => state.end);
  const onward = useRef<HTMLButtonElement>(null);
  const { title, text, anchor, side } = TOUR_STEPS[step]!;
  const box = useBox(anchor);
  const reference = useMemo(() => ({ current: { getBoundingClientRect: () => box } }), [box]);
  const isLast = step === TOUR_STEPS.length - 1;
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && end()}>
      <Popover.Anchor virtualRef={reference} />
      <div
        aria-hidden
        className="pointer-events-none fixed z-40 rounded-lg border-2 border-accent"
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      />
      <Popover.Portal>
        <Popover.Content
          aria-label={t({ en: `Welcome tour: ${title.en}`, ko: `둘러보기: ${title.ko}` })}
          className="z-50 w-80 rounded-lg border border-line bg-panel p-4 text-ink shadow-xl outline-none"
          side={side}
          sideOffset={10}
          collisionPadding={12}
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            onward.current?.focus();
          }}
        >
          <div className="flex items-baseline justify-between gap-3">
            <h2 className="font-semibold">{t(title)}</h2>
            <span className="shrink-0 text-xs text-muted tabular-nums">
              {step + 1} / {TOUR_STEPS.length}
            </span>
          </div>
          <p className="mt-1.5 text-sm">{t(text)}</p>
          <div className="mt-3 flex items-center justify-between gap-2">
            {isLast ? (
              <span />
            ) : (
              <Button tone="quiet" className="-ml-3" onClick={end}>
                {t({ en: 'Skip the tour', ko: '건너뛰기' })}
              </Button>
            )}
            <div className="flex gap-2">
              {step > 0 && <Button onClick={() => go(step - 1)}>{t({ en: 'Back', ko: '이전' })}</Button>}
              <Button ref={onward} tone="primary" onClick={() => (isLast ? end() : go(step + 1))}>
                {isLast ? t({ en: 'Done', ko: '마치기' }) : t({ en: 'Next', ko: '다음' })}
              </Button>
            </div>
          </div>
          <Popover.Arrow className="fill-line" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Where an element with this `data-tour` is in the window. */
function useBox(anchor: string): DOMRect {
  const [box, setBox] = useState(() => new DOMRect());
  useLayoutEffect(() => {
    const element = document.querySelector(`[data-tour="${anchor}"]`);
    if (!element) return undefined;
    const measure = () => setBox(element.getBoundingClientRect());
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    watch.observe(document.body);
    measure();
    return () => watch.disconnect();
  }, [anchor]);
  return box;
}

import type { ReactNode } from 'react';
import { TRAINING_FACTOR } from '#shared/compile/cost';
import { formatFlops, formatSeconds } from '#shared/compile/preflight/format';
import {
  basisText,
  BASIS_WORDS,
  largestBatchText,
  NOT_MEASURED,
  partsText,
} from '#shared/compile/preflight/texts';
import { formatBytes } from '#shared/graph/bytes';
import type { Localized } from '#shared/graph/diagnostic';
import type { PreflightReport } from '#shared/protocol/preflight';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useInference } from '../state/project-store';
import { usePreflight } from './preflight-store';

/** Time, memory and size of a training, each with where it comes from. */
export function PreflightFacts({ report }: { report: PreflightReport }) {
  const t = useText();
  const isCurrent = usePreflight((state) => state.isCurrent);
  const { params, flops } = useInference();
  const { time, epochs, largestBatch, measuredBytes, memory, unmeasured } = report;
  return (
    <div className={isCurrent ? undefined : 'opacity-60'}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1 text-xs tabular-nums">
        <Fact name={{ en: 'An epoch', ko: '에포크 하나' }}>
          {time ? (
            <>
              <strong className="text-sm font-semibold">≈ {t(formatSeconds(time.epoch))}</strong>{' '}
              <span className="rounded-sm bg-accent-soft px-1 py-px text-[11px]" data-basis={time.basis}>
                {t(BASIS_WORDS[time.basis])}
              </span>
            </>
          ) : (
            t(NOT_MEASURED)
          )}
        </Fact>
        {time && (
          <>
            <Fact name={{ en: 'Of which', ko: '내역' }}>{t(partsText(time, report.stepsPerEpoch))}</Fact>
            <Fact name={{ en: `All ${epochs} epochs`, ko: `에포크 ${epochs}개 모두` }}>
              ≈ {t(formatSeconds(time.all))}
            </Fact>
          </>
        )}
        <Fact name={{ en: 'Memory', ko: '메모리' }}>
          {memory ? `≈ ${formatBytes(memory.total)}` : t(NOT_MEASURED)}
          {measuredBytes !== null && (
            <span className="text-muted">
              {' '}
              {t({
                en: `(${formatBytes(measuredBytes)} in the measured steps)`,
                ko: `(측정한 스텝에서 ${formatBytes(measuredBytes)})`,
              })}
            </span>
          )}
        </Fact>
        <Fact name={{ en: 'Largest batch', ko: '가장 큰 배치' }}>
          {largestBatch ? t(largestBatchText(largestBatch)) : t(NOT_MEASURED)}
        </Fact>
        <Fact name={{ en: 'Parameters', ko: '파라미터' }}>{formatCount(params)}</Fact>
        <Fact name={{ en: 'Operations', ko: '연산' }}>
          {t({
            en: `${formatFlops(flops)} a sample, about ${TRAINING_FACTOR} × in training`,
            ko: `샘플마다 ${formatFlops(flops)}, 학습에는 약 ${TRAINING_FACTOR}배`,
          })}
        </Fact>
      </dl>
      {time && <p className="mt-1.5 text-xs text-muted">{t(basisText(time, report.device.toUpperCase()))}</p>}
      {unmeasured && unmeasured.reason !== 'cancelled' && (
        <p className="mt-1.5 text-xs text-muted">{t(unmeasured.message)}</p>
      )}
    </div>
  );
}

const Fact = ({ name, children }: { name: Localized; children: ReactNode }) => (
  <>
    <dt className="text-muted">{useText()(name)}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);

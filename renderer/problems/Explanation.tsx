import type { Lint } from '#shared/compile/lint/definition';
import { type LintSource, writtenBy } from '#shared/compile/lint/sources';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { openLintExample } from './open-example';
import { silence } from './silence-actions';

/** What was asked for is seen, in a low panel too. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView?.({ block: 'nearest' });

const SMALL = 'h-7 px-2 text-xs';

/** Why a remark is made, where that can be read, an example of it, and the buttons that silence it. */
export function Explanation({ problem, lint }: { problem: Diagnostic; lint: Lint }) {
  const t = useText();
  return (
    <div ref={intoView} className="mt-2 border-t border-line pt-2 text-[13px] leading-relaxed text-ink">
      <p className="font-medium">{t(lint.title)}</p>
      <p className="mt-1 max-w-prose">{t(lint.why)}</p>
      <Source source={lint.source} />
      <div className="mt-2 flex flex-wrap gap-1.5">
        <Button icon="graduation-cap" className={SMALL} onClick={() => void openLintExample(lint)}>
          {t({ en: 'Show an example', ko: '예시 보기' })}
        </Button>
        {problem.severity !== 'error' && <SilenceButtons problem={problem} />}
      </div>
    </div>
  );
}

function SilenceButtons({ problem }: { problem: Diagnostic }) {
  const t = useText();
  return (
    <>
      {problem.nodeId !== undefined && (
        <Button icon="eye-off" tone="quiet" className={SMALL} onClick={() => silence(problem, 'block')}>
          {t({ en: 'Do not show for this block', ko: '이 블록에서 숨기기' })}
        </Button>
      )}
      <Button icon="eye-off" tone="quiet" className={SMALL} onClick={() => silence(problem, 'project')}>
        {t({ en: 'Do not show in this project', ko: '이 프로젝트에서 숨기기' })}
      </Button>
    </>
  );
}

function Source({ source }: { source: LintSource }) {
  const t = useText();
  const { title, url } = source;
  return (
    <p className="mt-1 text-xs text-muted">
      {writtenBy(source)},{' '}
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-baseline gap-1 text-accent underline underline-offset-2"
      >
        {title}
        <Icon name="external-link" size={11} className="shrink-0 self-center" />
      </a>
      {t(sectionOf(source))}
    </p>
  );
}

function sectionOf({ section }: LintSource): Localized {
  if (section === undefined) return { en: '', ko: '' };
  const isNumber = /^\d/.test(section);
  return isNumber
    ? { en: `, section ${section}`, ko: `, ${section}절` }
    : { en: `, “${section}”`, ko: `, “${section}”` };
}

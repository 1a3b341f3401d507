import { clsx } from 'clsx';
import { Fragment, useMemo } from 'react';
import { CODE_COLORS } from '../code/colors';
import { useText } from '../i18n/use-text';
import { copyText } from '../ui/copy-text';
import { Section } from './Section';
import { IconButton } from '../ui/IconButton';
import { pythonPieces } from './python-code';

/** Python to read and to take away. */
export function CodeBlock({ title, code }: { title: string; code: string }) {
  const t = useText();
  const pieces = useMemo(() => pythonPieces(code), [code]);
  return (
    <Section
      title={title}
      trailing={
        <IconButton
          icon="copy"
          size="small"
          label={t({ en: `Copy ${title} code`, ko: `${title} 코드 복사` })}
          onClick={() => void copyText(code, { en: `${title} code`, ko: `${title} 코드` })}
        />
      }
    >
      <pre className="overflow-x-auto rounded-md bg-canvas p-2 font-mono text-xs whitespace-pre-wrap break-words select-text">
        {pieces.map(({ text, kind }, i) => (
          <span key={i} className={clsx(kind !== undefined && CODE_COLORS[kind])}>
            {breakable(text)}
          </span>
        ))}
      </pre>
    </Section>
  );
}

/** Code may break behind a dot, a bracket or an underscore, before it breaks anywhere. */
const breakable = (text: string) =>
  text.split(/(?<=[.([_])/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));

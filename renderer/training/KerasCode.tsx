import { useText } from '../i18n/use-text';
import { CodeBlock } from '../inspector/CodeBlock';

/** Folded code that does the same in Keras; nothing without. */
export function KerasCode({ code }: { code: string | null }) {
  const t = useText();
  if (code === null) return null;
  return (
    <details className="pt-2">
      <summary className="cursor-pointer text-xs text-muted">
        {t({ en: 'The same in Keras', ko: 'Keras로 똑같이 하기' })}
      </summary>
      <CodeBlock title="Keras" code={code} />
    </details>
  );
}

import { useText } from '../i18n/use-text';
import { copyText } from '../ui/copy-text';
import { Section } from './Section';
import { IconButton } from '../ui/IconButton';

/** Code to read and to take away. */
export function CodeBlock({ title, code }: { title: string; code: string }) {
  const t = useText();
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
        {code}
      </pre>
    </Section>
  );
}

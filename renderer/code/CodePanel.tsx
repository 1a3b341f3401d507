import { useMemo } from 'react';
import { type CodeProgram, FRAMEWORKS, type Framework, programText } from '#shared/code/program';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { download, fileStem } from '../charts/download';
import { ProblemsButton } from '../problems/ProblemsButton';
import { useProject } from '../state/project-store';
import { useSettings } from '../state/settings-store';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy-text';
import { EmptyState } from '../ui/EmptyState';
import { Icon } from '../ui/Icon';
import { Segments } from '../ui/Segments';
import { CodeLines } from './CodeLines';
import { codeRows } from './code-rows';
import { useProgram } from './use-program';

/** The project as a whole program of Keras or PyTorch, as it is drawn. */
export function CodePanel() {
  const t = useText();
  const framework = useSettings((state) => state.codeFramework);
  const set = useSettings((state) => state.set);
  const program = useProgram(framework);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <Segments<Framework>
          label={t({ en: 'Framework', ko: '프레임워크' })}
          value={framework}
          onChange={(codeFramework) => set({ codeFramework })}
          options={(['keras', 'pytorch'] as const).map((id) => ({ id, label: FRAMEWORKS[id].label }))}
        />
        {program?.ok === true && <TakeAway framework={framework} program={program.value} />}
      </div>
      {program === null ? (
        <EmptyState icon="loader-circle">
          {t({ en: 'Waiting for the data …', ko: '데이터를 기다리는 중 …' })}
        </EmptyState>
      ) : program.ok ? (
        <Written framework={framework} program={program.value} />
      ) : (
        <Unwritten problems={program.diagnostics} />
      )}
    </div>
  );
}

interface WrittenProps {
  readonly framework: Framework;
  readonly program: CodeProgram;
}

/** Buttons that copy the program or save it. */
function TakeAway({ framework, program }: WrittenProps) {
  const t = useText();
  const name = useProject((state) => state.project.name);
  const { label } = FRAMEWORKS[framework];
  const text = () => programText(program);
  return (
    <div className="ml-auto flex gap-2">
      <Button
        icon="copy"
        className="h-7"
        onClick={() => void copyText(text(), { en: `the ${label} program`, ko: `${label} 프로그램` })}
      >
        {t({ en: 'Copy', ko: '복사' })}
      </Button>
      <Button
        icon="download"
        className="h-7"
        onClick={() =>
          download(`${fileStem(name)}-${framework}.py`, new Blob([text()], { type: 'text/x-python' }))
        }
      >
        {t({ en: 'Save as .py…', ko: '.py로 저장…' })}
      </Button>
    </div>
  );
}

function Written({ framework, program }: WrittenProps) {
  const t = useText();
  const rows = useMemo(() => codeRows(program), [program]);
  const { label } = FRAMEWORKS[framework];
  return (
    <>
      <Notes notes={program.notes} />
      <CodeLines label={t({ en: `${label} program`, ko: `${label} 프로그램` })} rows={rows} />
    </>
  );
}

/** What the framework does otherwise. */
function Notes({ notes }: { readonly notes: readonly Diagnostic[] }) {
  const t = useText();
  if (notes.length === 0) return null;
  return (
    <ul className="max-h-16 shrink-0 overflow-y-auto border-b border-line px-3 py-1 text-xs text-muted">
      {notes.map(({ code, message }, i) => (
        <li key={i} data-note={code} className="flex items-start gap-1.5">
          <Icon name="info" size={14} className="mt-px shrink-0" />
          {t(message)}
        </li>
      ))}
    </ul>
  );
}

function Unwritten({ problems }: { readonly problems: readonly Diagnostic[] }) {
  const t = useText();
  return (
    <EmptyState icon="circle-alert" action={<ProblemsButton />}>
      {problems[0] && t(problems[0].message)}{' '}
      {t({
        en: 'The program appears once this is mended.',
        ko: '이 문제를 고치면 프로그램이 나타납니다.',
      })}
    </EmptyState>
  );
}

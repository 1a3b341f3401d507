import { DATASETS } from '#shared/data/table';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { ProblemCard } from '../problems/ProblemCard';
import { isDataCancelled, readDataAgain } from '../session/follow-project';
import { useProblems, useProject } from '../state/project-store';
import { Button } from '../ui/Button';
import { DatasetFacts } from './DatasetFacts';
import { DatasetFields } from './DatasetFields';
import { chooseDataset } from './edit-data';
import { SampleGallery } from './SampleGallery';

/** What the network learns from: the dataset, its parameters, what it is, and its samples. */
export function DataPanel() {
  const t = useText();
  const dataset = useProject((state) => state.project.data.dataset);
  const info = useProject((state) => (state.info?.dataset === dataset ? state.info : null));
  const problem = useProject((state) => state.dataProblem);
  const definition = DATASETS[dataset];
  const options = Object.entries(DATASETS).map(([value, { label }]) => ({ value, label: t(label) }));
  // Problems of one parameter stand beside its field.
  const isOfField = problem?.param !== undefined && Object.hasOwn(definition?.params ?? {}, problem.param);
  return (
    <section aria-label={t({ en: 'Data', ko: '데이터' })} className="flex flex-col gap-3 px-3 py-2">
      <div>
        <label htmlFor="data-dataset" className="block pb-1 text-sm font-semibold">
          {t({ en: 'Dataset', ko: '데이터셋' })}
        </label>
        <SelectInput
          id="data-dataset"
          value={dataset}
          options={definition ? options : [...options, { value: dataset, label: dataset }]}
          onChange={chooseDataset}
        />
        {definition && <p className="pt-1 text-xs text-muted">{t(definition.summary)}</p>}
      </div>
      {problem && !isOfField && <ProblemCard problem={problem} />}
      {isDataCancelled(problem) && (
        <Button icon="rotate-ccw" className="self-start" onClick={readDataAgain}>
          {t({ en: 'Read the data', ko: '데이터 읽기' })}
        </Button>
      )}
      <Misfits />
      <div>
        <DatasetFields />
      </div>
      {info && <DatasetFacts info={info} />}
      {!problem && <SampleGallery />}
    </section>
  );
}

/** Where the drawing does not fit the data: another dataset has other shapes and classes. */
const MISFITS: ReadonlySet<string> = new Set(['input-shape-differs', 'head-does-not-fit']);

function Misfits() {
  const problems = useProblems().filter(({ code }) => MISFITS.has(code));
  return problems.map((problem) => (
    <ProblemCard key={`${problem.code} ${problem.nodeId}`} problem={problem} />
  ));
}

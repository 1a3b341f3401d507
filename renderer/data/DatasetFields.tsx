import type { DataConfig } from '#shared/data/config';
import { DATASETS } from '#shared/data/table';
import { FieldRow } from '../forms/FieldRow';
import { ParamField } from '../forms/ParamField';
import { SelectInput } from '../forms/SelectInput';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { ProblemCard } from '../problems/ProblemCard';
import { useProject } from '../state/project-store';
import { LIMIT, RESCALE, RESCALES, TARGETS } from './data-params';
import { editData } from './edit-data';

/** The dataset's own parameters, and how its samples and classes are given to the network. */
export function DatasetFields() {
  const { dataset, params, targets, limit } = useProject((state) => state.project.data);
  const specs = Object.entries(DATASETS[dataset]?.params ?? {});
  return (
    <>
      {specs.map(([name, spec]) => (
        <div key={name}>
          <ParamField
            id={`data-${name}`}
            spec={spec}
            value={params[name] ?? spec.default}
            onChange={(value) => editData(spec.label, { params: { ...params, [name]: value } }, name)}
          />
          <FieldProblem name={name} />
        </div>
      ))}
      <ParamField
        id="data-targets"
        spec={TARGETS}
        value={targets}
        onChange={(value) => editData(TARGETS.label, { targets: value as DataConfig['targets'] }, 'targets')}
      />
      <RescaleField />
      <ParamField
        id="data-limit"
        spec={LIMIT}
        value={limit}
        onChange={(value) => editData(LIMIT.label, { limit: value as number | null }, 'limit')}
      />
    </>
  );
}

/** What the engine says of this very parameter, e.g. of a file that cannot be read. */
function FieldProblem({ name }: { name: string }) {
  const problem = useProject(({ dataProblem }) => (dataProblem?.param === name ? dataProblem : null));
  return problem && <ProblemCard problem={problem} />;
}

function RescaleField() {
  const t = useText();
  const rescale = useProject((state) => state.project.data.rescale);
  const known = RESCALES.map(({ value, label }) => ({ value: String(value), label: t(label) }));
  const isKnown = RESCALES.some(({ value }) => value === rescale);
  return (
    <FieldRow id="data-rescale" label={t(RESCALE.label)} help={t(RESCALE.help)}>
      <SelectInput
        id="data-rescale"
        value={String(rescale)}
        options={
          isKnown ? known : [...known, { value: String(rescale), label: `× ${formatNumber(rescale)}` }]
        }
        onChange={(value) => editData(RESCALE.label, { rescale: Number(value) }, 'rescale')}
      />
    </FieldRow>
  );
}

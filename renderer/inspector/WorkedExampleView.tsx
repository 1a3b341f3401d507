import type { LayerDefinition } from '#shared/layers/definition';
import type { Nested, WorkedExample } from '#shared/layers/help';
import { plainNumber } from '#shared/layers/why/term';
import { writeValue } from '../forms/number-text';
import { useText } from '../i18n/use-text';
import { NumberGrid } from './NumberGrid';

/** A layer computed by hand: what comes in, its weights, what comes out, and the sums of some numbers of it. */
export function WorkedExampleView({ layer, example }: { layer: LayerDefinition; example: WorkedExample }) {
  const t = useText();
  const { params = {}, inputs, weights = {}, output, steps } = example;
  const settings = Object.entries(params).map(([key, value]) => {
    const spec = layer.params[key]!;
    return `${t(spec.label)} ${writeValue(spec, value)}`;
  });
  return (
    <div className="flex flex-col gap-2" data-worked={layer.type}>
      {settings.length > 0 && <p className="text-xs text-muted">{settings.join(' · ')}</p>}
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {inputs.map((numbers, i) => (
          <Named
            key={i}
            name={
              inputs.length === 1
                ? t({ en: 'input', ko: '입력' })
                : t({ en: `input ${i + 1}`, ko: `입력 ${i + 1}` })
            }
            numbers={numbers}
          />
        ))}
        {Object.entries(weights).map(([name, numbers]) => (
          <Named key={name} name={name} numbers={numbers} isCode />
        ))}
        <Named name={t({ en: 'output', ko: '출력' })} numbers={output} marked={steps.map(({ at }) => at)} />
      </div>
      <ul className="flex flex-col gap-1 text-xs">
        {steps.map(({ at, sum }) => (
          <li key={at.join()} className="font-mono break-words">
            <span className="rounded bg-accent-soft px-1">{`y[${at.join(', ')}]`}</span>
            {` = ${sum} = ${plainNumber(at.reduce<Nested>((part, i) => (part as readonly Nested[])[i]!, output) as number)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface NamedProps {
  readonly name: string;
  readonly numbers: Nested;
  readonly marked?: readonly (readonly number[])[];
  readonly isCode?: boolean;
}

const Named = ({ name, numbers, marked = [], isCode = false }: NamedProps) => (
  <div>
    <p className={isCode ? 'font-mono text-xs text-muted' : 'text-xs text-muted'}>{name}</p>
    <NumberGrid numbers={numbers} marked={marked} />
  </div>
);

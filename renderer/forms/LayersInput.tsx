import { DropdownMenu } from 'radix-ui';
import { expandGraph } from '#shared/graph/expand';
import { layerNames } from '#shared/train/probe';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { Icon } from '../ui/Icon';

interface LayersInputProps {
  readonly id: string;
  /** Names separated by commas; empty: all. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const ITEM =
  'flex h-8 items-center gap-2 rounded px-2 text-sm outline-none data-[highlighted]:bg-hover cursor-default';
const WITHOUT: ReadonlySet<string> = new Set(['Input', 'Output']);

/** Some of the drawing's layers, or all of them; names that the drawing has lost can be taken out. */
export function LayersInput({ id, value, onChange }: LayersInputProps) {
  const t = useText();
  const graph = useProject((state) => state.project.graph);
  const chosen = layerNames(value);
  const all = t({ en: 'All', ko: '모든 층' });
  const names = expandGraph(graph)
    .graph.nodes.filter(({ type }) => !WITHOUT.has(type))
    .map(({ name }) => name);
  const shown = [...new Set([...names, ...chosen])];
  const toggle = (name: string, isChosen: boolean) =>
    onChange(shown.filter((each) => (each === name ? isChosen : chosen.includes(each))).join(', '));
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button
          id={id}
          type="button"
          className="flex h-8 w-full min-w-0 items-center gap-1 rounded-md border border-line bg-raised px-2 text-sm"
          data-layers={value}
        >
          <span className="min-w-0 flex-1 truncate text-left">
            {chosen.length === 0 ? all : chosen.join(', ')}
          </span>
          <Icon name="chevron-down" size={14} />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="z-40 max-h-80 min-w-52 overflow-y-auto rounded-lg border border-line bg-panel p-1 text-ink shadow-xl"
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          <Choice name={all} isChosen={chosen.length === 0} onChange={() => onChange('')} />
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          {shown.map((name) => (
            <Choice
              key={name}
              name={name}
              isChosen={chosen.includes(name)}
              onChange={(isChosen) => toggle(name, isChosen)}
            />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

const Choice = ({ name, isChosen, onChange }: ChoiceProps) => (
  <DropdownMenu.CheckboxItem
    className={ITEM}
    checked={isChosen}
    onCheckedChange={onChange}
    // It stays open: one chooses several.
    onSelect={(event) => event.preventDefault()}
  >
    <span className="flex size-4 items-center justify-center rounded border border-line">
      <DropdownMenu.ItemIndicator>
        <Icon name="check" size={12} />
      </DropdownMenu.ItemIndicator>
    </span>
    {name}
  </DropdownMenu.CheckboxItem>
);

import { clsx } from 'clsx';
import { Tabs as Radix } from 'radix-ui';
import { memo, type ReactNode } from 'react';
import { Icon } from './Icon';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
  readonly icon?: string;
  readonly content: ReactNode;
}

interface TabsProps<Id extends string> {
  readonly tabs: readonly Tab<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly label: string;
  /** Stands at the right end of the tab row. */
  readonly trailing?: ReactNode;
  /** For many tabs in little room. */
  readonly isDense?: boolean;
}

/** More tabs than these have little room in a narrow window. */
const MANY = 4;

interface TriggerProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon: string | undefined;
  readonly isDense: boolean;
  readonly isCrowded: boolean;
}

/** It stays while contents change. */
const Trigger = memo(function Trigger({ id, label, icon, isDense, isCrowded }: TriggerProps) {
  return (
    <Radix.Trigger
      value={id}
      className={clsx(
        'flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted -outline-offset-2',
        'hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink',
        isDense
          ? 'grow justify-center px-1 text-xs [&:lang(en)]:text-[11.5px] [&:lang(en)]:tracking-tight'
          : 'px-2 text-sm',
        !isDense && isCrowded && '@max-[30rem]:px-1.5 @max-[30rem]:text-[13px] @max-[26rem]:px-1',
      )}
    >
      {icon !== undefined && (
        <Icon name={icon} size={14} className={clsx(isCrowded && '@max-[30rem]:hidden')} />
      )}
      {label}
    </Radix.Trigger>
  );
});

const Content = memo(function Content({ id, content }: Pick<Tab<string>, 'id' | 'content'>) {
  return (
    <Radix.Content value={id} className="min-h-0 flex-1 overflow-auto outline-none">
      {content}
    </Radix.Content>
  );
});

/** A row of tabs above their content, which fills the room that is left. */
export function Tabs<Id extends string>({
  tabs,
  value,
  onChange,
  label,
  trailing,
  isDense = false,
}: TabsProps<Id>) {
  // In little room many tabs go without their icons.
  const isCrowded = tabs.length > MANY;
  return (
    <Radix.Root
      value={value}
      onValueChange={(id) => onChange(id as Id)}
      className="flex h-full min-h-0 flex-col"
    >
      <div className="flex shrink-0 items-center border-b border-line bg-panel">
        <div className="@container min-w-0 flex-1">
          <Radix.List aria-label={label} className={clsx('flex overflow-x-auto', !isDense && 'px-1')}>
            {tabs.map(({ id, label: name, icon }) => (
              <Trigger key={id} {...{ id, label: name, icon, isDense, isCrowded }} />
            ))}
          </Radix.List>
        </div>
        {trailing}
      </div>
      {tabs.map(({ id, content }) => (
        <Content key={id} id={id} content={id === value ? content : null} />
      ))}
    </Radix.Root>
  );
}

import { type ReactNode, useState } from 'react';
import { keysOfCommand, type OwnKeys } from '#shared/commands/chords';
import type { CommandMenu, CommandSpec } from '#shared/commands/definition';
import { MENUS } from '#shared/commands/menus';
import { COMMANDS, type CommandId } from '#shared/commands/table';
import { useText } from '../i18n/use-text';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { SearchField } from '../ui/SearchField';
import { KeysInput } from './KeysInput';
import { hasOwnKeys, removeKeys, resetAllKeys, resetKeys } from './own-keys';
import { readKeys } from './read-keys';
import { showKeys } from './show-keys';

const commands: readonly CommandSpec[] = COMMANDS;

/** Every command with its keys, to be changed; found by name, or by pressing keys. */
export function KeysDialog() {
  const t = useText();
  const own = useSettings((state) => state.keys);
  const [query, setQuery] = useState('');
  const [pressed, setPressed] = useState<string | null>(null);
  const [taking, setTaking] = useState<CommandId | null>(null);
  const found = commands.filter((command) =>
    pressed === null ? isNamed(command, query) : keysOfCommand(command, own).includes(pressed),
  );
  return (
    <Dialog
      title={t({ en: 'Keyboard shortcuts', ko: '단축키' })}
      onClose={() => useUi.getState().open(null)}
      width="w-[44rem]"
    >
      <div className="flex h-[65vh] flex-col gap-3">
        <div className="flex items-center gap-2">
          <SearchField
            className="flex-1"
            label={t({ en: 'Search by name, or press a shortcut', ko: '이름으로 찾거나 단축키를 누르세요' })}
            value={pressed === null ? query : showKeys(pressed)}
            onChange={(text) => {
              setPressed(null);
              setQuery(text);
            }}
            onKeyDown={(event) => {
              const keys = readKeys(event.nativeEvent);
              if (keys === null || !isShortcut(keys)) return;
              event.preventDefault();
              setPressed(keys);
            }}
          />
          <Button icon="rotate-ccw" disabled={Object.keys(own).length === 0} onClick={resetAllKeys}>
            {t({ en: 'Reset all', ko: '모두 되돌리기' })}
          </Button>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto rounded-lg border border-line">
          {(Object.keys(MENUS) as CommandMenu[]).map((menu) => (
            <Menu key={menu} title={t(MENUS[menu])}>
              {found
                .filter((command) => command.menu === menu)
                .map((command) => (
                  <KeysRow
                    key={command.id}
                    command={command}
                    own={own}
                    isTaking={taking === command.id}
                    onTake={(isTaking) => setTaking(isTaking ? (command.id as CommandId) : null)}
                  />
                ))}
            </Menu>
          ))}
          {found.length === 0 && (
            <p className="p-8 text-center text-sm text-muted">
              {pressed === null
                ? t({ en: 'No command is called that.', ko: '그런 명령은 없습니다.' })
                : t({ en: 'No command has these keys.', ko: '이 키를 쓰는 명령이 없습니다.' })}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** Not what one types into a field. */
const isShortcut = (keys: string): boolean => /Mod\+|Alt\+/.test(keys) || /^(Shift\+)?F\d+$/.test(keys);

const isNamed = ({ label, menu }: CommandSpec, query: string): boolean => {
  const words = query.trim().toLowerCase().split(/\s+/);
  const text = [label.en, label.ko, MENUS[menu].en, MENUS[menu].ko].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
};

function Menu({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="sticky top-0 bg-panel px-3 py-1.5 text-xs font-medium text-muted">{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

interface KeysRowProps {
  readonly command: CommandSpec;
  readonly own: OwnKeys;
  readonly isTaking: boolean;
  readonly onTake: (isTaking: boolean) => void;
}

function KeysRow({ command, own, isTaking, onTake }: KeysRowProps) {
  const t = useText();
  const id = command.id as CommandId;
  const label = t(command.label);
  return (
    <li className="flex min-h-9 items-center gap-3 border-t border-line px-3 py-1 text-sm">
      <Icon name={command.icon} />
      <span className="flex-1">{label}</span>
      {isTaking ? (
        <KeysInput id={id} onDone={() => onTake(false)} />
      ) : (
        <span className="flex flex-wrap items-center justify-end gap-1.5">
          {keysOfCommand(command, own).map((keys) => (
            <span key={keys} className="flex items-center rounded border border-line bg-raised pl-1.5">
              <kbd className="font-sans text-xs">{showKeys(keys)}</kbd>
              <IconButton
                icon="x"
                size="small"
                label={t({
                  en: `Take ${showKeys(keys)} from “${label}”`,
                  ko: `‘${label}’에서 ${showKeys(keys)} 빼기`,
                })}
                onClick={() => removeKeys(id, keys)}
              />
            </span>
          ))}
          <IconButton
            icon="plus"
            size="small"
            label={t({ en: `Add keys for “${label}”`, ko: `‘${label}’에 단축키 추가` })}
            onClick={() => onTake(true)}
          />
          <IconButton
            icon="rotate-ccw"
            size="small"
            disabled={!hasOwnKeys(id)}
            label={t({ en: `Reset the keys of “${label}”`, ko: `‘${label}’ 단축키 되돌리기` })}
            onClick={() => resetKeys(id)}
          />
        </span>
      )}
    </li>
  );
}

import { Command } from 'cmdk';
import { flushSync } from 'react-dom';
import { MENUS } from '#shared/commands/menus';
import { useText } from '../i18n/use-text';
import { useKeysOf } from '../keys/show-keys';
import { useUi } from '../state/ui-store';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { useListSearch } from '../ui/use-list-search';
import { isCommandEnabled, runCommand } from './run-command';
import { searchCommands } from './search-commands';

/** Every command with its keys, found by typing in either language. */
export function CommandPalette() {
  const t = useText();
  const keysOf = useKeysOf();
  const { query, search, list } = useListSearch();
  const close = () => useUi.getState().open(null);
  return (
    <Dialog title={t({ en: 'Command palette', ko: '명령 팔레트' })} onClose={close} bare width="w-[34rem]">
      <Command label={t({ en: 'Commands', ko: '명령' })} loop shouldFilter={false}>
        <Command.Input
          value={query}
          onValueChange={search}
          placeholder={t({ en: 'What do you want to do?', ko: '무엇을 할까요?' })}
          className="h-12 w-full border-b border-line bg-transparent px-4 outline-none placeholder:text-muted"
        />
        <Command.List ref={list} className="h-80 overflow-auto p-1.5">
          <Command.Empty className="p-6 text-center text-sm text-muted">
            {t({ en: 'No command is called that.', ko: '그런 명령은 없습니다.' })}
          </Command.Empty>
          {searchCommands(query).map(({ id, icon, label, menu }) => (
            <Command.Item
              key={id}
              value={id}
              disabled={!isCommandEnabled(id)}
              className="flex h-9 items-center gap-3 rounded-md px-2.5 text-sm data-[disabled=true]:opacity-40 data-[selected=true]:bg-hover"
              onSelect={() => {
                // What the command gives the keys to must not lie beneath a dialog.
                flushSync(close);
                runCommand(id);
              }}
            >
              <Icon name={icon} />
              <span className="flex-1">{t(label)}</span>
              <span className="text-xs text-muted">{t(MENUS[menu])}</span>
              <kbd className="w-28 text-right font-sans text-xs text-muted">{keysOf(id)}</kbd>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

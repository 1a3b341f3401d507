import { DropdownMenu } from 'radix-ui';
import type { CommandMenu, CommandSpec } from '#shared/commands/definition';
import { COMMANDS, type CommandId } from '#shared/commands/table';
import { MENUS } from '#shared/commands/menus';
import { isCommandEnabled, runCommand } from '../commands/run-command';
import { useText } from '../i18n/use-text';
import { useKeysOf } from '../keys/show-keys';
import { Icon } from '../ui/Icon';

const ITEM =
  'flex h-8 items-center gap-2 rounded px-2 text-sm outline-none data-[disabled]:opacity-40 data-[highlighted]:bg-hover';
const PANEL =
  'z-40 min-w-60 rounded-lg border border-line bg-panel p-1 text-ink shadow-xl max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto';

/** Every command of the table, by menu. */
export function MainMenu() {
  const t = useText();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          className="flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-hover"
          aria-label={t({ en: 'Menu', ko: '메뉴' })}
        >
          <Icon name="menu" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={PANEL} align="start" sideOffset={6} collisionPadding={8}>
          {(Object.keys(MENUS) as CommandMenu[]).map((menu) => (
            <DropdownMenu.Sub key={menu}>
              <DropdownMenu.SubTrigger className={ITEM}>
                <span className="flex-1">{t(MENUS[menu])}</span>
                <Icon name="chevron-right" size={14} />
              </DropdownMenu.SubTrigger>
              <DropdownMenu.Portal>
                <DropdownMenu.SubContent className={PANEL} sideOffset={4} collisionPadding={8}>
                  <MenuItems menu={menu} />
                </DropdownMenu.SubContent>
              </DropdownMenu.Portal>
            </DropdownMenu.Sub>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuItems({ menu }: { menu: CommandMenu }) {
  const t = useText();
  const keysOf = useKeysOf();
  const commands: readonly CommandSpec[] = COMMANDS.filter((command) => command.menu === menu);
  return commands.map((command) => {
    const id = command.id as CommandId;
    return (
      <div key={id}>
        {command.section && <DropdownMenu.Separator className="my-1 h-px bg-line" />}
        <DropdownMenu.Item className={ITEM} disabled={!isCommandEnabled(id)} onSelect={() => runCommand(id)}>
          <Icon name={command.icon} />
          <span className="flex-1">{t(command.label)}</span>
          <kbd className="pl-4 font-sans text-xs text-muted">{keysOf(id)}</kbd>
        </DropdownMenu.Item>
      </div>
    );
  });
}

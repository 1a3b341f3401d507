import { useEffect, useRef, useState } from 'react';
import { refusalOf } from '#shared/commands/chords';
import { commandOf, type CommandId } from '#shared/commands/table';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { addKeys, commandWith } from './own-keys';
import { readKeys } from './read-keys';
import { showKeys } from './show-keys';

interface KeysInputProps {
  readonly id: CommandId;
  readonly onDone: () => void;
}

/** Takes the next keys that are pressed for a command; asks where another one has them. */
export function KeysInput({ id, onDone }: KeysInputProps) {
  const t = useText();
  const [pressed, setPressed] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const refusal = pressed === null ? null : refusalOf(pressed);
  const holder = pressed === null || refusal ? null : commandWith(pressed);
  const take = (keys: string) => {
    addKeys(id, keys);
    onDone();
  };
  const onKeys = (keys: string) => {
    setPressed(keys);
    if (refusalOf(keys)) return;
    const other = commandWith(keys);
    if (other === null) take(keys);
    else if (other === id) onDone();
  };
  return (
    <div className="flex flex-col gap-2 py-1">
      <input
        aria-label={t({
          en: `New keys for ${t(commandOf(id).label)}`,
          ko: `새 단축키: ${t(commandOf(id).label)}`,
        })}
        ref={input}
        readOnly
        value={pressed === null ? '' : showKeys(pressed)}
        placeholder={t({ en: 'Press the keys (Esc: leave it)', ko: '키를 누르세요 (Esc: 그만두기)' })}
        className="h-8 w-64 rounded-md border border-accent bg-panel px-2 text-sm outline-none placeholder:text-muted"
        onBlur={(event) => {
          if (!event.relatedTarget) onDone();
        }}
        onKeyDown={(event) => {
          // Tab leads on to the buttons.
          if (event.key === 'Tab' && !event.ctrlKey) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') return onDone();
          const keys = readKeys(event.nativeEvent);
          if (keys !== null) onKeys(keys);
        }}
      />
      {refusal && <p className="text-xs text-danger">{t(refusal)}</p>}
      {holder && holder !== id && (
        <output className="flex items-center gap-2 text-xs">
          <span>
            {t({
              en: `${showKeys(pressed!)} is “${commandOf(holder).label.en}”.`,
              ko: `${showKeys(pressed!)}: 지금은 ‘${commandOf(holder).label.ko}’ 단축키입니다.`,
            })}
          </span>
          <Button onClick={() => take(pressed!)}>
            {t({ en: 'Use it here instead', ko: '여기로 옮기기' })}
          </Button>
          <Button onClick={onDone}>{t({ en: 'Cancel', ko: '취소' })}</Button>
        </output>
      )}
    </div>
  );
}

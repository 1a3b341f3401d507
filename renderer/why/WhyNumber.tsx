import { clsx } from 'clsx';
import { Popover } from 'radix-ui';
import { type ReactNode, type RefObject, useContext, useRef, useState } from 'react';
import { useText } from '../i18n/use-text';
import { PortalContainer } from '../ui/portal-container';
import type { Quantity } from './answer';
import { WhyAnswer } from './WhyAnswer';

interface WhyNumberProps {
  readonly quantity: Quantity;
  /** The block whose number it is; absent for the whole network. */
  readonly nodeId?: string | undefined;
  /** The number as it stands there. */
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** Its tooltip; absent: that the number can be asked about. */
  readonly title?: string;
  /** −1 where there are many of them and another place has the same number for the keyboard. */
  readonly tabIndex?: number;
}

const HINTS = {
  shape: { en: 'Where this shape comes from', ko: '이 모양이 나온 식' },
  params: { en: 'Where this number of parameters comes from', ko: '이 파라미터 수가 나온 식' },
  flops: { en: 'Where this number of operations comes from', ko: '이 연산 수가 나온 식' },
  memory: { en: 'Where this amount of memory comes from', ko: '이 메모리 양이 나온 식' },
} as const;

/** A number that can say why it is that number: a button that opens its rule, with its own numbers filled in. */
export function WhyNumber({ quantity, nodeId, children, className, title, tabIndex }: WhyNumberProps) {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        title={title ?? t(HINTS[quantity])}
        data-why={quantity}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        tabIndex={tabIndex}
        className={clsx(
          'cursor-help rounded-sm tabular-nums decoration-dotted underline-offset-4 hover:underline aria-expanded:underline',
          className,
        )}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {/* Only while it is open: there may be hundreds of numbers. */}
      {isOpen && <WhyPopover {...{ quantity, nodeId, button }} onClose={() => setOpen(false)} />}
    </>
  );
}

interface WhyPopoverProps {
  readonly quantity: Quantity;
  readonly nodeId: string | undefined;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

function WhyPopover({ quantity, nodeId, button, onClose }: WhyPopoverProps) {
  const t = useText();
  const container = useContext(PortalContainer);
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={button} />
      <Popover.Portal container={container}>
        <Popover.Content
          side="left"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t(HINTS[quantity])}
          className="z-50 max-h-[var(--radix-popover-content-available-height)] w-[26rem] max-w-[94vw] overflow-auto rounded-lg border border-line bg-panel p-4 text-ink shadow-2xl outline-none"
          onInteractOutside={(event) => {
            // The button closes it by itself.
            if (button.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={() => button.current?.focus()}
        >
          <WhyAnswer quantity={quantity} nodeId={nodeId} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

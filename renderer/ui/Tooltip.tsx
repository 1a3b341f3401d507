import { Tooltip as Radix } from 'radix-ui';
import { type ReactNode, useContext } from 'react';
import { PortalContainer } from './portal-container';

interface TooltipProps {
  readonly text: ReactNode;
  /** Keys that do the same; none where it is empty. */
  readonly keys?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactNode;
}

/** A short text beside the pointer or the focus. Wraps one element that takes a ref. */
export function Tooltip({ text, keys = '', side = 'top', children }: TooltipProps) {
  const container = useContext(PortalContainer);
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-md bg-tooltip px-2 py-1 text-xs text-on-tooltip shadow-lg"
        >
          {text}
          {keys !== '' && ` (${keys})`}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Around the whole app, once. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={400} skipDelayDuration={200}>
    {children}
  </Radix.Provider>
);

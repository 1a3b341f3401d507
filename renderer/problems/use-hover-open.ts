import { useEffect, useRef, useState } from 'react';

const OPEN_MS = 300;
const CLOSE_MS = 250;

/** Opens what lies under the pointer after a moment and closes it a moment after the pointer has left both; a click or a key opens it at once. */
export function useHoverOpen() {
  const [isOpen, setOpen] = useState(false);
  /** Whether the pointer opened it: then the focus stays where it is. */
  const [isHovered, setHovered] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (open: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => {
        setOpen(open);
        setHovered(open);
      },
      open ? OPEN_MS : CLOSE_MS,
    );
  };
  return {
    isOpen,
    isHovered,
    set: (open: boolean) => {
      clearTimeout(timer.current);
      setOpen(open);
      setHovered(false);
    },
    pointer: {
      onPointerEnter: () => later(true),
      onPointerLeave: () => later(false),
    },
  };
}

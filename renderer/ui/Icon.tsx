import { memo } from 'react';
import { ICONS } from './icons';

interface IconProps {
  readonly name: string;
  readonly size?: number;
  readonly className?: string;
}

/** A lucide icon by name, in the colour of the text around it. Decorative: the words beside it carry the meaning. */
export const Icon = memo(function Icon({ name, size = 16, className }: IconProps) {
  const Drawing = ICONS[name] ?? ICONS['circle-help']!;
  return <Drawing size={size} className={className} aria-hidden strokeWidth={1.75} />;
});

import { ICONS } from './icons';

/** A lucide icon by name, in the colour of the text around it. Decorative: the words beside it carry the meaning. */
export function Icon({ name, size = 16, className }: { name: string; size?: number; className?: string }) {
  const Drawing = ICONS[name] ?? ICONS['circle-help']!;
  return <Drawing size={size} className={className} aria-hidden strokeWidth={1.75} />;
}

import { clsx } from 'clsx';

interface ProgressBarProps {
  readonly label: string;
  /** 0 … 1; null while nobody knows. */
  readonly share: number | null;
  readonly className?: string;
}

/** How far something is. */
export const ProgressBar = ({ label, share, className }: ProgressBarProps) => (
  <progress
    aria-label={label}
    className={clsx(
      'h-1.5 appearance-none overflow-hidden rounded-full bg-hover',
      '[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent',
      share === null && 'animate-pulse [&::-webkit-progress-bar]:bg-accent/50!',
      className,
    )}
    {...(share !== null && { value: share })}
  />
);

import { Switch as Radix } from 'radix-ui';

/** On or off, at once. */
export function Switch({
  id,
  value,
  onChange,
  label,
}: {
  id: string;
  value: boolean;
  onChange: (value: boolean) => void;
  /** Where no `<label>` names it. */
  label?: string;
}) {
  return (
    <Radix.Root
      id={id}
      checked={value}
      onCheckedChange={onChange}
      aria-label={label}
      className="h-5 w-9 rounded-full border border-line bg-hover data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-4 translate-x-0.5 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}

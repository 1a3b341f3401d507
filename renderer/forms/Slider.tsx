import { Slider as Radix } from 'radix-ui';
import { beginGesture, endGesture } from '../state/gesture';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number within narrow bounds by dragging; all of one drag is one step of undo, however long it takes. */
export function Slider({ label, value, min, max, step, disabled = false, onChange }: SliderProps) {
  return (
    <Radix.Root
      className="relative flex h-8 w-full min-w-0 touch-none items-center select-none data-[disabled]:opacity-50"
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onPointerDown={beginGesture}
      onLostPointerCapture={endGesture}
      onValueChange={([next]) => onChange(Number(next!.toPrecision(12)))}
    >
      <Radix.Track className="relative h-1 flex-1 rounded-full bg-line">
        <Radix.Range className="absolute h-full rounded-full bg-accent" />
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        className="block size-3.5 rounded-full border-2 border-accent bg-raised hover:bg-accent-soft"
      />
    </Radix.Root>
  );
}

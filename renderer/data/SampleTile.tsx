import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text';
import { showPainted } from '../views/show-painted';
import { pictureOf, pictureShape, type SamplePage } from './samples';

interface SampleTileProps {
  readonly page: SamplePage;
  /** Within the page. */
  readonly index: number;
  readonly className: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** One sample as a small picture with its class below; a click shows it in the network. */
export function SampleTile({ page, index, className, isChosen, onChoose }: SampleTileProps) {
  const t = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const [height, width, channels] = pictureShape(page.shape);
    const size = height * width * channels;
    const values = page.values.subarray(index * size, (index + 1) * size);
    showPainted(canvas.current!, { width, height }, (context) =>
      context.putImageData(new ImageData(pictureOf(values, page.shape), width, height), 0, 0),
    );
  }, [page, index]);
  const number = page.offset + index;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-label={t({
        en: `Sample ${number}, class ${className}`,
        ko: `샘플 ${number}, 클래스 ${className}`,
      })}
      className={clsx(
        'flex flex-col items-center rounded-md border p-0.5 hover:bg-hover',
        isChosen ? 'border-accent bg-accent-soft' : 'border-transparent',
      )}
      onClick={onChoose}
    >
      <canvas
        ref={canvas}
        className="aspect-square w-full rounded-xs object-contain [image-rendering:pixelated]"
      />
      <span className="max-w-full truncate text-xs tabular-nums">{className}</span>
    </button>
  );
}

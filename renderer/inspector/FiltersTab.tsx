import { useCallback, useId, useState } from 'react';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { formatCount } from '#shared/graph/count';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { type LiveFrame, useLive } from '../state/live-store';
import { useGraph } from '../state/project-store';
import { useSettings } from '../state/settings-store';
import { type FilterChannel, filterPicture } from '../views/numbers';
import { OpenedPicture } from '../views/OpenedPicture';
import { paintRgbFilters, paintTiles } from '../views/paint-tiles';
import type { TileGrid } from '../views/tile-grid';
import { TilePicker } from '../views/TilePicker';
import { useInspected } from '../views/use-inspected';
import { MOST_TILES } from './limits';
import { ViewNote } from './ViewNote';
import type { PaintContext } from '../views/show-painted';

interface FiltersTabProps {
  readonly node: GraphNode;
  /** In Keras's order. */
  readonly kernel: Shape;
}

/** All filters of a convolution for one input channel (or in colour), and one of them large with its numbers. */
export function FiltersTab({ node, kernel }: FiltersTabProps) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const [height, width, inputs, filters] = inputsFirst(node, kernel);
  const nameOfWeight = node.type === 'SeparableConv2D' ? 'depthwise_kernel' : 'kernel';
  const [opened, setOpened] = useState(0);
  const isFirst = seesSamples(useGraph(), node.id);
  const isColor = isFirst && inputs === 3;
  const [chosen, setChannel] = useState<FilterChannel>(isColor ? 'rgb' : 0);
  // The drawing may have lost channels and filters since they were chosen.
  const channel = chosen === 'rgb' ? (isColor ? 'rgb' : 0) : Math.min(chosen, inputs - 1);
  const count = Math.min(filters, MOST_TILES);
  const index = Math.min(opened, count - 1);
  useInspected(node.id, 'filters', channel === 'rgb' ? 0 : channel);

  const paint = useCallback(
    (context: PaintContext, frame: LiveFrame | null, grid: TileGrid) =>
      channel === 'rgb'
        ? paintRgbFilters(context, frame, grid, count)
        : paintTiles(context, frame, grid, { count, colors: 'diverging', theme }),
    [channel, count, theme],
  );
  const pictureOf = useCallback(
    (frame: LiveFrame | null) => filterPicture(frame, index, channel),
    [index, channel],
  );
  const nameOf = (filter: number) => t({ en: `Filter ${filter}`, ko: `필터 ${filter}` });

  return (
    <div className="flex flex-col gap-2 p-3">
      <ViewNote />
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-2 gap-y-1">
        <span className="text-sm whitespace-nowrap tabular-nums">
          {t({
            en: `${formatCount(filters)} filters of ${height} × ${width}`,
            ko: `${height} × ${width} 필터 ${formatCount(filters)}개`,
          })}
        </span>
        {inputs > 1 && (
          <ChannelSelect inputs={inputs} isColor={isColor} value={channel} onChange={setChannel} />
        )}
      </div>
      <TilePicker
        label={t({ en: `Filters of ${node.name}`, ko: `${node.name}의 필터` })}
        nameOf={nameOf}
        count={count}
        tile={{ width, height }}
        value={index}
        onChange={setOpened}
        paint={paint}
      />
      <HeldCount count={filters} />
      <OpenedPicture
        label={nameOf(index)}
        cells={{ width, height }}
        colors={channel === 'rgb' ? 'grey' : 'diverging'}
        pictureOf={pictureOf}
        address={(row, column) =>
          channel === 'rgb'
            ? `kernel[${row},${column},:,${index}]`
            : `${nameOfWeight}[${row}, ${column}, ${place(node, channel, index)}]`
        }
      />
    </div>
  );
}

/** [height, width, in, out]; Keras has the last two the other way round in Conv2DTranspose. */
function inputsFirst({ type }: GraphNode, kernel: Shape): readonly [number, number, number, number] {
  const [height, width, third, fourth] = kernel as [number, number, number, number];
  return type === 'Conv2DTranspose' ? [height, width, fourth, third] : [height, width, third, fourth];
}

const place = ({ type }: GraphNode, channel: number, filter: number): string =>
  type === 'Conv2DTranspose' ? `${filter}, ${channel}` : `${channel}, ${filter}`;

/** Whether the channels that a block reads are those of the samples. */
function seesSamples({ nodes, edges }: GraphDoc, nodeId: string): boolean {
  const source = edges.find(({ target }) => target === nodeId)?.source;
  return nodes.find(({ id }) => id === source)?.type === 'Input';
}

interface ChannelSelectProps {
  readonly inputs: number;
  /** The channels are red, green and blue. */
  readonly isColor: boolean;
  readonly value: FilterChannel;
  readonly onChange: (channel: FilterChannel) => void;
}

function ChannelSelect({ inputs, isColor, value, onChange }: ChannelSelectProps) {
  const t = useText();
  const id = useId();
  const channels = Array.from({ length: inputs }, (_, channel) => ({
    value: String(channel),
    label: String(channel),
  }));
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-xs whitespace-nowrap text-muted">
        {t({ en: 'Input channel', ko: '입력 채널' })}
      </label>
      <div className="w-16">
        <SelectInput
          id={id}
          value={String(value)}
          options={isColor ? [{ value: 'rgb', label: 'RGB' }, ...channels] : channels}
          onChange={(next) => onChange(next === 'rgb' ? 'rgb' : Number(next))}
        />
      </div>
    </div>
  );
}

/** Says so where a frame cannot hold all filters. */
function HeldCount({ count }: { count: number }) {
  const t = useText();
  const held = useLive((state) => state.inspect?.tensors['tiles']?.shape[0]);
  if (held === undefined || held >= count) return null;
  return (
    <p className="text-xs text-muted">
      {t({
        en: `Too many to be sent at once: the first ${formatCount(held)} of ${formatCount(count)}.`,
        ko: `한꺼번에 보내기에는 많아 ${formatCount(count)}개 가운데 처음 ${formatCount(held)}개를 보여 줍니다.`,
      })}
    </p>
  );
}

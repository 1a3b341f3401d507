import { useCallback, useState } from 'react';
import type { GraphNode } from '#shared/graph/document';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import type { LiveFrame } from '../state/live-store';
import { useSettings } from '../state/settings-store';
import type { ColormapName } from '../views/colormap';
import { FlatValues } from '../views/FlatValues';
import { mapPicture } from '../views/numbers';
import { OpenedPicture } from '../views/OpenedPicture';
import { paintTiles } from '../views/paint-tiles';
import { SamplePicker } from '../views/SamplePicker';
import type { TileGrid } from '../views/tile-grid';
import { TilePicker } from '../views/TilePicker';
import { useInspected } from '../views/use-inspected';
import { MOST_TILES } from './limits';
import { ViewNote } from './ViewNote';
import type { PaintContext } from '../views/show-painted';

interface MapsTabProps {
  readonly node: GraphNode;
  /** Output shape. */
  readonly shape: Shape;
}

/** What a block makes of the chosen sample: all feature maps and one of them large, or the values of a flat output. */
export function MapsTab({ node, shape }: MapsTabProps) {
  return (
    <div className="flex flex-col gap-3 p-3">
      <SamplePicker />
      <ViewNote />
      {shape.length === 3 ? (
        <Maps node={node} shape={shape} />
      ) : (
        <Activations node={node} count={sizeOf(shape)} />
      )}
    </div>
  );
}

function Maps({ node, shape }: MapsTabProps) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const [height, width, channels] = shape as [number, number, number];
  const [opened, setOpened] = useState(0);
  const count = Math.min(channels, MOST_TILES);
  const index = Math.min(opened, count - 1);
  const colors: ColormapName = node.type === 'Input' ? 'grey' : 'viridis';
  useInspected(node.id, 'maps', index);

  const paint = useCallback(
    (context: PaintContext, frame: LiveFrame | null, grid: TileGrid) =>
      paintTiles(context, frame, grid, { count, colors, theme }),
    [count, colors, theme],
  );
  const pictureOf = useCallback((frame: LiveFrame | null) => mapPicture(frame, index), [index]);
  const nameOf = (map: number) => t({ en: `Map ${map}`, ko: `특징 맵 ${map}` });

  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm tabular-nums">
        {t({
          en: `${formatCount(channels)} ${channels === 1 ? 'map' : 'maps'} of ${height} × ${width}`,
          ko: `${height} × ${width} 특징 맵 ${formatCount(channels)}개`,
        })}
      </p>
      <TilePicker
        label={t({ en: `Feature maps of ${node.name}`, ko: `${node.name}의 특징 맵` })}
        nameOf={nameOf}
        count={count}
        tile={{ width, height }}
        value={index}
        onChange={setOpened}
        paint={paint}
      />
      <OpenedPicture
        label={nameOf(index)}
        cells={{ width, height }}
        colors={colors}
        pictureOf={pictureOf}
        address={(row, column) => `y[${row}, ${column}, ${index}]`}
      />
    </div>
  );
}

function Activations({ node, count }: { node: GraphNode; count: number }) {
  const t = useText();
  useInspected(node.id, 'maps', 0);
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm tabular-nums">
        {t({
          en: `${formatCount(count)} ${count === 1 ? 'activation' : 'activations'}`,
          ko: `활성값 ${formatCount(count)}개`,
        })}
      </p>
      <FlatValues
        label={t({ en: `Activations of ${node.name}`, ko: `${node.name}의 활성값` })}
        count={count}
      />
    </div>
  );
}

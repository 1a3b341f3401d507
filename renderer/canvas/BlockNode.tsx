import { Handle, type NodeProps, Position } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo, useDeferredValue } from 'react';
import { FIND_LOOKS, useFindMark } from '../find/find-store';
import { useText } from '../i18n/use-text';
import { CostBar } from '../preflight/CostBar';
import { Icon } from '../ui/Icon';
import { Thumbnail } from '../views/Thumbnail';
import { WhyNumber } from '../why/WhyNumber';
import { BlockName } from './BlockName';
import { useIsWhole } from './afar/whole-blocks';
import type { BlockData } from './block-data';
import { describeBlock } from './block-description';
import { BlockState } from './BlockState';
import { formatLarge, kindText } from './block-texts';
import { useBlock } from './flow-store';
import { type BlockFlowNode, descriptionId } from './flow-adapter';
import { useInteraction } from './interaction-store';
import { PORT, portY } from './wire-route';

/** Room for the live picture. */
const PICTURE = { width: 174, height: 68 } as const;

type NodeOf = Pick<NodeProps<BlockFlowNode>, 'id' | 'selected'>;

/** A layer on the canvas. It draws again only when what it shows changes, not when it or others move. */
export const BlockNode = memo(
  function BlockNode({ id, selected }: NodeOf) {
    return useIsWhole(id) ? <WholeBlock {...{ id, selected }} /> : <Tile id={id} />;
  },
  (before, now) => before.id === now.id && before.selected === now.selected,
);

/** What is part of the page where a block is only drawn (`AfarLayer`). After an edit it follows when what one sees is up to date. */
function Tile({ id }: { id: string }) {
  const data = useDeferredValue(useBlock(id));
  return data && <TileParts id={id} data={data} />;
}

/** The place of a block, those of its ports, and signs of its state. */
const TileParts = memo(function TileParts({ id, data }: Part & { id: string }) {
  return (
    <div
      data-tile
      data-state={isWrong(data.problem) ? data.problem.severity : 'ok'}
      title={data.name}
      className={clsx(
        'flex size-full items-end justify-center gap-2 pb-2',
        !data.bypassed && 'group-data-[distance=tile]/canvas:[&_svg]:text-white',
      )}
    >
      {(data.problem || data.frozen || data.bypassed) && <BlockState data={data} />}
      <PortPlaces names={data.inputs} side="in" />
      <PortPlaces names={data.outputs} side="out" />
      <Description id={id} data={data} />
    </div>
  );
});

/** For those who do not see the block. */
const Description = ({ id, data }: Part & { id: string }) => (
  <span id={descriptionId(id)} hidden>
    {useText()(describeBlock(data))}
  </span>
);

interface PortsProps {
  readonly names: readonly string[];
  readonly side: 'in' | 'out';
}

/** Where React Flow finds the ends of wires. */
const PortPlaces = ({ names, side }: PortsProps) =>
  names.map((name, i) => (
    <span
      key={name}
      data-handleid={name}
      data-handlepos={SIDES[side].position}
      className={clsx(SIDES[side].type, 'invisible absolute size-3')}
      style={{ top: portY(i, names.length) - PORT / 2, [SIDES[side].position]: -PORT / 2 }}
    />
  ));

function WholeBlock({ id, selected }: NodeOf) {
  const data = useBlock(id);
  const isRefused = useInteraction((state) => state.connecting?.refused.has(id) === true);
  const isAimed = useInteraction((state) => state.aimed === id);
  const mark = useFindMark(id);
  if (!data) return null;
  const { problem, bypassed, color } = data;
  return (
    <>
      <div
        data-state={isWrong(problem) ? problem.severity : 'ok'}
        data-find={mark}
        className={clsx(
          'relative flex size-full flex-col rounded-lg border bg-raised shadow-sm transition-[opacity,box-shadow] group-data-[distance=tile]/canvas:shadow-none',
          isWrong(problem) ? BORDERS[problem.severity] : bypassed ? 'border-muted' : 'border-line',
          bypassed && 'border-dashed',
          mark === 'none' && (selected || isAimed) && RING,
          FIND_LOOKS[mark],
          isRefused && 'cursor-not-allowed opacity-40',
        )}
      >
        <div
          className="h-1 shrink-0 rounded-t-[7px] group-data-[distance=far]/canvas:h-2.5 group-data-[distance=middle]/canvas:h-1.5"
          style={{ background: data.frozen ? hatched(color) : color }}
        />
        <Header id={id} data={data} />
        <Body id={id} data={data} />
        <Footer id={id} data={data} />
        <CostBar nodeId={id} />
        <Description id={id} data={data} />
      </div>
      <Ports names={data.inputs} side="in" />
      <Ports names={data.outputs} side="out" />
    </>
  );
}

/** Wider from afar, where it would be too thin to be seen. */
const RING =
  'ring-2 ring-accent group-data-[distance=far]/canvas:ring-4 group-data-[distance=tile]/canvas:ring-[10px]';

/** The stripe of a block whose weights stay as they are. */
const hatched = (color: string): string =>
  `repeating-linear-gradient(135deg, ${color} 0 6px, transparent 6px 9px)`;

const BORDERS = { error: 'border-2 border-danger', warning: 'border-warning' } as const;

type Problem = NonNullable<BlockData['problem']>;

/** A hint has its sign, but nothing is wrong with the block. */
const isWrong = (problem: Problem | null): problem is Problem & { severity: keyof typeof BORDERS } =>
  problem !== null && problem.severity !== 'hint';

type Part = { readonly data: BlockData };

const Header = ({ id, data }: Part & { id: string }) => (
  <div className={clsx('px-2 pt-1', data.bypassed && 'text-muted')}>
    <div className="flex h-5 items-center gap-1.5 text-[13px] font-medium group-data-[distance=far]/canvas:h-auto group-data-[distance=far]/canvas:items-start group-data-[distance=far]/canvas:text-[24px] group-data-[distance=far]/canvas:leading-[28px] group-data-[distance=middle]/canvas:h-7 group-data-[distance=middle]/canvas:text-[18px]">
      <span style={{ color: data.color }}>
        <Icon
          name={data.icon}
          size={14}
          className="group-data-[distance=far]/canvas:mt-0.5 group-data-[distance=far]/canvas:size-6 group-data-[distance=middle]/canvas:size-4.5"
        />
      </span>
      <BlockName nodeId={id} name={data.name} />
      <span className="contents group-data-[distance=far]/canvas:absolute group-data-[distance=far]/canvas:right-2 group-data-[distance=far]/canvas:bottom-12 group-data-[distance=far]/canvas:flex group-data-[distance=far]/canvas:gap-2">
        <BlockState data={data} />
      </span>
    </div>
    <Details type={data.type} badge={data.badge} />
  </div>
);

function Details({ type, badge }: { type: string; badge: string }) {
  const text = kindText({ type, badge }, useText());
  return (
    <p
      className={clsx(
        'h-4 text-[11px] text-muted group-data-[distance=far]/canvas:hidden group-data-[distance=middle]/canvas:hidden',
        cutIfLong(text, 26),
      )}
    >
      {text}
    </p>
  );
}

/** Cuts a text off that may be too long. Only such: what cuts it is kept apart by the browser, in every frame. */
const cutIfLong = (text: string, most: number): string =>
  text.length > most ? 'truncate' : 'whitespace-nowrap';

/** The live picture; where there is nothing to compute, the reason. */
function Body({ id, data: { problem, shape, bypassed } }: Part & { id: string }) {
  const t = useText();
  if (shape === null) {
    const reason = t(problem?.message ?? WAITING);
    return (
      <p
        className={clsx(
          'mx-2 mt-1 line-clamp-4 flex-1 text-[11px] leading-4 group-data-[distance=far]/canvas:hidden group-data-[distance=middle]/canvas:line-clamp-3 group-data-[distance=middle]/canvas:text-[15px] group-data-[distance=middle]/canvas:leading-5',
          TONES[problem?.severity ?? 'none'],
        )}
        title={reason}
      >
        {reason}
      </p>
    );
  }
  return (
    <div
      className={clsx(
        'flex flex-1 items-center justify-center group-data-[distance=far]/canvas:hidden group-data-[distance=tile]/canvas:hidden',
        bypassed && 'opacity-35',
      )}
    >
      <Thumbnail nodeId={id} {...PICTURE} />
    </div>
  );
}

const TONES = {
  error: 'text-danger',
  warning: 'text-warning',
  hint: 'text-muted',
  none: 'text-muted',
} as const;
const WAITING = {
  en: 'Waits until the problem before it is solved.',
  ko: '앞쪽의 문제가 해결되면 계산합니다.',
};

function Footer({ id, data: { shape, params } }: Part & { id: string }) {
  const t = useText();
  return (
    <div className="flex h-6 shrink-0 items-center justify-between gap-2 border-t border-line px-2 text-[11px] text-muted tabular-nums group-data-[distance=tile]/canvas:hidden group-data-[distance=far]/canvas:mt-auto group-data-[distance=far]/canvas:h-11 group-data-[distance=far]/canvas:text-[22px] group-data-[distance=middle]/canvas:h-7 group-data-[distance=middle]/canvas:text-[15px]">
      {shape === null ? (
        <span className="text-ink">–</span>
      ) : (
        <WhyNumber
          quantity="shape"
          nodeId={id}
          title={t({ en: 'Output shape', ko: '출력 모양' })}
          tabIndex={-1}
          className={clsx('text-ink', cutIfLong(shape, 12))}
        >
          {shape}
        </WhyNumber>
      )}
      {params > 0 && (
        <WhyNumber
          quantity="params"
          nodeId={id}
          title={t({ en: 'Parameters', ko: '파라미터' })}
          tabIndex={-1}
          className="shrink-0 group-data-[distance=far]/canvas:hidden"
        >
          <span className="group-data-[distance=middle]/canvas:hidden">{t({ en: '', ko: '파라미터 ' })}</span>
          {formatLarge(params)}
          <span className="group-data-[distance=middle]/canvas:hidden">{t({ en: ' params', ko: '' })}</span>
        </WhyNumber>
      )}
    </div>
  );
}

const SIDES = {
  in: { type: 'target', position: Position.Left },
  out: { type: 'source', position: Position.Right },
} as const;

const Ports = memo(({ names, side }: PortsProps) =>
  names.map((name, i) => (
    <Handle
      key={name}
      id={name}
      {...SIDES[side]}
      style={{ top: portY(i, names.length) - PORT / 2, [SIDES[side].position]: -PORT / 2 }}
      // Placed without a transform, which the browser would keep apart from the rest. The area that takes the pointer is larger than the dot.
      className="size-3! transform-none! border-2! group-data-[distance=tile]/canvas:invisible group-data-[finding=true]/canvas:opacity-30 border-raised! bg-muted! after:absolute after:-inset-2 after:rounded-full after:content-[''] hover:bg-accent! [.connectingfrom]:bg-accent! [.clickconnecting]:bg-accent! [.connectingto]:bg-danger! [.connectingto.valid]:bg-accent!"
    />
  )),
);

import { useMemo, useState } from 'react';
import { formatCount } from '#shared/graph/count';
import { Switch } from '../forms/Switch';
import { useText } from '../i18n/use-text';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Segments } from '../ui/Segments';
import type { Svg } from './drawing-svg';
import { copyPicture, currentPicture, savePicture, selectedItems } from './export-actions';
import { useExport } from './export-store';
import { hasLivePictures } from './live-pictures';
import { pngScale, pngSize } from './png';

const close = () => useUi.getState().open(null);

/** How the picture of the drawing is to be, with a preview. */
export function ExportDialog() {
  const t = useText();
  const screen = useSettings((state) => state.theme);
  const language = useSettings((state) => state.language);
  const { format, onlySelected, withPictures, ...chosen } = useExport();
  const theme = chosen.theme ?? screen;
  const [canChoose] = useState(() => ({ selected: selectedItems() !== null, pictures: hasLivePictures() }));
  const svg = useMemo(
    // The words in it are of the language, which it reads itself.
    () => (language === null ? null : currentPicture({ theme, onlySelected, withPictures })),
    [theme, onlySelected, withPictures, language],
  );
  if (!svg) return null;
  const finish = async (action: Promise<void>) => {
    await action;
    close();
  };
  return (
    <Dialog title={t({ en: 'Picture of the drawing', ko: '캔버스 그림' })} onClose={close} width="w-[46rem]">
      <Preview svg={svg} />
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-3 text-sm">
        <Segments
          label={t({ en: 'Format', ko: '형식' })}
          options={FORMATS}
          value={format}
          onChange={(next) => useExport.setState({ format: next })}
        />
        <Segments
          label={t({ en: 'Colours', ko: '색' })}
          options={[
            { id: 'light', label: t({ en: 'Light', ko: '밝게' }) },
            { id: 'dark', label: t({ en: 'Dark', ko: '어둡게' }) },
          ]}
          value={theme}
          onChange={(next) => useExport.setState({ theme: next })}
        />
        {canChoose.selected && (
          <Choice
            id="export-selected"
            label={t({ en: 'Only the selection', ko: '선택 영역만' })}
            value={onlySelected}
            onChange={(value) => useExport.setState({ onlySelected: value })}
          />
        )}
        {canChoose.pictures && (
          <Choice
            id="export-pictures"
            label={t({ en: 'Live pictures in the blocks', ko: '블록 안의 실시간 그림' })}
            value={withPictures}
            onChange={(value) => useExport.setState({ withPictures: value })}
          />
        )}
      </div>
      <div className="mt-4 flex items-center justify-end gap-2">
        <SizeNote svg={svg} isPng={format === 'png'} />
        <Button icon="copy" onClick={() => void finish(copyPicture(svg))}>
          {t({ en: 'Copy as picture', ko: '그림으로 복사' })}
        </Button>
        <Button tone="primary" icon="download" onClick={() => void finish(savePicture(svg, format))}>
          {t({ en: `Save as ${format.toUpperCase()}`, ko: `${format.toUpperCase()}로 저장` })}
        </Button>
      </div>
    </Dialog>
  );
}

const FORMATS = [
  { id: 'png', label: 'PNG' },
  { id: 'svg', label: 'SVG' },
] as const;

/** The very picture that is saved. */
function Preview({ svg }: { svg: Svg }) {
  const t = useText();
  const url = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`, [svg]);
  return (
    <div className="flex h-72 items-center justify-center rounded-md border border-line bg-canvas p-2">
      <img
        src={url}
        alt={t({ en: 'Preview of the picture', ko: '그림 미리 보기' })}
        className="max-h-full max-w-full object-contain"
      />
    </div>
  );
}

function SizeNote({ svg, isPng }: { svg: Svg; isPng: boolean }) {
  const t = useText();
  const { width, height } = isPng ? pngSize(svg) : svg;
  const isSmaller = isPng && pngScale(svg) < 1;
  return (
    <p className="mr-auto text-xs text-muted tabular-nums">
      {formatCount(width)} × {formatCount(height)}
      {isSmaller &&
        ` · ${t({
          en: 'made smaller: a PNG cannot be larger. As SVG every text stays sharp.',
          ko: 'PNG 크기의 한계로 줄였습니다. SVG에서는 모든 글자가 선명합니다.',
        })}`}
    </p>
  );
}

function Choice({
  id,
  label,
  value,
  onChange,
}: {
  id: string;
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  return (
    <span className="flex items-center gap-2">
      <Switch id={id} value={value} onChange={onChange} />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}

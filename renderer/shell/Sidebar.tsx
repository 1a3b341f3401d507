import { DataPanel } from '../data/DataPanel';
import { useText } from '../i18n/use-text';
import { Palette } from '../palette/Palette';
import { type LeftTab, useSettings } from '../state/settings-store';
import { TrainingPanel } from '../training/TrainingPanel';
import { Tabs } from '../ui/Tabs';

/** What the network is made of, learns from and learns by. */
export function Sidebar() {
  const t = useText();
  const tab = useSettings((state) => state.leftTab);
  const set = useSettings((state) => state.set);
  return (
    <Tabs<LeftTab>
      label={t({ en: 'Layers and settings', ko: '층과 설정' })}
      value={tab}
      onChange={(leftTab) => set({ leftTab })}
      tabs={[
        { id: 'layers', label: t({ en: 'Layers', ko: '층' }), icon: 'layers', content: <Palette /> },
        { id: 'data', label: t({ en: 'Data', ko: '데이터' }), icon: 'database', content: <DataPanel /> },
        {
          id: 'training',
          label: t({ en: 'Training', ko: '학습' }),
          icon: 'sliders-horizontal',
          content: <TrainingPanel />,
        },
      ]}
    />
  );
}

import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Canvas } from '../canvas/Canvas';
import { ScopeBar } from '../canvas/scope/ScopeBar';
import { useText } from '../i18n/use-text';
import { Inspector } from '../inspector/Inspector';
import { PastNotice } from '../snapshots/PastNotice';
import { EngineNotice } from '../training/EngineNotice';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { Dock } from './Dock';
import { Sidebar } from './Sidebar';

/** Palette, drawing, inspector and dock; their sizes are remembered. */
export function Workspace() {
  const t = useText();
  return (
    <Panels id="columns" orientation="horizontal">
      <Panel id="sidebar" defaultSize={272} minSize={240} maxSize={420} collapsible>
        <aside
          className="h-full bg-panel"
          aria-label={t({ en: 'Layers and settings', ko: '층과 설정' })}
          data-tour="palette"
        >
          <ErrorBoundary>
            <Sidebar />
          </ErrorBoundary>
        </aside>
      </Panel>
      <Handle label={t({ en: 'Width of the left panel', ko: '왼쪽 패널 너비' })} />
      <Panel id="middle" minSize={360}>
        <Panels id="rows" orientation="vertical">
          <Panel id="canvas" minSize={160}>
            <main
              className="relative flex h-full flex-col"
              aria-label={t({ en: 'Drawing', ko: '캔버스' })}
              data-tour="canvas"
            >
              <div className="absolute inset-x-0 top-0 z-10">
                <EngineNotice />
              </div>
              <PastNotice />
              <ScopeBar />
              <div className="min-h-0 flex-1">
                <ErrorBoundary>
                  <Canvas />
                </ErrorBoundary>
              </div>
            </main>
          </Panel>
          <Handle label={t({ en: 'Height of the lower panel', ko: '아래 패널 높이' })} />
          <Panel id="dock" defaultSize={240} minSize={140} collapsible>
            <section
              className="h-full bg-panel"
              aria-label={t({ en: 'Charts and problems', ko: '차트와 문제' })}
              data-tour="dock"
            >
              <ErrorBoundary>
                <Dock />
              </ErrorBoundary>
            </section>
          </Panel>
        </Panels>
      </Panel>
      <Handle label={t({ en: 'Width of the inspector', ko: '속성 창 너비' })} />
      <Panel id="inspector" defaultSize={320} minSize={272} maxSize={560} collapsible>
        <aside
          className="h-full bg-panel"
          aria-label={t({ en: 'Inspector', ko: '속성 창' })}
          data-tour="inspector"
        >
          <ErrorBoundary>
            <Inspector />
          </ErrorBoundary>
        </aside>
      </Panel>
    </Panels>
  );
}

function Panels({
  id,
  orientation,
  children,
}: {
  id: string;
  orientation: 'horizontal' | 'vertical';
  children: ReactNode;
}) {
  const layout = useDefaultLayout({
    id: `neuroloom.${id}`,
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group id={id} orientation={orientation} className="min-h-0 flex-1" {...layout}>
      {children}
    </Group>
  );
}

const Handle = ({ label }: { label: string }) => (
  <Separator
    aria-label={label}
    className="bg-line transition-colors hover:bg-accent focus-visible:bg-accent aria-[orientation=horizontal]:h-px aria-[orientation=vertical]:w-px"
  />
);

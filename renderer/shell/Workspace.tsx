import { type ComponentProps, type ReactNode, useCallback } from 'react';
import {
  Group,
  Panel,
  type PanelImperativeHandle,
  type PanelSize,
  Separator,
  useDefaultLayout,
} from 'react-resizable-panels';
import { Canvas } from '../canvas/Canvas';
import { focusCanvas } from '../canvas/focus-canvas';
import { ScopeBar } from '../canvas/scope/ScopeBar';
import { useText } from '../i18n/use-text';
import { Inspector } from '../inspector/Inspector';
import { PastNotice } from '../snapshots/PastNotice';
import { type PanelName, setPanel, usePanels } from '../state/panels-store';
import { EngineNotice } from '../training/EngineNotice';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { Dock } from './Dock';
import { PanelButton } from './PanelButton';
import { Sidebar } from './Sidebar';
import { Toasts } from './Toasts';

/** Palette, drawing, inspector and dock; their sizes are remembered. */
export function Workspace() {
  const t = useText();
  const away = usePanels();
  return (
    <Panels id="columns" orientation="horizontal">
      <SidePanel id="sidebar" name="left" defaultSize={272} minSize={240} maxSize={420}>
        <aside
          className="h-full bg-panel"
          aria-label={t({ en: 'Layers and settings', ko: '층과 설정' })}
          data-tour="palette"
          data-region="left"
          inert={away.left}
        >
          <ErrorBoundary>
            <Sidebar />
          </ErrorBoundary>
        </aside>
      </SidePanel>
      <Handle label={t({ en: 'Width of the left panel', ko: '왼쪽 패널 너비' })} />
      <Panel id="middle" minSize={360}>
        <Panels id="rows" orientation="vertical">
          <Panel id="canvas" minSize={220}>
            <main
              className="relative flex h-full flex-col bg-canvas"
              aria-label={t({ en: 'Drawing', ko: '캔버스' })}
              data-tour="canvas"
              data-region="canvas"
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
              <Toasts />
              <PanelButton name="left" />
              <PanelButton name="dock" />
              <PanelButton name="right" />
            </main>
          </Panel>
          <Handle label={t({ en: 'Height of the lower panel', ko: '아래 패널 높이' })} />
          <SidePanel id="dock" name="dock" defaultSize={240} minSize={140}>
            <section
              className="h-full bg-panel"
              aria-label={t({ en: 'Charts and problems', ko: '차트와 문제' })}
              data-tour="dock"
              data-region="dock"
              inert={away.dock}
            >
              <ErrorBoundary>
                <Dock />
              </ErrorBoundary>
            </section>
          </SidePanel>
        </Panels>
      </Panel>
      <Handle label={t({ en: 'Width of the inspector', ko: '속성 창 너비' })} />
      <SidePanel id="inspector" name="right" defaultSize={320} minSize={272} maxSize={560}>
        <aside
          className="h-full bg-panel"
          aria-label={t({ en: 'Inspector', ko: '속성 창' })}
          data-tour="inspector"
          data-region="right"
          inert={away.right}
        >
          <ErrorBoundary>
            <Inspector />
          </ErrorBoundary>
        </aside>
      </SidePanel>
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

/** A panel that can be put away, by its divider, its button and its keys. */
function SidePanel({ name, ...rest }: { name: PanelName } & ComponentProps<typeof Panel>) {
  const attach = useCallback((handle: PanelImperativeHandle | null) => setPanel(name, handle), [name]);
  const onResize = ({ inPixels }: PanelSize) => {
    const isAway = inPixels === 0;
    // Nothing in there can have the keys any more.
    if (isAway && document.activeElement?.closest(`[data-region="${name}"]`)) focusCanvas();
    usePanels.setState({ [name]: isAway });
  };
  return <Panel panelRef={attach} onResize={onResize} collapsible {...rest} />;
}

const Handle = ({ label }: { label: string }) => (
  <Separator
    aria-label={label}
    className="bg-line transition-colors hover:bg-accent focus-visible:bg-accent aria-[orientation=horizontal]:h-px aria-[orientation=vertical]:w-px"
  />
);

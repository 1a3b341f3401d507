import { useEffect } from 'react';
import { startKeyboard } from '../commands/keyboard';
import { FileDrop } from '../projects/FileDrop';
import { Tour } from '../tour/Tour';
import { TooltipProvider } from '../ui/Tooltip';
import { Dialogs } from './Dialogs';
import { followRegions } from '../ui/regions';
import { StatusBar } from './StatusBar';
import { TopBar } from './TopBar';
import { useTheme } from './use-theme';
import { WindowTitle } from './WindowTitle';
import { Workspace } from './Workspace';

/** The whole window. */
export function App() {
  useTheme();
  useEffect(startKeyboard, []);
  useEffect(followRegions, []);
  return (
    <TooltipProvider>
      <div className="flex h-full flex-col">
        <TopBar />
        <Workspace />
        <StatusBar />
      </div>
      <Dialogs />
      <Tour />
      <FileDrop />
      <WindowTitle />
    </TooltipProvider>
  );
}

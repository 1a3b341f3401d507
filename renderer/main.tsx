import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followNativeMenu } from './commands/native-menu';
import { connectHost } from './host/connect-host';
import { keepUnsaved } from './session/autosave';
import { connectSession } from './session/connect-session';
import { openFirst, openRecent } from './session/project-actions';
import { App } from './shell/App';
import { ConnectionFailed } from './shell/ConnectionFailed';
import './styles.css';

const root = createRoot(document.getElementById('root')!);
try {
  const host = await connectHost();
  connectSession(host);
  followNativeMenu(host);
  await openFirst();
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  host.onClosing(keepUnsaved);
  host.onOpenFile((path) => void openRecent(path));
} catch {
  root.render(<ConnectionFailed />);
}

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followNativeMenu } from './commands/native-menu';
import { connectHost } from './host/connect-host';
import { connectSession } from './session/connect-session';
import { openFirst } from './session/project-actions';
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
} catch {
  root.render(<ConnectionFailed />);
}

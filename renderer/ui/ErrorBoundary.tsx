import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/use-text';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

interface State {
  readonly reason: string | null;
}

/** Keeps a failure of one part of the window inside it: the rest goes on, and this part can be shown again. React catches with classes only. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { reason: null };

  static getDerivedStateFromError(error: unknown): State {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { reason } = this.state;
    if (reason === null) return this.props.children;
    return <Failed reason={reason} onAgain={() => this.setState({ reason: null })} />;
  }
}

function Failed({ reason, onAgain }: { reason: string; onAgain: () => void }) {
  const t = useText();
  return (
    <EmptyState
      icon="circle-alert"
      action={
        <Button icon="rotate-ccw" onClick={onAgain}>
          {t({ en: 'Show it again', ko: '다시 표시' })}
        </Button>
      }
    >
      {t({
        en: 'This part of the window failed. Your project is untouched, and everything else goes on.',
        ko: '창의 이 부분을 표시하지 못했습니다. 프로젝트는 그대로이고 나머지는 계속 쓸 수 있습니다.',
      })}
      <span className="mt-2 block font-mono text-xs break-words">{reason}</span>
    </EmptyState>
  );
}

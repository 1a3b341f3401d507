import { useEffect, useState } from 'react';
import type { ApiOutput } from '#shared/protocol/api';
import { useText } from '../i18n/use-text';
import { getHost } from '../session/host';
import { useUi } from '../state/ui-store';
import { Dialog } from '../ui/Dialog';

/** Version and where things are kept. */
export function AboutDialog() {
  const t = useText();
  const close = () => useUi.getState().open(null);
  const [info, setInfo] = useState<ApiOutput<'app.info'> | null>(null);
  useEffect(() => {
    getHost()
      .client.call('app.info', {})
      .then(setInfo)
      .catch(() => undefined);
  }, []);
  return (
    <Dialog title="Neuroloom" onClose={close} width="w-[30rem]">
      <p className="text-sm">
        {t({
          en: 'Draw a neural network, train it on this machine, and look inside while it learns.',
          ko: '신경망을 그리고, 이 컴퓨터에서 학습시키며, 배우는 동안 그 안을 들여다봅니다.',
        })}
      </p>
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
        <dt className="text-muted">{t({ en: 'Version', ko: '버전' })}</dt>
        <dd>{info?.version}</dd>
        <dt className="text-muted">{t({ en: 'Projects', ko: '프로젝트' })}</dt>
        <dd className="break-all">{info?.documentsFolder}</dd>
        <dt className="text-muted">{t({ en: 'Runs and unsaved work', ko: '실행과 저장 전 작업' })}</dt>
        <dd className="break-all">{info?.dataFolder}</dd>
      </dl>
      <p className="mt-4 text-xs text-muted">
        {t({
          en: 'Built with ONNX Runtime, React Flow, uPlot, Radix, Lucide and other open software. MIT licensed.',
          ko: 'ONNX Runtime, React Flow, uPlot, Radix, Lucide 등 공개 소프트웨어로 만들었습니다. MIT 라이선스입니다.',
        })}
      </p>
    </Dialog>
  );
}

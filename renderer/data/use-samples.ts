import { useEffect, useState } from 'react';
import { getHost } from '../session/host';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { decodePage, type SamplePage, type Split } from './samples';

/** Typing in a field asks once it rests for so long. */
const REST_MS = 150;

/** `count` samples from `offset` on; the page before until they have come, null while there is none. */
export function useSamples(split: Split, offset: number, count: number): SamplePage | null {
  const data = useProject((state) => state.project.data);
  const isReady = useRun(({ process }) => process.state === 'ready');
  const [page, setPage] = useState<SamplePage | null>(null);
  useEffect(() => {
    if (!isReady) return undefined;
    let isOld = false;
    const timer = setTimeout(() => {
      getHost()
        .client.call('engine.samples', { data, split, offset, count })
        .then((answer) => {
          if (!isOld) setPage(decodePage(answer, split, offset));
        })
        // The data panel says what is wrong with the data.
        .catch(() => {
          if (!isOld) setPage(null);
        });
    }, REST_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [data, isReady, split, offset, count]);
  return page;
}

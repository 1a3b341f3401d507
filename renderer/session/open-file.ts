import { create } from 'zustand';
import type { Holder } from '#shared/protocol/projects';
import { getHost } from './host';

interface OpenFile {
  /** What the file of the open project held when it was read or written last; null while there is none. */
  readonly version: string | null;
  /** The weights' file that belongs to it and is written with it. */
  readonly weights: string | null;
}

const NONE: OpenFile = { version: null, weights: null };

/** What is known of the file that the open project lies in. */
export const useOpenFile = create<OpenFile>()(() => NONE);

/** From here on a file is this window's; tells who else has it open. Null: the project has no file. */
export async function holdFile(path: string | null, file: Partial<OpenFile> = {}): Promise<Holder | null> {
  useOpenFile.setState({ ...NONE, ...file });
  const { version } = useOpenFile.getState();
  const { holder } = await getHost()
    .client.call('projects.hold', { path, version })
    .catch(() => ({ holder: null }));
  return holder;
}

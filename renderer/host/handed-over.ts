import { DiagnosticError } from '#shared/graph/diagnostic';
import { formatBytes } from '#shared/graph/bytes';
import { decodeProject } from '#shared/project/decode';
import { MAX_PROJECT_CHARS, projectTooLong } from '#shared/project/parse';
import type { OpenedProject } from '#shared/protocol/projects';
import type { Client } from '#shared/protocol/rpc';
import { base64Of } from './choose-file';

/** What goes through the page to the app at once, in bytes. */
const MOST_BYTES = 150 * 2 ** 20;

/** Puts a file that the browser handed over where the app can read it; resolves with its path there. */
export async function upload(client: Client, file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new DiagnosticError(tooLarge(file));
  const { path } = await client.call('files.upload', { name: file.name, base64: await base64Of(file) });
  return path;
}

/** A project file or archive of which the browser gives only the content. */
export async function readHandedOver(client: Client, file: File): Promise<OpenedProject> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (isZip(head)) {
    const opened = await client.call('projects.read', { path: await upload(client, file) });
    return { ...opened, path: null, version: null };
  }
  if (file.size > 4 * MAX_PROJECT_CHARS) throw new DiagnosticError(projectTooLong(file.size));
  const decoded = decodeProject(
    new Uint8Array(await file.arrayBuffer()),
    new TextDecoder('utf-8', { fatal: true }),
  );
  if (!decoded.ok) throw new DiagnosticError(decoded.diagnostics[0]!);
  return { path: null, text: decoded.value, version: null, weights: null };
}

/** `PK`, as every zip archive begins. */
const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b;

const tooLarge = ({ name, size }: File) => ({
  code: 'file-too-large',
  severity: 'error' as const,
  message: {
    en: `“${name}” is too large to be taken in from a browser.`,
    ko: `“${name}” 파일은 너무 커서 브라우저에서 가져올 수 없습니다.`,
  },
  expected: { en: `at most ${formatBytes(MOST_BYTES)}`, ko: `최대 ${formatBytes(MOST_BYTES)}` },
  received: formatBytes(size),
});

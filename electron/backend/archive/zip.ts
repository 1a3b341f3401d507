import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { damagedArchive, otherKind, tooLarge, unsafeName } from './problems';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  readonly isDeflated: boolean;
  /** Its bytes as they are packed. */
  readonly packed: Uint8Array;
}

/** No archive of ours comes near. */
const MOST_ENTRIES = 1_000;
/** Of all files unpacked. */
export const MAX_UNPACKED_BYTES = 2 ** 30;

const END = { signature: 0x06054b50, bytes: 22, mostComment: 65_535 } as const;
const CENTRAL = { signature: 0x02014b50, bytes: 46 } as const;
const LOCAL = { signature: 0x04034b50, bytes: 30 } as const;
const METHODS: Readonly<Record<number, boolean>> = { 0: false, 8: true };

/** Whether a file begins as zip archives do. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * The files of a zip archive, as its central directory lists them (PKWARE's APPNOTE 6.3.10, 4.3). Throws a DiagnosticError where it is
 * damaged, of a kind that is not read, names files outside of itself, holds one twice or lets two share bytes, or declares too much.
 */
export function listZip(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw otherKind('zip64');
  if (count > MOST_ENTRIES) throw tooLarge(`${MOST_ENTRIES} files`, `${count} files`);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  const ranges: (readonly [start: number, end: number])[] = [];
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL.bytes > end || view.getUint32(at, true) !== CENTRAL.signature)
      throw damagedArchive(`no entry ${i + 1} of ${count} at byte ${at}`);
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [crc, packedSize] = [view.getUint32(at + 16, true), view.getUint32(at + 20, true)];
    const [size, start] = [view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
    const nameLength = view.getUint16(at + 28, true);
    const next =
      at + CENTRAL.bytes + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw damagedArchive(`entry ${i + 1} reaches over the end`);
    const name = new TextDecoder().decode(
      bytes.subarray(at + CENTRAL.bytes, at + CENTRAL.bytes + nameLength),
    );
    at = next;
    if ((flags & 1) !== 0) throw otherKind('encrypted');
    if (isUnsafe(name)) throw unsafeName(name);
    if (name.endsWith('/')) continue;
    const isDeflated = METHODS[method];
    if (isDeflated === undefined) throw otherKind(`method ${method}`);
    if (names.has(name)) throw damagedArchive(`${name} is there twice`);
    names.add(name);
    total += size;
    if (total > MAX_UNPACKED_BYTES) throw tooLarge(`${MAX_UNPACKED_BYTES} bytes`, `${total} bytes`);
    const from = dataStart(view, start, end);
    const to = from + packedSize;
    if (to > end) throw damagedArchive(`${name} reaches over the end`);
    ranges.push([from, to]);
    entries.push({ name, size, crc, isDeflated, packed: bytes.subarray(from, to) });
  }
  const inOrder = ranges.toSorted(([a], [b]) => a - b);
  if (inOrder.some(([from], i) => i > 0 && from < inOrder[i - 1]![1]))
    throw damagedArchive('files that share bytes');
  return entries;
}

const inflate = promisify(inflateRaw);

/** The bytes of a file of an archive; never more than it declares. Throws a DiagnosticError where they are not what was packed. */
export async function unpackEntry(entry: ZipEntry): Promise<Uint8Array> {
  const { name, size, crc, isDeflated, packed } = entry;
  const bytes = isDeflated ? await inflated(entry) : packed;
  if (bytes.length !== size) throw damagedArchive(`${name}: ${bytes.length} bytes of ${size}`);
  if (crc32(bytes) !== crc) throw damagedArchive(`${name}: wrong check sum`);
  return bytes;
}

async function inflated({ name, size, packed }: ZipEntry): Promise<Uint8Array> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw damagedArchive(`${name}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

/** Where the record at the end of the archive begins; only a comment may stand behind it. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END.bytes - END.mostComment);
  for (let at = view.byteLength - END.bytes; at >= first; at--) {
    if (view.getUint32(at, true) !== END.signature) continue;
    if (at + END.bytes + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw damagedArchive('no directory at its end');
}

function dataStart(view: DataView, at: number, end: number): number {
  if (at + LOCAL.bytes > end || view.getUint32(at, true) !== LOCAL.signature)
    throw damagedArchive(`no file at byte ${at}`);
  return at + LOCAL.bytes + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
}

/** Whether a name leads elsewhere, on this system or on any other. */
const isUnsafe = (name: string): boolean =>
  name === '' ||
  /[\\\0]|^\/|^[a-z]:/i.test(name) ||
  name.split('/').some((part) => part === '..' || part === '.');

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Unpacked files that are kept: training and test data of the last two datasets. */
const KEPT = 4;

/**
 * The path of an unpacked copy of a gzip file, made once for each version of the file. The last few made are kept in `folder`. Rejects with the error of
 * the file system or of zlib, or once `signal` gives it up, which leaves nothing half made.
 */
export async function unpackedFile(path: string, folder: string, signal?: AbortSignal): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const name = createHash('sha256').update(`${path}|${size}|${mtimeMs}`).digest('hex').slice(0, 24);
  const copy = join(folder, `${name}.idx`);
  if (await exists(copy)) return copy;
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${name}.${randomBytes(4).toString('hex')}.part`);
  try {
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(unfinished), { signal });
    await rename(unfinished, copy);
  } finally {
    await rm(unfinished, { force: true });
  }
  await forgetOld(folder);
  return copy;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function forgetOld(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder))
      .filter((name) => name.endsWith('.idx'))
      .map(async (name) => ({ name, madeAt: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = files.toSorted((a, b) => b.madeAt - a.madeAt).slice(KEPT);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}

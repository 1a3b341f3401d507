import { gunzipSync } from 'node:zlib';
import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import { parseIdx } from '#shared/data/idx';
import { DiagnosticError, type Diagnostic, type Localized } from '#shared/graph/diagnostic';
import { formatShape, sizeOf, type Shape } from '#shared/graph/shape';
import { readInput } from './project';

/** Raw values of `count` samples in Keras's order. */
export interface SampleRows {
  readonly count: number;
  readonly values: Float32Array;
}

/** Reads the samples of a PNG picture or an IDX file (plain or gzip) of the shape that the network takes. */
export async function readSamples(path: string, shape: Shape): Promise<SampleRows> {
  const bytes = await readInput(path);
  const format = FORMATS.find(({ starts }) => starts.every((byte, i) => bytes[i] === byte));
  if (!format) {
    const received = bytes.length === 0 ? 'an empty file' : `bytes ${hex(bytes.subarray(0, 4))}`;
    throw new DiagnosticError(unreadable(path, 'a PNG picture or an IDX file', received));
  }
  return format.read(bytes, path, shape);
}

interface Format {
  readonly starts: readonly number[];
  read(bytes: Uint8Array, path: string, shape: Shape): SampleRows;
}

const FORMATS: readonly Format[] = [
  { starts: [0x89, 0x50, 0x4e, 0x47], read: readPng },
  {
    starts: [0x1f, 0x8b],
    read: (bytes, path, shape) => readIdx(unpack(bytes, path), path, shape),
  },
  { starts: [0, 0], read: readIdx },
];

/** More than any picture set one would predict from the command line. */
const MAX_UNPACKED_BYTES = 2 ** 31 - 1;

function unpack(bytes: Uint8Array, path: string): Uint8Array {
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }));
  } catch (error) {
    throw new DiagnosticError(unreadable(path, 'a whole gzip file', messageOf(error)));
  }
}

function readIdx(bytes: Uint8Array, path: string, shape: Shape): SampleRows {
  const parsed = parseIdx(bytes, path);
  if (!parsed.ok) throw new DiagnosticError(parsed.diagnostics[0]!);
  const { shape: fileShape, data } = parsed.value;
  // Grey pictures lie in IDX files without a channel axis; a single sample may lie there without a count.
  const wanted = withoutOnes(shape);
  const count = sameNumbers(withoutOnes(fileShape.slice(1)), wanted) ? fileShape[0]! : 1;
  if (count === 0 || data.length !== count * sizeOf(shape) || !endsWith(withoutOnes(fileShape), wanted))
    throw new DiagnosticError(wrongShape(path, shape, fileShape));
  return { count, values: Float32Array.from(data, Number) };
}

function readPng(bytes: Uint8Array, path: string, shape: Shape): SampleRows {
  let picture: DecodedPng;
  try {
    picture = decode(bytes, { checkCrc: true });
  } catch (error) {
    throw new DiagnosticError(unreadable(path, 'a whole PNG picture', messageOf(error)));
  }
  const [height, width, channels = 1] = shape;
  const isImage = shape.length === 2 || (shape.length === 3 && (channels === 1 || channels === 3));
  if (!isImage || picture.height !== height || picture.width !== width)
    throw new DiagnosticError(wrongShape(path, shape, [picture.height, picture.width, picture.channels]));
  const colours = pixelsOf(picture);
  const values = new Float32Array(height * width * channels);
  for (let i = 0; i < height * width; i++) {
    const [red, green, blue] = colours(i);
    // Rec. 601, as Pillow's conversion to grey; equal parts stay exactly what they are.
    const grey =
      red === green && green === blue ? red : Math.round(red * 0.299 + green * 0.587 + blue * 0.114);
    if (channels === 1) values[i] = grey;
    else values.set([red, green, blue], i * 3);
  }
  return { count: 1, values };
}

/** Red, green and blue (0 … 255) of pixel i, whatever the picture's kind; transparent parts are over black. */
function pixelsOf(picture: DecodedPng): (i: number) => [number, number, number] {
  const { depth, palette, width, height } = picture;
  if (palette) {
    const data = convertIndexedToRgb(picture);
    const channels = data.length / (width * height);
    return colourReader(data, channels, 1);
  }
  if (depth >= 8) return colourReader(picture.data, picture.channels, depth === 16 ? 1 / 257 : 1);
  // One, two or four bits a pixel: several in a byte, each row beginning with a new one.
  const rowBytes = Math.ceil((width * depth) / 8);
  const largest = 2 ** depth - 1;
  return (i) => {
    const x = i % width;
    const byte = picture.data[Math.floor(i / width) * rowBytes + Math.floor((x * depth) / 8)]!;
    const level = (byte >> (8 - depth - ((x * depth) % 8))) & largest;
    const grey = Math.round((level * 255) / largest);
    return [grey, grey, grey];
  };
}

function colourReader(
  data: ArrayLike<number>,
  channels: number,
  scale: number,
): (i: number) => [number, number, number] {
  const hasAlpha = channels === 2 || channels === 4;
  return (i) => {
    const first = i * channels;
    const alpha = hasAlpha ? (data[first + channels - 1]! * scale) / 255 : 1;
    const level = (channel: number) => Math.round(data[first + channel]! * scale * alpha);
    return channels < 3 ? [level(0), level(0), level(0)] : [level(0), level(1), level(2)];
  };
}

const withoutOnes = (shape: readonly number[]): number[] => shape.filter((n) => n !== 1);
const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);
const endsWith = (shape: readonly number[], end: readonly number[]): boolean =>
  end.length === 0 || sameNumbers(shape.slice(-end.length), end);

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const unreadable = (path: string, expected: Localized | string, received: string): Diagnostic => ({
  code: 'sample-file-unreadable',
  severity: 'error',
  message: {
    en: `The file "${path}" cannot be read as samples.`,
    ko: `"${path}" 파일을 샘플로 읽을 수 없습니다.`,
  },
  expected,
  received,
});

const wrongShape = (path: string, expected: Shape, received: Shape): Diagnostic => ({
  code: 'sample-shape',
  severity: 'error',
  message: {
    en: `The samples of "${path}" do not have the shape of the network's input. Resize or convert them first.`,
    ko: `"${path}"의 샘플 모양이 신경망의 입력과 다릅니다. 먼저 크기나 채널을 맞추세요.`,
  },
  expected: formatShape(expected),
  received: formatShape(received),
});

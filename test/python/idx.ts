/** An IDX file of big-endian float32 numbers or bytes. */
export function writeIdx(
  shape: readonly number[],
  values: ArrayLike<number>,
  kind: 'float' | 'byte',
): Uint8Array {
  const start = 4 + 4 * shape.length;
  const size = kind === 'float' ? 4 : 1;
  const bytes = new Uint8Array(start + values.length * size);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, kind === 'float' ? 0x0d : 0x08);
  view.setUint8(3, shape.length);
  shape.forEach((length, i) => view.setUint32(4 + 4 * i, length));
  for (let i = 0; i < values.length; i++) {
    if (kind === 'float') view.setFloat32(start + 4 * i, values[i]!);
    else view.setUint8(start + i, values[i]!);
  }
  return bytes;
}

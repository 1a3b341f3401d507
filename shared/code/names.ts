/** What TensorFlow takes for the name of a layer. */
const TAKEN = /^[A-Za-z0-9.][A-Za-z0-9_.-]*$/;

/** Names of Keras's layers: the drawing's where TensorFlow takes them, else like them; none twice. */
export function createKerasNames(): (name: string) => string {
  const known = new Map<string, string>();
  const used = new Set<string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const plain = name.replaceAll('/', '.').replaceAll(/[^A-Za-z0-9_.-]/g, '_');
    const base = TAKEN.test(plain) ? plain : `layer${plain}`;
    let unique = base;
    for (let i = 2; used.has(unique); i++) unique = `${base}_${i}`;
    used.add(unique);
    known.set(name, unique);
    return unique;
  };
}

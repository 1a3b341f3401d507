const REFERENCE = /(?<![\w.])[A-Za-z]\w*(?=\()/g;

/** The helpers that a text uses, and those that they use, in the order of the table. */
export function helpersFor(text: string, table: Readonly<Record<string, string>>): readonly string[] {
  const used = new Set<string>();
  const visit = (code: string) => {
    for (const [name] of code.matchAll(REFERENCE)) {
      if (!Object.hasOwn(table, name) || used.has(name)) continue;
      used.add(name);
      visit(table[name]!);
    }
  };
  visit(text);
  return Object.keys(table)
    .filter((name) => used.has(name))
    .map((name) => table[name]!.trim());
}

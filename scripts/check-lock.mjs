// A lockfile must name every platform's native binding, or `npm ci` fails (npm >= 11: EUSAGE) or the
// tool has no binary on macOS/Windows. npm leaves out what the registry did not offer when it was written.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const find = (from, name) => {
  for (let dir = from; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf('/node_modules/')))) {
    if (packages[(dir ? `${dir}/` : '') + `node_modules/${name}`]) return true;
    if (!dir) return false;
    if (!dir.includes('/node_modules/')) dir = '';
    if (dir === '' && packages[`node_modules/${name}`]) return true;
    if (dir === '') return false;
  }
};
const missing = [];
for (const [path, p] of Object.entries(packages)) {
  for (const name of Object.keys(p.optionalDependencies ?? {}))
    if (!find(path, name)) missing.push(`${path.replace(/^.*node_modules\//, '')}@${p.version} -> ${name}`);
}
if (missing.length) {
  console.error(`package-lock.json is incomplete (${missing.length}):\n  ${missing.join('\n  ')}`);
  process.exit(1);
}
console.log(`package-lock.json: ${Object.keys(packages).length} entries, all optional bindings present`);

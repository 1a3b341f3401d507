import { FILES, textOf } from './files';

/** A command of a document, as a reader would type it. */
export interface DocumentedCommand {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const DOCUMENTS = FILES.filter((path) => /^([\w-]+\.md|docs\/[\w-]+\.md)$/.test(path));

/** Every command in the ```sh blocks of the documents, continued lines joined, comments left out. */
export const COMMANDS: readonly DocumentedCommand[] = DOCUMENTS.flatMap((file) => {
  const commands: DocumentedCommand[] = [];
  let inside = false;
  let continued = '';
  textOf(file)
    .split('\n')
    .forEach((line, i) => {
      if (line.startsWith('```')) inside = /^```sh\s*$/.test(line);
      else if (inside) {
        const text = `${continued}${line.replace(/\s+#\s.*$/, '').replace(/^#.*$/, '')}`;
        continued = text.endsWith('\\') ? `${text.slice(0, -1).trim()} ` : '';
        if (continued === '' && text.trim() !== '') commands.push({ file, line: i + 1, text: text.trim() });
      }
    });
  return commands;
});

/** The words of a command: quotes hold words together. */
export const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');

/** Commands of the command line that a test can run to their end: `test/integration/documents.test.ts` does. */
export const isExecuted = (text: string): boolean =>
  /^npx neuroloom (--help|--version|help|check|train|evaluate|predict)\b/.test(text);

/** What other tests run, or what is no command of the product. */
export const ELSEWHERE: readonly (readonly [pattern: RegExp, where: string])[] = [
  [/^git clone \S+$/, 'how one gets the sources'],
  [/^cd \S+$/, 'how one gets into them'],
  [/^npm start( -- --no-open)?$/, 'test/integration/start.test.ts'],
  [/^npm test$/, 'this very run'],
  [/^npm run (check|build|format|lint|typecheck)$/, 'a part of npm test'],
  [/^npm run bench(:ui)?$/, 'test/bench'],
  [/^npm run (package|screenshots)$/, 'for a desktop'],
  [
    /^npm run (setup|test):tensorflow$/,
    'downloads a gigabyte; test/electron/engine/tensorflow without the library',
  ],
  [/^npx neuroloom serve( --port \d+)?( --no-open)?$/, 'test/integration/serve.test.ts'],
];

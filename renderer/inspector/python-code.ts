import highlighter from 'highlight.js/lib/core';
import python from 'highlight.js/lib/languages/python';

highlighter.registerLanguage('python', python);

/** A piece of code of one kind: `keyword`, `string`, `number`, `comment`, `built_in`; without one it is plain. */
export interface CodePiece {
  readonly text: string;
  readonly kind?: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** Python in pieces, each with the kind that its colour tells. Put together they are the code again. */
export function pythonPieces(code: string): readonly CodePiece[] {
  const { value } = highlighter.highlight(code, { language: 'python' });
  const kinds: string[] = [];
  return value.split(/(<span class="[^"]*">|<\/span>)/).flatMap((part): readonly CodePiece[] => {
    const opened = /^<span class="hljs-([\w-]+)/.exec(part);
    if (opened) kinds.push(opened[1]!);
    else if (part === '</span>') kinds.pop();
    else if (part !== '') {
      const text = part.replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity]!);
      const kind = kinds.at(-1);
      return [kind === undefined ? { text } : { text, kind }];
    }
    return [];
  });
}

import type { Result } from '#shared/graph/diagnostic';

const NEW_LINE = 10;

/** A `TextDecoder` that is `fatal`, which every host of this code has. */
interface Decoder {
  decode(bytes: Uint8Array): string;
}

/** The text in the bytes of a project file, which is UTF-8; a Diagnostic names the first line that is not. */
export function decodeProject(bytes: Uint8Array, decoder: Decoder): Result<string> {
  const read = (part: Uint8Array): string | null => {
    try {
      return decoder.decode(part);
    } catch {
      return null;
    }
  };
  const text = read(bytes);
  if (text !== null) return { ok: true, value: text, diagnostics: [] };
  // No character of UTF-8 reaches over a line's end.
  let [line, start] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(NEW_LINE, start);
    if (end < 0 || read(bytes.subarray(start, end)) === null) break;
    [line, start] = [line + 1, end + 1];
  }
  return {
    ok: false,
    diagnostics: [
      {
        code: 'project-not-text',
        severity: 'error',
        message: {
          en: `The project file is damaged at line ${line}: what stands there is no text. Open another copy of it.`,
          ko: `프로젝트 파일의 ${line}번째 줄이 손상되었습니다. 텍스트가 아닌 내용이 있습니다. 다른 사본을 여세요.`,
        },
        expected: 'UTF-8',
      },
    ],
  };
}

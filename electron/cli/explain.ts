import { writtenBy } from '#shared/compile/lint/sources';
import { LINTS, lintOf } from '#shared/compile/lint/table';
import type { Language } from '#shared/graph/diagnostic';
import { UsageError } from './usage';

/** Why a remark is made and where that can be read, line by line. Throws a UsageError that lists all codes when there is none such. */
export function explanationLines(code: string, language: Language): readonly string[] {
  const lint = lintOf(code);
  if (!lint)
    throw new UsageError(
      { en: `There is no remark "${code}".`, ko: `"${code}"라는 알림은 없습니다.` },
      { expected: LINTS.map((one) => one.code).join(', '), received: code },
    );
  const { title, section, url } = lint.source;
  const part = section === undefined ? '' : `, ${section}`;
  return [
    `${lint.code}: ${lint.title[language]}`,
    lint.why[language],
    `${writtenBy(lint.source)}: ${title}${part}. ${url}`,
  ];
}

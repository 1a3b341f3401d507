import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';

const refusal = (
  code: string,
  message: Localized,
  rest: { readonly expected?: Localized | string; readonly received?: string } = {},
): DiagnosticError => new DiagnosticError({ code, severity: 'error', message, ...rest });

/** An archive that is cut off, or whose parts contradict each other. */
export const damagedArchive = (received: string): DiagnosticError =>
  refusal(
    'archive-damaged',
    {
      en: 'The archive is damaged. Nothing of it was opened.',
      ko: '압축 파일이 손상되었습니다. 아무것도 열지 않았습니다.',
    },
    { received },
  );

/** A kind of archive that the app does not read. */
export const otherKind = (received: string): DiagnosticError =>
  refusal(
    'archive-not-supported',
    {
      en: 'This archive was packed in a way that Neuroloom does not read.',
      ko: 'Neuroloom이 읽지 못하는 방식으로 압축된 파일입니다.',
    },
    { expected: 'zip, stored or deflated', received },
  );

/** An archive that would unpack to more than anyone mails. */
export const tooLarge = (expected: string, received: string): DiagnosticError =>
  refusal(
    'archive-too-large',
    {
      en: 'The archive would unpack to too much. Nothing of it was opened.',
      ko: '압축을 풀면 너무 커지는 파일입니다. 아무것도 열지 않았습니다.',
    },
    { expected, received },
  );

/** A name that leads out of the archive's own folder. */
export const unsafeName = (name: string): DiagnosticError =>
  refusal(
    'archive-unsafe',
    {
      en: 'The archive names a file outside of itself. Nothing of it was opened.',
      ko: '압축 파일이 바깥 경로의 파일을 가리킵니다. 아무것도 열지 않았습니다.',
    },
    { received: JSON.stringify(name).slice(0, 200) },
  );

export const noProjectInside = (names: readonly string[]): DiagnosticError =>
  refusal(
    'not-a-project',
    {
      en: 'There is no Neuroloom project in this archive.',
      ko: '압축 파일에 Neuroloom 프로젝트가 없습니다.',
    },
    { expected: 'project.json', received: names.slice(0, 5).join(', ').slice(0, 200) },
  );

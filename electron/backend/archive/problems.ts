import { type Diagnostic, DiagnosticError, type Localized } from '#shared/graph/diagnostic';

const refusal = (
  code: string,
  message: Localized,
  rest: Pick<Diagnostic, 'expected' | 'received' | 'detail'> = {},
): DiagnosticError => new DiagnosticError({ code, severity: 'error', message, ...rest });

/** An archive that is cut off, or whose parts contradict each other. */
export const damagedArchive = (detail: string): DiagnosticError =>
  refusal(
    'archive-damaged',
    {
      en: 'The archive is damaged, and nothing of it was opened. Have it sent or copied again.',
      ko: '압축 파일이 손상되어 아무것도 열지 않았습니다. 파일을 다시 받거나 다시 복사하세요.',
    },
    { detail },
  );

/** A kind of archive that the app does not read. */
export const otherKind = (detail: string): DiagnosticError =>
  refusal(
    'archive-not-supported',
    {
      en: 'This archive was packed in a way that Neuroloom does not read. Pack it anew with “Pack for mailing” or as a plain zip.',
      ko: 'Neuroloom이 읽지 못하는 방식으로 압축된 파일입니다. “보내기 위해 압축”이나 일반 zip으로 다시 압축하세요.',
    },
    { detail },
  );

/** An archive that would unpack to more than anyone mails. */
export const tooLarge = (expected: string, received: string): DiagnosticError =>
  refusal(
    'archive-too-large',
    {
      en: 'The archive would unpack to too much, and nothing of it was opened. Pack it with less data.',
      ko: '압축을 풀면 너무 커지는 파일이라 아무것도 열지 않았습니다. 데이터를 줄여 다시 압축하세요.',
    },
    { expected, received },
  );

/** A name that leads out of the archive's own folder. */
export const unsafeName = (name: string): DiagnosticError =>
  refusal(
    'archive-unsafe',
    {
      en: 'The archive names a file outside of itself, and nothing of it was opened. Open only archives of people you trust.',
      ko: '압축 파일이 바깥 경로의 파일을 가리켜 아무것도 열지 않았습니다. 믿을 수 있는 사람의 파일만 여세요.',
    },
    { detail: JSON.stringify(name).slice(0, 200) },
  );

/** The user does not wait for it. */
export const openingCancelled = (): DiagnosticError =>
  refusal('opening-cancelled', { en: 'Opening was cancelled.', ko: '열기를 취소했습니다.' });

/** The user does not wait for it. */
export const packingCancelled = (): DiagnosticError =>
  refusal('packing-cancelled', { en: 'Packing was cancelled.', ko: '압축을 취소했습니다.' });

export const noProjectInside = (names: readonly string[]): DiagnosticError =>
  refusal(
    'not-a-project',
    {
      en: 'There is no Neuroloom project in this archive. Choose one that Neuroloom has packed.',
      ko: '압축 파일에 Neuroloom 프로젝트가 없습니다. Neuroloom에서 압축한 파일을 고르세요.',
    },
    { detail: names.slice(0, 5).join(', ').slice(0, 200) },
  );

import type { Diagnostic, Localized } from './diagnostic';

const gone: Localized = {
  en: 'Nothing of this name is there; it may have been moved, renamed or removed.',
  ko: '그런 이름의 파일이나 폴더가 없습니다. 옮겼거나 이름을 바꿨거나 지웠을 수 있습니다.',
};
const forbidden: Localized = {
  en: 'You have no permission for it. Choose another place, or change the permissions.',
  ko: '권한이 없습니다. 다른 위치를 고르거나 권한을 바꾸세요.',
};
const full: Localized = {
  en: 'The disk is full. Free some space, or choose another place.',
  ko: '디스크가 가득 찼습니다. 공간을 비우거나 다른 위치를 고르세요.',
};
const inUse: Localized = {
  en: 'Another program is using it. Close it there and try again.',
  ko: '다른 프로그램이 사용하고 있습니다. 그 프로그램을 닫고 다시 시도하세요.',
};
const tooManyFiles: Localized = {
  en: 'Too many files are open. Close other programs and try again.',
  ko: '열린 파일이 너무 많습니다. 다른 프로그램을 닫고 다시 시도하세요.',
};

/** What the system's error names mean to people, and what to do about them. */
const REASONS: Readonly<Record<string, Localized>> = {
  ENOENT: gone,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: {
    en: 'This disk can only be read. Choose another place.',
    ko: '읽기 전용 디스크입니다. 다른 위치를 고르세요.',
  },
  ENOSPC: full,
  EDQUOT: full,
  EISDIR: { en: 'It is a folder. Choose a file.', ko: '폴더입니다. 파일을 고르세요.' },
  ENOTDIR: {
    en: 'A part of the path is no folder. Choose another place.',
    ko: '경로의 일부가 폴더가 아닙니다. 다른 위치를 고르세요.',
  },
  ENOTEMPTY: {
    en: 'A folder that is not empty has this name. Choose another name.',
    ko: '비어 있지 않은 같은 이름의 폴더가 있습니다. 다른 이름을 고르세요.',
  },
  ENAMETOOLONG: { en: 'The name is too long. Choose a shorter one.', ko: '이름이 너무 깁니다. 줄여 주세요.' },
  EBUSY: inUse,
  ETXTBSY: inUse,
  EADDRINUSE: {
    en: 'Another program has it already. Choose another one.',
    ko: '다른 프로그램이 이미 쓰고 있습니다. 다른 것을 고르세요.',
  },
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  EIO: {
    en: 'The disk reports a fault. Try again, or choose another place.',
    ko: '디스크에서 오류가 났습니다. 다시 시도하거나 다른 위치를 고르세요.',
  },
};

/** The name of a system's error, also where only its text has come. */
const nameOf = (error: unknown, text: string): string | undefined =>
  (error as { readonly code?: string } | null)?.code ?? /\bE[A-Z]{2,}\b(?=:)/.exec(text)?.[0];

/**
 * What failed, and in words why as far as the system's error says so: a message that ends with the reason and what to do, and the name or text
 * of the error as its detail.
 */
export function failedBecause(message: Localized, error: unknown): Pick<Diagnostic, 'message' | 'detail'> {
  const text = error instanceof Error ? error.message : String(error);
  const name = nameOf(error, text);
  const reason = name !== undefined && Object.hasOwn(REASONS, name) ? REASONS[name] : undefined;
  return {
    message: reason ? { en: `${message.en} ${reason.en}`, ko: `${message.ko} ${reason.ko}` } : message,
    detail: name ?? text,
  };
}

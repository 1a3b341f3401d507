import { say } from './terminal';

/** Descriptions of options that several commands have. */
export const PROJECT_FILE = say({ en: 'Project file', ko: '프로젝트 파일' });
export const CHECKPOINT_FOLDER = say({ en: 'Folder of the checkpoint', ko: '체크포인트가 있는 폴더' });
export const FIRST_SAMPLES = say({
  en: 'Use only the first so many samples',
  ko: '앞에서부터 이만큼의 샘플만 사용',
});
/** The option of every command that computes, with what it says. */
export const THREADS = {
  type: 'string',
  description: say({
    en: 'Threads of the processor; by itself as many as cores',
    ko: '프로세서 스레드 수, 생략하면 코어 수만큼',
  }),
  valueHint: 'n',
} as const;
export const JSON_LINES = say({ en: 'One JSON object a line', ko: '한 줄에 JSON 객체 하나씩 출력' });

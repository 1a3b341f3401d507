import { defineCommand, type ArgsDef } from 'citty';
import { runServer } from '../../server/run-server';
import { say } from '../terminal';
import { checkUsage, wholeNumber } from '../usage';

const args = {
  port: {
    type: 'string',
    description: say({
      en: 'Port on 127.0.0.1; 4317 by default, or any free one',
      ko: '127.0.0.1의 포트. 기본값은 4317이고, 쓸 수 없으면 비어 있는 포트',
    }),
    valueHint: 'n',
  },
  open: {
    type: 'boolean',
    description: say({ en: 'Open the browser', ko: '브라우저 열기' }),
    default: true,
    negativeDescription: say({ en: 'Only print the address', ko: '주소만 출력' }),
  },
} satisfies ArgsDef;

/** The app in a browser on this machine. */
export const serve = defineCommand({
  meta: {
    name: 'serve',
    description: say({ en: 'Open the app in a browser', ko: '앱을 브라우저에서 엽니다' }),
  },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    await runServer({ port: wholeNumber(given.port, 'port', 0, 65_535), open: given.open });
    return 0;
  },
});

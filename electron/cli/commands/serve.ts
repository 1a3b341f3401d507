import { defineCommand, type ArgsDef } from 'citty';
import { runServer } from '../../server/run-server';
import { checkUsage, wholeNumber } from '../usage';

const args = {
  port: {
    type: 'string',
    description: 'Port on 127.0.0.1; 4317 by default, or any free one',
    valueHint: 'n',
  },
  open: {
    type: 'boolean',
    description: 'Open the browser',
    default: true,
    negativeDescription: 'Only print the address',
  },
} satisfies ArgsDef;

/** The app in a browser on this machine. */
export const serve = defineCommand({
  meta: { name: 'serve', description: 'Open the app in a browser' },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    await runServer({ port: wholeNumber(given.port, 'port', 0, 65_535), open: given.open });
    return 0;
  },
});

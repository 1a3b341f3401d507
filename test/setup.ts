import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

// The same examples in every run: a failure can be looked at again, and one run says as much as the other.
fc.configureGlobal({ seed: 20_261_125 });
// Tests mean the same whether TensorFlow is installed or not; `npm run test:tensorflow` is for the installed one.
process.env['NEUROLOOM_TENSORFLOW'] = join(tmpdir(), 'neuroloom-no-tensorflow');

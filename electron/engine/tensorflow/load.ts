import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';
import { threadCount } from '../threads';
import type { TensorFlow } from './api';
import { installedTensorflow } from './installed';

export const NOT_INSTALLED: Localized = {
  en: 'TensorFlow is not installed. “npm run setup:tensorflow” installs it.',
  ko: 'TensorFlow가 설치되어 있지 않습니다. “npm run setup:tensorflow” 명령으로 설치합니다.',
};

let loaded: TensorFlow | undefined;

/** The installed TensorFlow, loaded once in a process, with its threads as they are chosen then. Throws a DiagnosticError where there is none. */
export function loadTensorflow(): TensorFlow {
  loaded ??= load();
  return loaded;
}

function load(): TensorFlow {
  const installed = installedTensorflow();
  if (!installed)
    throw new DiagnosticError({
      code: 'tensorflow-not-installed',
      severity: 'error',
      param: 'device',
      message: NOT_INSTALLED,
    });
  // Gone since Node 23, and still called.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
  // Read by the library when it is loaded: no notes on standard error, and sums in the same order every time.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  process.env['TF_DETERMINISTIC_OPS'] ??= '1';
  process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threadCount());
  const require = createRequire(join(installed.folder, 'package.json'));
  return require(installed.package) as TensorFlow;
}

import { listSupportedBackends } from 'onnxruntime-node';
import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';
import type { DeviceInfo } from '#shared/protocol/api';
import { type Chosen, fastest, type Question } from './fastest';
import { probe } from './probe';
import { DEVICES, SAFE_DEVICE } from './table';
import type { RunTask } from './task';

/** What this machine can train with. */
export interface Devices {
  /** All of the table, tried. */
  list(): Promise<DeviceInfo[]>;
  /** The device that the question's project names or, for `auto`, the fastest one. Throws a DiagnosticError when it cannot be used. */
  choose(question: Question): Promise<Chosen>;
  /** For what ONNX Runtime computes and must not wait: the device of this name when it is known to work, else the processor. */
  known(name: string): string;
}

/** Answers kept for `auto`: those of the networks that were trained last. */
const KEPT_ANSWERS = 50;

/** With `run`, which must compute in another process, every device is tried when first asked for; without, there is only the processor. */
export function createDevices(run: RunTask | null): Devices {
  const bundled = new Set(listSupportedBackends().map(({ name }) => name));
  const probes = new Map<string, Promise<Localized | null>>();
  const usable = new Set<string>([SAFE_DEVICE]);
  const answers = new Map<string, Promise<Chosen>>();

  function whyNot(name: string): Promise<Localized | null> {
    let reason = probes.get(name);
    if (!reason) {
      reason = findReason(name);
      probes.set(name, reason);
      void reason.then((found) => found ?? usable.add(name));
    }
    return reason;
  }

  async function findReason(name: string): Promise<Localized | null> {
    const device = DEVICES[name]!;
    if (device.isSafe) return null;
    return device.whyNot(bundled) ?? (run ? probe(name, device, run) : NOT_TRIED);
  }

  async function usableNames(): Promise<string[]> {
    const reasons = await Promise.all(Object.keys(DEVICES).map(whyNot));
    return Object.keys(DEVICES).filter((_, i) => reasons[i] === null);
  }

  async function choose(question: Question): Promise<Chosen> {
    const name = question.source.training.device;
    if (name === 'auto') return run ? automatic(question, run) : { name: SAFE_DEVICE, notes: [] };
    const reason = Object.hasOwn(DEVICES, name) ? await whyNot(name) : noSuch(name);
    if (!reason) return { name, notes: [] };
    throw notUsable(name, reason, await usableNames());
  }

  async function automatic(question: Question, runner: RunTask): Promise<Chosen> {
    const names = await usableNames();
    if (names.length === 1) return { name: names[0]!, notes: [] };
    const { key } = question;
    let answer = answers.get(key);
    if (!answer) {
      answer = fastest(question, names, runner);
      answers.set(key, answer);
      for (const oldest of answers.keys()) if (answers.size > KEPT_ANSWERS) answers.delete(oldest);
    }
    return answer;
  }

  return {
    async list() {
      return Promise.all(
        Object.entries(DEVICES).map(async ([name, { label }]) => {
          const reason = await whyNot(name);
          return { name, label: { ...label }, usable: reason === null, ...(reason && { reason }) };
        }),
      );
    },
    choose,
    known: (name) => (usable.has(name) && !DEVICES[name]!.createTrainer ? name : SAFE_DEVICE),
  };
}

const NOT_TRIED: Localized = {
  en: 'It has not been tried: that needs a process of its own.',
  ko: '확인하려면 별도의 프로세스가 필요하여 확인하지 않았습니다.',
};

const noSuch = (name: string): Localized => ({
  en: `There is no device "${name}".`,
  ko: `"${name}" 장치가 없습니다.`,
});

const notUsable = (name: string, reason: Localized, usable: readonly string[]): DiagnosticError =>
  new DiagnosticError({
    code: 'device-not-usable',
    severity: 'error',
    param: 'device',
    message: reason,
    expected: ['auto', ...usable].join(', '),
    received: name,
    fix: {
      label: { en: 'Use the processor', ko: '프로세서 사용' },
      repair: { kind: 'setTraining', key: 'device', value: SAFE_DEVICE },
    },
  });

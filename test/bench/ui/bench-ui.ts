import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { describeMachine } from '../machine';
import { median } from '../statistics';
import { HELD, largeProject } from './drawing';
import { EDITS, takeHold, timeEdit } from './edits';
import { GESTURES } from './gestures';
import { SETTLE_MS, showAll, showClose } from './hand';
import { record } from './recorder';
import {
  type EditFigures,
  editFigures,
  formatUiReport,
  type FrameFigures,
  frameFigures,
  LIMITS,
  type UiReport,
} from './report';
import { openProject, startSession, startTraining } from './session';

/** How much is measured. */
const PLANS = {
  thorough: { ms: 5000, edits: 20, opens: 5 },
  quick: { ms: 1500, edits: 6, opens: 2 },
} as const;
type Plan = (typeof PLANS)[keyof typeof PLANS];

/** Distances from which one works, on a block. */
const VIEWS: readonly { readonly id: string; show(page: Page, on: string): Promise<void> }[] = [
  { id: 'all blocks', show: (page) => showAll(page) },
  { id: 'close', show: showClose },
];

async function measureFrames(page: Page, { ms }: Plan, only: string | undefined): Promise<FrameFigures[]> {
  const figures: FrameFigures[] = [];
  for (const view of VIEWS) {
    for (const gesture of GESTURES.filter(({ id }) => only === undefined || only.split(',').includes(id))) {
      if (gesture.isClose && view.id !== 'close') continue;
      note(`${gesture.label}, ${view.id}`);
      await view.show(page, gesture.on ?? HELD.middle);
      await gesture.prepare?.(page);
      await page.waitForTimeout(SETTLE_MS);
      const recording = await record(page, () => gesture.run(page, ms));
      await gesture.clear?.(page);
      figures.push(frameFigures(gesture.label, view.id, recording));
    }
  }
  return figures;
}

async function measureEdits(page: Page, plan: Plan): Promise<EditFigures[]> {
  const figures: EditFigures[] = [];
  for (const edit of EDITS) {
    note(edit.label);
    await takeHold(page, edit);
    const times = [];
    for (let i = 0; i < plan.edits; i++) {
      times.push(await timeEdit(page, edit, edit.keys[i % edit.keys.length]!));
      await page.waitForTimeout(SETTLE_MS);
    }
    figures.push(editFigures(edit.label, times));
  }
  return figures;
}

async function measureOpening(page: Page, file: string, blocks: number, times: number) {
  const opened: number[] = [];
  for (let i = 0; i < times; i++) {
    note('open');
    await page.keyboard.press('Control+Alt+n');
    await page.waitForTimeout(SETTLE_MS * 2);
    opened.push(await openProject(page, file, blocks));
    await page.waitForTimeout(SETTLE_MS * 2);
  }
  const p50 = median(opened);
  return { p50, worst: Math.max(...opened), met: p50 <= LIMITS.open };
}

function rendererOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : 'software, without WebGL';
  });
}

function note(text: string): void {
  process.stderr.write(`${text} …\n`);
}

/** `bench-ui.mjs <repository> <chromium> [--json] [--quick] [--no-training] [--blocks 300] [--only drag,zoom]` */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      'no-training': { type: 'boolean', default: false },
      blocks: { type: 'string', default: '300' },
      only: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [root, executable] = positionals as [string, string];
  const plan = PLANS[values.quick ? 'quick' : 'thorough'];
  const blocks = Number(values.blocks);
  const training = !values['no-training'];
  const machine = describeMachine(root);
  const session = await startSession(root, executable, largeProject(blocks));
  const { page, browser, file } = session;
  try {
    const open = await measureOpening(page, file, blocks, plan.opens);
    if (training) await startTraining(page);
    const report: UiReport = {
      format: 'neuroloom-ui-benchmark',
      version: 1,
      date: new Date().toISOString(),
      machine,
      browser: `Chromium ${browser.version()}`,
      renderer: await rendererOf(page),
      blocks,
      training,
      frames: await measureFrames(page, plan, values.only),
      edits: await measureEdits(page, plan),
      open,
    };
    process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : formatUiReport(report)}\n`);
  } finally {
    await session.close();
  }
}

await main();

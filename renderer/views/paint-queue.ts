/** Draws something once. */
type Job = () => void;

/** Patient pictures take at most so many milliseconds of a frame, and so many of them are drawn in one: what changes has to be handed over for display too. */
const BUDGET_MS = 4;
const MOST_IN_A_FRAME = 3;

const urgent = new Set<Job>();
/** In the order in which they were asked for; one that waits keeps its place when it is asked for again. */
const patient = new Set<Job>();
let afterwards: (() => void)[] = [];
let request = 0;
let isHeld = false;

/**
 * Draws in one of the next frames: urgent pictures in the next one, patient ones a few in each, so that many of them never hold up
 * what the hand does. Asking twice draws once.
 */
export function paintSoon(job: Job, isPatient: boolean): void {
  (isPatient ? patient : urgent).add(job);
  request ||= requestAnimationFrame(paintFrame);
}

export function cancelPaint(job: Job): void {
  urgent.delete(job);
  patient.delete(job);
}

/** Calls `done` in the first of the next frames in which no patient picture waits any longer. */
export function afterPainting(done: () => void): void {
  afterwards.push(done);
  request ||= requestAnimationFrame(paintFrame);
}

/** Until `goOnPainting` patient pictures are kept waiting, and nobody waits for them: something else has every frame for itself. */
export function holdPatient(): void {
  isHeld = true;
}

export function goOnPainting(): void {
  isHeld = false;
  if (patient.size > 0) request ||= requestAnimationFrame(paintFrame);
}

function paintFrame(): void {
  request = 0;
  for (const job of take(urgent, Infinity)) job();
  if (!isHeld && paintPatient()) {
    request ||= requestAnimationFrame(paintFrame);
    return;
  }
  const done = afterwards;
  afterwards = [];
  for (const call of done) call();
}

/** Draws some of the patient pictures; true where others wait. */
function paintPatient(): boolean {
  const start = performance.now();
  for (let i = 0; i < MOST_IN_A_FRAME && performance.now() - start < BUDGET_MS; i++)
    for (const job of take(patient, 1)) job();
  return patient.size > 0;
}

function take(jobs: Set<Job>, most: number): readonly Job[] {
  const taken = [...jobs].slice(0, most);
  for (const job of taken) jobs.delete(job);
  return taken;
}

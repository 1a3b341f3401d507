import { coreml } from './coreml';
import { cpu } from './cpu';
import { cuda } from './cuda';
import type { Device } from './definition';
import { dml } from './dml';
import { tensorflow } from './tensorflow';
import { webgpu } from './webgpu';

/**
 * Every device by the name it has in project files, which is also that of ONNX Runtime's execution provider. The first is the one all
 * others are compared with.
 */
export const DEVICES: Readonly<Record<string, Device>> = { cpu, webgpu, dml, coreml, cuda, tensorflow };

/** The device with which every machine can train. */
export const SAFE_DEVICE = 'cpu';

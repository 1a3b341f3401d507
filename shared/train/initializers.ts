import type { InitializerDefinition } from './definition';
import { constant } from './initializers/constant';
import { glorotNormal } from './initializers/glorot-normal';
import { glorotUniform } from './initializers/glorot-uniform';
import { heNormal } from './initializers/he-normal';
import { heUniform } from './initializers/he-uniform';
import { identity } from './initializers/identity';
import { lecunNormal } from './initializers/lecun-normal';
import { lecunUniform } from './initializers/lecun-uniform';
import { ones } from './initializers/ones';
import { orthogonal } from './initializers/orthogonal';
import { randomNormal } from './initializers/random-normal';
import { randomUniform } from './initializers/random-uniform';
import { truncatedNormal } from './initializers/truncated-normal';
import { varianceScaling } from './initializers/variance-scaling';
import { zeros } from './initializers/zeros';

/**
 * By Keras's names, with Keras's laws and defaults (https://keras.io/api/layers/initializers/). Element i of a weight depends on
 * `uniform(i)` alone, except in an orthogonal matrix.
 */
export const INITIALIZERS: Readonly<Record<string, InitializerDefinition>> = {
  glorot_uniform: glorotUniform,
  glorot_normal: glorotNormal,
  he_normal: heNormal,
  he_uniform: heUniform,
  lecun_normal: lecunNormal,
  lecun_uniform: lecunUniform,
  variance_scaling: varianceScaling,
  random_normal: randomNormal,
  truncated_normal: truncatedNormal,
  random_uniform: randomUniform,
  orthogonal,
  identity,
  constant,
  zeros,
  ones,
};

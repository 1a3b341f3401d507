/** Weights that are shown as pictures; of a layer with several of them the first one. */
export const PICTURED_WEIGHTS = ['kernel', 'depthwise_kernel', 'embeddings'] as const;

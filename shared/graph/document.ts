import { z } from 'zod';

/**
 * The drawing as plain JSON. React Flow's objects are never the document; `renderer/canvas` adapts.
 * Every list keeps its order: of merging layers' inputs, the first wire in `edges` is the first input.
 */

export const paramValueSchema = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.null(),
  z.array(z.number()).readonly(),
]);
export type ParamValue = z.infer<typeof paramValueSchema>;

export const paramsSchema = z.record(z.string(), paramValueSchema).readonly();
export type Params = z.infer<typeof paramsSchema>;

/** A row of a table by its key, with values of its parameters; those not given have their defaults. */
export const choiceSchema = z.object({ type: z.string(), params: paramsSchema }).readonly();
export type Choice = z.infer<typeof choiceSchema>;

const idSchema = z.string().min(1).max(100);

/** Codes of remarks that are not to be shown; absent: none. Errors are always shown. */
const silencedSchema = z.array(z.string().max(100)).max(500).readonly().optional();
/** As far from the middle as anything is drawn. */
const FARTHEST = 1e7;
const coordinateSchema = z.number().min(-FARTHEST).max(FARTHEST);
const positionSchema = z.object({ x: coordinateSchema, y: coordinateSchema }).readonly();
const lengthSchema = z.number().min(0).max(FARTHEST);
const sizeSchema = z.object({ width: lengthSchema, height: lengthSchema }).readonly();

export const graphNodeSchema = z
  .object({
    id: idSchema,
    /** A key of `LAYERS`, or `composite`. */
    type: z.string().min(1),
    /** Unique in the drawing; Keras's style: `conv2d_1`. */
    name: z.string().min(1).max(100),
    params: paramsSchema,
    /** A frozen layer's weights stay as they are. */
    trainable: z.boolean(),
    /** A bypassed layer passes its input on, where the shapes allow. */
    bypassed: z.boolean(),
    position: positionSchema,
    /** For `type: 'composite'`: which composite, and how many times in a row. */
    composite: z
      .object({ id: idSchema, repeat: z.number().int().min(1).max(200) })
      .readonly()
      .optional(),
    /** Of this block. */
    silenced: silencedSchema,
  })
  .readonly();
export type GraphNode = z.infer<typeof graphNodeSchema>;

export const graphEdgeSchema = z
  .object({
    id: idSchema,
    source: idSchema,
    sourcePort: z.string(),
    target: idSchema,
    targetPort: z.string(),
  })
  .readonly();
export type GraphEdge = z.infer<typeof graphEdgeSchema>;

export const frameSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    position: positionSchema,
    size: sizeSchema,
    color: z.string().optional(),
  })
  .readonly();
/** A titled rectangle behind blocks; what lies wholly inside moves with it. */
export type Frame = z.infer<typeof frameSchema>;

export const noteSchema = z
  .object({
    id: idSchema,
    text: z.string(),
    position: positionSchema,
    size: sizeSchema,
  })
  .readonly();
/** A text beside the blocks. */
export type Note = z.infer<typeof noteSchema>;

const portSchema = z
  .object({
    name: z.string(),
    node: idSchema,
    port: z.string(),
    /** Of an input that leads to a merging layer: before it come so many wires from inside; absent: none. */
    after: z.number().int().min(1).optional(),
  })
  .readonly();

/** A port as it is drawn inside. */
const portBlockSchema = z
  .object({ side: z.enum(['in', 'out']), name: z.string().min(1).max(100), position: positionSchema })
  .readonly();
export type PortBlock = z.infer<typeof portBlockSchema>;

/** A named sub-graph that nodes of type `composite` use, with ports that lead to nodes inside. */
export const compositeSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    nodes: z.array(graphNodeSchema).max(5000).readonly(),
    edges: z.array(graphEdgeSchema).max(20000).readonly(),
    inputs: z.array(portSchema).max(5000).readonly(),
    outputs: z.array(portSchema).max(5000).readonly(),
    /** The ports in their order, those too that no wire inside reaches; absent: as `inputs` and `outputs` name them. */
    portBlocks: z.array(portBlockSchema).max(1000).readonly().optional(),
    frames: z.array(frameSchema).max(5000).readonly().optional(),
    notes: z.array(noteSchema).max(5000).readonly().optional(),
  })
  .readonly();
export type Composite = z.infer<typeof compositeSchema>;

export const graphDocSchema = z
  .object({
    nodes: z.array(graphNodeSchema).max(5000).readonly(),
    edges: z.array(graphEdgeSchema).max(20000).readonly(),
    frames: z.array(frameSchema).readonly(),
    notes: z.array(noteSchema).readonly(),
    composites: z.array(compositeSchema).readonly(),
    /** Of the whole project. */
    silenced: silencedSchema,
  })
  .readonly();
export type GraphDoc = z.infer<typeof graphDocSchema>;

export const EMPTY_GRAPH: GraphDoc = { nodes: [], edges: [], frames: [], notes: [], composites: [] };

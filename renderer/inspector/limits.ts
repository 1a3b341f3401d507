/** As many tiles as the engine sends of one block. */
export const MOST_TILES = 1024;

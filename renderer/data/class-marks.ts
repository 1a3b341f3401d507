/** How the points of a class look: a colour and a form, so that no one needs to tell colours apart. */
export interface ClassMark {
  readonly color: string;
  /** SVG path about the origin, about 2 wide. */
  readonly path: string;
}

/** Colours have a contrast of at least 3 : 1 with white and near-black. */
const MARKS: readonly ClassMark[] = [
  { color: '#2f6fed', path: 'M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z' },
  { color: '#e05a0c', path: 'M-.85 -.85H.85V.85H-.85Z' },
  { color: '#2f9440', path: 'M0 -1.1L1.05 .8H-1.05Z' },
  { color: '#8b5cf6', path: 'M0 -1.2L1 0L0 1.2L-1 0Z' },
  { color: '#0b8f9c', path: 'M-1 -.35H-.35V-1H.35V-.35H1V.35H.35V1H-.35V.35H-1Z' },
  { color: '#d6409f', path: 'M0 1.1L1.05 -.8H-1.05Z' },
  {
    color: '#8a7512',
    path: 'M-1 -.55L-.55 -1L0 -.45L.55 -1L1 -.55L.45 0L1 .55L.55 1L0 .45L-.55 1L-1 .55L-.45 0Z',
  },
  { color: '#64748b', path: 'M-1.1 -.45H1.1V.45H-1.1Z' },
];

export const markOf = (label: number): ClassMark => MARKS[label % MARKS.length]!;

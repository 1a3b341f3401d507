/** Classes of the kinds of pieces that code is cut into; they read well in both themes. */
export const CODE_COLORS: Readonly<Record<string, string>> = {
  keyword: 'text-accent',
  literal: 'text-accent',
  number: 'text-warning',
  string: 'text-ok',
  comment: 'text-muted italic',
  built_in: 'text-accent',
  title: 'font-semibold',
};

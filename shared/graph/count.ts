const COUNT = new Intl.NumberFormat('en-US');

/** `12,345` */
export const formatCount = (n: number): string => COUNT.format(n);

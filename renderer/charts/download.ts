/** Hands a file to the browser, which keeps it as it keeps every download. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A project's name as the start of a file name. */
export const fileStem = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^-+|-+$/g, '') || 'neuroloom';

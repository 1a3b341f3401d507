/** Inputs that hold no text to edit. */
const BUTTONS = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];

/** Whether the element in focus holds text that one edits. */
export function isTyping(focused: Element | null): boolean {
  if (focused instanceof HTMLInputElement) return !BUTTONS.includes(focused.type);
  return (
    focused instanceof HTMLTextAreaElement || (focused instanceof HTMLElement && focused.isContentEditable)
  );
}

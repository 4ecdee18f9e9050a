/** Control characters, and those that change the direction of what follows. */
const INVISIBLE = /[\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** A text that somebody else wrote, as it may stand on a terminal: whatever would move the cursor, clear the screen or set its title is shown
 *  as a picture of itself, so that the name of a job cannot pass for the result of another one. */
export const shownText = (text: string): string => text.replace(INVISIBLE, pictureOf);

/** The same of several lines. */
export const shownLines = (text: string): string => text.split('\n').map(shownText).join('\n');

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '�';
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Draws a transcript of `npm start -- --approve` as docs/rehearsal.svg:
 *  npm start -- --approve | tee /tmp/story.txt; node docs/rehearsal-picture.ts < /tmp/story.txt */
const LINE = 19;
const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/^\s*✓/, '#3fb950'],
  [/^\s*✗/, '#f85149'],
  [/^\s*…/, '#d29922'],
  [/^\d+ · /, '#58a6ff'],
  [/^ {6}\S/, '#f0883e'],
  [/^\s*→/, '#8b949e'],
];

const harmless = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
const WIDTH = 118;

/** A long line goes on below, as far in as it began. */
function wrapped(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const indent = ' '.repeat(line.search(/\S/));
  const at = line.lastIndexOf(' ', WIDTH);
  return [line.slice(0, at), ...wrapped(indent + line.slice(at + 1))];
}

/** Paths of the machine that it ran on, and what the shell says around it, are no part of the picture. */
const ELSEWHERE = /^(>|npm |real|user|sys|Logs of all jobs)|^Job summaries|summary\.md$/;

const lines = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => !ELSEWHERE.test(line))
  .flatMap(wrapped)
  .filter((line, index, all) => line.trim() !== '' || all[index - 1]?.trim() !== '');
while (lines[0]?.trim() === '') lines.shift();
while (lines.at(-1)?.trim() === '') lines.pop();

const text = lines.map((line, index) => {
  const colour = COLOURS.find(([pattern]) => pattern.test(line))?.[1] ?? '#c9d1d9';
  return `  <text x="20" y="${58 + index * LINE}" fill="${colour}" xml:space="preserve">${harmless(line)}</text>`;
});
const height = 78 + lines.length * LINE;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="${height}" viewBox="0 0 960 ${height}" font-family="ui-monospace,Menlo,Consolas,monospace" font-size="13">
  <rect width="960" height="${height}" rx="8" fill="#0d1117"/>
  <circle cx="22" cy="20" r="6" fill="#f85149"/><circle cx="42" cy="20" r="6" fill="#d29922"/><circle cx="62" cy="20" r="6" fill="#3fb950"/>
${text.join('\n')}
</svg>
`;
writeFileSync(join(import.meta.dirname, 'rehearsal.svg'), svg);

import { type Seconds, seconds } from '../seconds.ts';
import { GRACE_NAMES, type GraceName, graceWord } from './grace-table.ts';

/** Some of the graces, as somebody set them. */
export type GivenGraces = Partial<Readonly<Record<GraceName, Seconds>>>;

/** `unschedulable:120,never-ready:90`: names and seconds. @throws a sentence with everything that is wrong */
export function parseGraces(text: string): GivenGraces {
  const given = new Map<GraceName, Seconds>();
  const problems: string[] = [];
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [, word = '', time] = /^\s*([a-z-]+)\s*:\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    const name = GRACE_NAMES.find((each) => graceWord(each) === word);
    if (time === undefined)
      problems.push(`"${part.trim()}" is no grace: wanted a name and seconds, "unschedulable:120".`);
    else if (name === undefined)
      problems.push(`There is no grace "${word}"; wanted one of ${GRACE_NAMES.map(graceWord).join(', ')}.`);
    else if (given.has(name)) problems.push(`"${word}" is given twice.`);
    else given.set(name, seconds(Number(time)));
  }
  if (problems.length > 0) throw new Error(problems.join(' '));
  return Object.fromEntries(given);
}

/** As `parseGraces` reads it. */
export const formatGraces = (graces: GivenGraces): string =>
  GRACE_NAMES.flatMap((name) => (graces[name] === undefined ? [] : [`${graceWord(name)}:${graces[name]}`])).join(',');

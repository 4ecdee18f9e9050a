/** A line of at most so many characters. A longer one keeps its beginning, which is often a time and a level, and more of its end,
 *  where most of them name the cause. */
export function shortened(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const beginning = Math.floor(longest / 3);
  return `${line.slice(0, beginning)} … ${line.slice(beginning + 3 - longest)}`;
}

/** A condition with one thing less in it. */
export interface Bent {
  /** Unique for the condition, in a few words. */
  readonly how: string;
  readonly what: string;
  readonly condition: string;
}

/** Everything that can be left out of a condition of the form that Sluice writes: each thing that is asked, each of several ways to fit,
 *  and each event of a list. */
export function bentConditions(condition: string): readonly Bent[] {
  const asked = split(condition, ' && ');
  return asked.flatMap((part, place) => [
    without(asked, place, ' && ', `asks-${place + 1}`),
    ...bentWays(part).map((bent) => ({ ...bent, condition: asked.with(place, bent.condition).join(' && ') })),
    ...bentList(part, `asks-${place + 1}`).map((bent) => ({
      ...bent,
      condition: asked.with(place, bent.condition).join(' && '),
    })),
  ]);
}

/** `(… && …) || (… && …)` in brackets of its own. */
function bentWays(part: string): readonly Bent[] {
  if (!part.startsWith('(')) return [];
  const ways = split(part.slice(1, -1), ' || ');
  const whole = (others: readonly string[]): string => `(${others.join(' || ')})`;
  return ways.flatMap((way, place) => {
    const asked = split(way.slice(1, -1), ' && ');
    const inPlace = (condition: string): string => whole(ways.with(place, `(${condition})`));
    const name = `way-${place + 1}`;
    return [
      { how: `without-${name}`, what: `a way to fit is gone: ${way}`, condition: whole(ways.toSpliced(place, 1)) },
      ...asked.flatMap((one, index) =>
        [without(asked, index, ' && ', `${name}-asks-${index + 1}`), ...bentList(one, `${name}-asks-${index + 1}`)].map(
          (bent, nth) => ({
            ...bent,
            condition: inPlace(nth === 0 ? bent.condition : asked.with(index, bent.condition).join(' && ')),
          }),
        ),
      ),
    ];
  });
}

function bentList(part: string, name: string): readonly Bent[] {
  const [, claim = '', list = ''] = /^(\S+) in \[(.*)\]$/.exec(part) ?? [];
  const values = list === '' ? [] : list.split(', ');
  return values.map((value, place) => ({
    how: `${name}-without-${value.replaceAll("'", '')}`,
    what: `${value} is no ${claim} any more`,
    condition: `${claim} in [${values.toSpliced(place, 1).join(', ')}]`,
  }));
}

const without = (parts: readonly string[], place: number, by: string, how: string): Bent => ({
  how,
  what: `nobody asks for ${parts[place] ?? ''}`,
  condition: parts.toSpliced(place, 1).join(by),
});

/** Splits where no bracket is open. */
export function split(text: string, by: string): readonly string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    depth += '(['.includes(text[at] ?? '') ? 1 : ')]'.includes(text[at] ?? '') ? -1 : 0;
    if (depth > 0 || !text.startsWith(by, at)) continue;
    parts.push(text.slice(from, at));
    from = at + by.length;
  }
  return [...parts, text.slice(from)];
}

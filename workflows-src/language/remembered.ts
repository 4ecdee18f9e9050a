const FORGETTING: (() => void)[] = [];

/** Asked once per object until everything is forgotten: rules and the renderer ask for the same over and over, and the data never changes. */
export function remembered<Key extends object, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  let answers = new Map<Key, Answer>();
  // Another map, not an empty one: the table of a map that was emptied leads to the next one, and what is old keeps what is new alive.
  FORGETTING.push(() => {
    answers = new Map();
  });
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
}

/** Asked once per text, as long as there are not too many of them. */
export function rememberedText<Answer>(most: number, ask: (text: string) => Answer): (text: string) => Answer {
  let answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= most) answers = new Map();
    const answer = ask(text);
    answers.set(text, answer);
    return answer;
  };
}

/** Of no use once a workflow is written. To remember weakly instead is no way out: what is, outlives every small collection, and a thousand
 *  workflows would fill the memory. */
export function forget(): void {
  for (const forgetAnswers of FORGETTING) forgetAnswers();
}

import { data } from './parser/github-parser.mjs';
import { NotRehearsed } from './problems.ts';

/** Objects of a webhook that the rehearsal makes itself, with the fields that workflows use: GitHub's have more. */
const MADE = [
  'comment',
  'commits',
  'head_commit',
  'issue',
  'merge_group',
  'pull_request',
  'repository',
  'sender',
  'workflow_run',
];
/** Fields that GitHub itself leaves out where they do not apply. */
const MAY_MISS: readonly string[] = ['issue.pull_request'];

/** The `event` of a `github` context. A field that GitHub sends and the rehearsal does not is no null: whoever asks for it is told.
 *  @see https://docs.github.com/en/webhooks/webhook-events-and-payloads */
export function webhookData(event: data.ExpressionData): data.ExpressionData {
  if (!(event instanceof data.Dictionary)) return event;
  return new data.Dictionary(
    ...event.pairs().map(({ key, value }) => ({ key, value: MADE.includes(key) ? strict(value, key) : value })),
  );
}

function strict(value: data.ExpressionData, path: string): data.ExpressionData {
  if (value instanceof data.Array) return new data.Array(...value.values().map((item) => strict(item, path)));
  if (!(value instanceof data.Dictionary)) return value;
  return new MadeObject(
    path,
    value.pairs().map((pair) => ({ key: pair.key, value: strict(pair.value, `${path}.${pair.key}`) })),
  );
}

class MadeObject extends data.Dictionary {
  readonly #path: string;

  constructor(path: string, pairs: readonly { key: string; value: data.ExpressionData }[]) {
    super(...pairs);
    this.#path = path;
  }

  /** @throws {NotRehearsed} */
  override get(key: string): data.ExpressionData | undefined {
    const found = super.get(key);
    const field = `${this.#path}.${key}`;
    if (found !== undefined || MAY_MISS.includes(field.toLowerCase())) return found;
    throw new NotRehearsed(`the field github.event.${field}`);
  }
}

import { format } from 'node:util';
import { expect } from 'expect';

type Deed = () => unknown;
type Body = (...row: never[]) => unknown;

/** One test, as a plain function. */
export interface Test {
  readonly name: string;
  run(): Promise<void>;
}

/** What stands around tests. */
interface Group {
  readonly name: string;
  readonly before: Deed[];
  readonly after: Deed[];
  readonly outer: Group | undefined;
}

const group = (name: string, outer?: Group): Group => ({ name, outer, before: [], after: [] });

/** What a test file declares by jest's words, without jest: tests as data. */
export class Declared {
  tests: Test[] = [];
  #group = group('');

  /** Declares what a file declares while it is evaluated. */
  async by(load: () => Promise<void>): Promise<readonly Test[]> {
    this.tests = [];
    this.#group = group('');
    await load();
    return this.tests;
  }

  /** The words of `@jest/globals` that tests of rules use. One that is not here is missed by the file that imports it, by name. */
  get words(): object {
    const it = this.#eachOf((name, body) => this.#declare(name, body));
    const describe = this.#eachOf((name, body) => this.#within(name, body));
    return {
      ...{ it, test: it, describe, expect },
      beforeEach: (deed: Deed) => this.#group.before.push(deed),
      afterEach: (deed: Deed) => this.#group.after.push(deed),
    };
  }

  #declare(name: string, body: Deed): void {
    const around = this.#group;
    const run = async (): Promise<void> => {
      try {
        for (const deed of outerFirst(around).flatMap(({ before }) => before)) await deed();
        await body();
      } finally {
        for (const deed of outerFirst(around)
          .toReversed()
          .flatMap(({ after }) => after))
          await deed();
      }
    };
    const names = [...outerFirst(around).map((outer) => outer.name), name];
    this.tests.push({ name: names.filter((part) => part !== '').join(' › '), run });
  }

  #within(name: string, body: Deed): void {
    const outer = this.#group;
    this.#group = group(name, outer);
    try {
      body();
    } finally {
      this.#group = outer;
    }
  }

  #eachOf(declare: (name: string, body: Deed) => void): object {
    const each =
      (rows: Iterable<unknown>) =>
      (name: string, body: Body): void => {
        for (const row of rows) {
          const values = Array.isArray(row) ? row : [row];
          declare(titled(name, values), () => body(...(values as never[])));
        }
      };
    return Object.assign((name: string, body: Deed) => declare(name, body), { each });
  }
}

const outerFirst = (inner: Group | undefined): readonly Group[] =>
  inner === undefined ? [] : [...outerFirst(inner.outer), inner];

/** As jest writes it: `%s` takes values in turn, `$name` is a field of the first. */
function titled(name: string, values: readonly unknown[]): string {
  const places = name.match(/%[sdijof]/g)?.length ?? 0;
  const first = values[0];
  return format(name, ...values.slice(0, places)).replace(/\$(\w+)/g, (whole, key: string) =>
    typeof first === 'object' && first !== null && key in first ? String(first[key as keyof typeof first]) : whole,
  );
}

import { leaksIn, type Searched, searchedTable } from '../../secret-search.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import type { FakeGitHub } from '../fake-github.ts';
import type { StepResult } from '../run-action.ts';

/** Collects what a suite leaves for others to see, and looks for secrets in it when all is done. */
export class SecretSearch {
  readonly #values = new Map<string, string>();
  readonly #searched: Searched[] = [];
  #kinds: Promise<readonly string[]> | undefined;

  /** A value that nothing but a Secret may show. */
  plant(name: string, value: string): void {
    this.#values.set(name, value);
  }

  get hasValues(): boolean {
    return this.#values.size > 0;
  }

  add(place: string, text: string): void {
    this.#searched.push({ place, text });
  }

  addStep(where: string, { log, summary, outputs, state }: StepResult): void {
    this.add(`log of ${where}`, log);
    this.add(`summary of ${where}`, summary);
    this.add(`artifact: outputs of ${where}`, JSON.stringify(outputs));
    this.add(`artifact: state of ${where}`, JSON.stringify(state));
  }

  /** Every object of the namespace but Secrets, of every kind that the server knows, events too. */
  async addNamespace(kubectl: Kubectl, namespace: string): Promise<void> {
    this.#kinds ??= kindsOf(kubectl);
    const kinds = await this.#kinds;
    const found = (await kubectl.json(kinds.join(','), '--namespace', namespace, '--show-managed-fields')) as {
      readonly items: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[];
    };
    for (const object of found.items)
      this.add(`object: ${object.kind} ${namespace}/${object.metadata.name}`, JSON.stringify(object));
  }

  addGitHub({ deployments, requests }: FakeGitHub): void {
    this.add('record of all deployments', JSON.stringify(deployments));
    this.add('record of all requests', JSON.stringify(requests));
  }

  /** @returns what was searched, for people. @throws with each place where a value stands. */
  told(): string {
    const values = Object.fromEntries(this.#values);
    const leaks = leaksIn(this.#searched, values);
    if (leaks.length > 0) throw new Error(leaks.join('\n'));
    return searchedTable(this.#searched, values);
  }
}

async function kindsOf(kubectl: Kubectl): Promise<readonly string[]> {
  const names = await kubectl('api-resources', '--namespaced', '--verbs=list', '--output=name');
  return names.split('\n').filter((name) => name !== '' && name !== 'secrets' && !name.endsWith('.metrics.k8s.io'));
}

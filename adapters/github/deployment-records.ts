import {
  type DeploymentRecord,
  describeState,
  parseState,
  type RecordPayload,
  type RecordState,
  recordTask,
  statusOf,
} from '../../domain/record.ts';
import type { RecordQuery, Records } from '../../engine/records.ts';
import type { VerifiedRecords } from '../../engine/verification/complete-records.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { count, field, text } from './narrow.ts';
import { parseRecordPayload } from './record-payload.ts';

const NEWEST = 100;
/** Statuses are asked for so many records at a time; GitHub throttles more. */
const AT_A_TIME = 5;

/** Records in GitHub's Deployments. GitHub keeps a payload as it is, and only appends statuses.
 *  @see https://docs.github.com/en/rest/deployments/deployments */
export class DeploymentRecords implements Records, VerifiedRecords {
  readonly #api: GitHubApi;
  readonly #logUrl: string | undefined;

  /** `logUrl`: where people read what happened, beside each status that is written. */
  constructor(api: GitHubApi, logUrl?: string) {
    this.#api = api;
    this.#logUrl = logUrl;
  }

  async start(payload: RecordPayload): Promise<number> {
    const deployment = await this.#api.call(
      'POST /deployments',
      {
        ref: payload.commit,
        task: recordTask(payload.service),
        environment: payload.tier,
        payload,
        // Left out, GitHub would merge the default branch, and wait for every check of the commit, ours included.
        auto_merge: false,
        required_contexts: [],
        transient_environment: false,
        production_environment: false,
      },
      { repeat: 'never' },
    );
    const id = count(deployment, 'id');
    if (id === undefined) throw new GitHubError('GitHub created a deployment, but told no id of it.', undefined);
    // For people alone: a record without a status reads as started.
    await this.update(id, { phase: 'started' }).catch(() => undefined);
    return id;
  }

  async update(id: number, state: RecordState): Promise<void> {
    await this.#api.call(
      'POST /deployments/{deployment_id}/statuses',
      {
        deployment_id: id,
        state: statusOf(state),
        description: describeState(state),
        ...(this.#logUrl === undefined ? {} : { log_url: this.#logUrl }),
        // A record ends as what it was; what a tier runs now is told by the newest one.
        auto_inactive: false,
      },
      { repeat: 'on-trouble' },
    );
  }

  async read(id: number): Promise<DeploymentRecord | undefined> {
    const deployment = await this.#api
      .call('GET /deployments/{deployment_id}', { deployment_id: id }, { repeat: 'on-trouble' })
      .catch(absent);
    const record = parseDeployment(deployment);
    return record === undefined ? undefined : { ...record, state: await this.#state(id) };
  }

  async list({
    service,
    tier,
    release,
    kind,
    after = 0,
    limit = NEWEST,
  }: RecordQuery): Promise<readonly DeploymentRecord[]> {
    const found: Omit<DeploymentRecord, 'state'>[] = [];
    const query = { task: recordTask(service), environment: tier };
    for await (const deployment of this.#api.pages('GET /deployments', query)) {
      // Newest first, so nothing that follows is newer.
      if ((count(deployment, 'id') ?? 0) <= after) break;
      const record = parseDeployment(deployment);
      if (record?.service !== service || record.tier !== tier) continue;
      if (release !== undefined && record.release?.digest !== release) continue;
      if (kind !== undefined && record.kind !== kind) continue;
      found.push(record);
      if (found.length >= limit) break;
    }
    const records: DeploymentRecord[] = [];
    for (let from = 0; from < found.length; from += AT_A_TIME) {
      const some = found.slice(from, from + AT_A_TIME);
      records.push(
        ...(await Promise.all(some.map(async (record) => ({ ...record, state: await this.#state(record.id) })))),
      );
    }
    return records.sort((a, b) => b.id - a.id);
  }

  /** The newest status that Sluice wrote. Those of others are passed over, and so is one whose description and state disagree. */
  async #state(id: number): Promise<RecordState> {
    const statuses: { readonly id: number; readonly state: RecordState }[] = [];
    const route = 'GET /deployments/{deployment_id}/statuses';
    for await (const status of this.#api.pages(route, { deployment_id: id })) {
      const state = parseState(text(status, 'description') ?? '');
      if (state !== undefined && statusOf(state) === text(status, 'state')) {
        statuses.push({ id: count(status, 'id') ?? 0, state });
      }
    }
    return statuses.sort((a, b) => b.id - a.id)[0]?.state ?? { phase: 'started' };
  }
}

/** @returns `undefined` for deployments of others, and for records that are not filed where they say they belong. */
function parseDeployment(deployment: unknown): Omit<DeploymentRecord, 'state'> | undefined {
  const payload = parseRecordPayload(field(deployment, 'payload'));
  const [id, createdAt] = [count(deployment, 'id'), text(deployment, 'created_at')];
  if (payload === undefined || id === undefined || createdAt === undefined) return undefined;
  const filed =
    text(deployment, 'task') === recordTask(payload.service) && text(deployment, 'environment') === payload.tier;
  return filed ? { ...payload, id, createdAt } : undefined;
}

function absent(error: unknown): undefined {
  if (error instanceof GitHubError && error.answer.status === 404) return undefined;
  throw error;
}

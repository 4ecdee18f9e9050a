import type { IncomingMessage, RequestListener } from 'node:http';
import { NotRehearsed } from '../../workflow/problems.ts';
import type { Cloud } from '../cloud.ts';
import { at, textAt } from '../firestore/sent.ts';

export const MONITORING_HOST = 'monitoring.googleapis.com';
const TELLS = 'roles/monitoring.metricWriter';
/** Labels by which a rule finds what is told. @see https://cloud.google.com/monitoring/api/resources#tag_prometheus_target */
const PLACE = ['project_id', 'location', 'cluster', 'namespace', 'job', 'instance'] as const;

/** Numbers that somebody has told, by their metric and database. */
export type ToldNumbers = Map<string, number>;

interface Said {
  readonly status: number;
  readonly body: unknown;
}

/** The part of Cloud Monitoring that takes numbers, from whoever has the right.
 *  @param refuse ends the rehearsal: somebody wanted what is not rehearsed */
export const monitoringListener =
  (
    told: ToldNumbers,
    cloud: Pick<Cloud, 'find'>,
    { project, refuse }: { readonly project: string; readonly refuse: (error: NotRehearsed) => void },
  ): RequestListener =>
  (request, response) => {
    answered(request, told, cloud, project)
      .catch((error: unknown): Said => {
        if (error instanceof NotRehearsed) refuse(error);
        return refused(501, 'UNIMPLEMENTED', error instanceof Error ? error.message : String(error));
      })
      .then(
        ({ status, body }) =>
          void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        () => response.destroy(),
      );
  };

async function answered(
  request: IncomingMessage,
  told: ToldNumbers,
  cloud: Pick<Cloud, 'find'>,
  project: string,
): Promise<Said> {
  const { method = '', url = '', headers } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const who = cloud.find((headers.authorization ?? '').replace(/^Bearer /, ''));
  if (who === undefined) return refused(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  if (method !== 'POST' || url !== `/v3/projects/${project}/timeSeries`)
    throw new NotRehearsed(`${method} ${url} of Cloud Monitoring`);
  if (!who.rights.some((right) => right.kind === 'project' && right.role === TELLS))
    return refused(403, 'PERMISSION_DENIED', `Permission monitoring.timeSeries.create denied for ${who.name}.`);
  return taken(JSON.parse(Buffer.concat(chunks).toString('utf8')), told);
}

function taken(body: unknown, told: ToldNumbers): Said {
  const series = at(body, 'timeSeries');
  for (const each of Array.isArray(series) ? series : []) {
    const missing = PLACE.filter((label) => textAt(each, 'resource', 'labels', label) === '');
    const value = at(each, 'points', 0, 'value', 'doubleValue');
    if (missing.length > 0 || typeof value !== 'number')
      return refused(400, 'INVALID_ARGUMENT', `A time series lacks ${[...missing, 'or a value'].join(', ')}.`);
    told.set(`${textAt(each, 'metric', 'type')} ${textAt(each, 'metric', 'labels', 'database')}`, value);
  }
  return { status: 200, body: {} };
}

const refused = (status: number, code: string, message: string): Said => ({
  status,
  body: { error: { code: status, status: code, message } },
});

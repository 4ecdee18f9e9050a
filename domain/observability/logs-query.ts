import type { LineSeverity } from './logs.ts';

/** Lines that containers have written, and who reads them. */
export interface WantedLogs {
  /** One, or any of several. */
  readonly namespace: string | readonly string[];
  readonly cluster?: string | undefined;
  readonly container?: string | undefined;
  /** These pods alone; all of them where it is left out. */
  readonly pods?: readonly string[] | undefined;
  /** Lines that are at least as severe as this, or less. */
  readonly severity?: { readonly is: '>=' | '<'; readonly than: LineSeverity } | undefined;
  /** RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Nobody reads more pods at once, and a link must fit into a browser's line. */
const MOST_PODS = 20;

/** What is asked of Cloud Logging: a comparison a line, all of which must hold. Times stand in the query itself, which is what the
 *  Logs Explorer then goes by.
 *  @see https://cloud.google.com/logging/docs/view/logging-query-language */
export const logsQuery = ({ namespace, cluster, container, pods, severity, from, to }: WantedLogs): string =>
  [
    'resource.type="k8s_container"',
    ...(cluster === undefined ? [] : [`resource.labels.cluster_name=${quoted(cluster)}`]),
    `resource.labels.namespace_name=${oneOf([namespace].flat())}`,
    ...(container === undefined ? [] : [`resource.labels.container_name=${quoted(container)}`]),
    ...(pods === undefined ? [] : [`resource.labels.pod_name=${oneOf(pods.slice(0, MOST_PODS))}`]),
    ...(severity === undefined ? [] : [`severity${severity.is}${severity.than}`]),
    // Where nobody has said how bad a line is, that is less than everything.
    ...(severity?.is === '<' ? ['severity>DEFAULT'] : []),
    ...(from === undefined ? [] : [`timestamp>=${quoted(from)}`]),
    ...(to === undefined ? [] : [`timestamp<=${quoted(to)}`]),
  ].join('\n');

/** Where people read them. Nothing in it ends a link of Markdown.
 *  @param project whose logs these are; `undefined`: the one that the reader has chosen last */
export const logsUrl = (wanted: WantedLogs, project: string | undefined): string =>
  `https://console.cloud.google.com/logs/query;query=${encoded(logsQuery(wanted))}${project === undefined ? '' : `?project=${encoded(project)}`}`;

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

const oneOf = (texts: readonly string[]): string => {
  const [only, ...others] = texts.map(quoted);
  return only !== undefined && others.length === 0 ? only : `(${texts.map(quoted).join(' OR ')})`;
};

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[()'*!~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

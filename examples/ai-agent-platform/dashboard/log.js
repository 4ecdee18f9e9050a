/** One JSON object a line, with the fields that Cloud Logging understands.
 *  https://cloud.google.com/logging/docs/structured-logging
 *  @param {(line: string) => void} write */
export function createLog({ environment, digest, project }, write = (line) => process.stdout.write(line)) {
  return (severity, message, fields = {}, cause = undefined) => {
    const { trace, ...rest } = fields;
    const entry = {
      severity,
      time: new Date().toISOString(),
      message,
      tier: environment,
      imageDigest: digest,
      ...rest,
      ...(trace === undefined ? {} : named(trace, project)),
      ...(cause === undefined ? {} : { exception: cause.stack ?? String(cause) }),
    };
    write(`${JSON.stringify(entry)}\n`);
  };
}

const named = ({ id, span, sampled }, project) => ({
  'logging.googleapis.com/trace': project === undefined ? id : `projects/${project}/traces/${id}`,
  ...(span === undefined ? {} : { 'logging.googleapis.com/spanId': span }),
  'logging.googleapis.com/trace_sampled': sampled,
});

/** Where a request stands in a trace that somebody else began. */
export function traceOf(headers) {
  const parent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})/.exec(
    headers.traceparent ?? '',
  );
  if (parent !== null) return { id: parent[1], span: parent[2], sampled: (Number.parseInt(parent[3], 16) & 1) === 1 };
  const cloud = /^([0-9a-f]{32})(?:\/(\d{1,20}))?(?:;o=([01]))?$/i.exec(headers['x-cloud-trace-context'] ?? '');
  if (cloud === null) return undefined;
  const span = cloud[2] === undefined ? undefined : BigInt.asUintN(64, BigInt(cloud[2])).toString(16).padStart(16, '0');
  return { id: cloud[1].toLowerCase(), span, sampled: cloud[3] === '1' };
}

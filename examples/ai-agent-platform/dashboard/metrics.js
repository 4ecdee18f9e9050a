/** What Prometheus can ask; `metrics.contract` lists it. Values of labels come from closed sets, and are there from the start. */
const ROUTES = ['/', '/agents/{agent_id}', '/session', '/events', 'unmatched'];
const TIMED = ['/', '/agents/{agent_id}', '/session'];
const STATUSES = ['2xx', '3xx', '4xx', '5xx'];
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 30];

export function createMetrics() {
  const requests = new Map(ROUTES.flatMap((route) => STATUSES.map((status) => [`${route} ${status}`, 0])));
  const durations = new Map(TIMED.map((route) => [route, { sum: 0, count: 0, buckets: BUCKETS.map(() => 0) }]));
  const state = { streams: 0 };
  return {
    state,
    observe(route, status, seconds) {
      const name = `${route} ${String(status)[0]}xx`;
      requests.set(name, (requests.get(name) ?? 0) + 1);
      const found = durations.get(route);
      if (found === undefined) return;
      found.sum += seconds;
      found.count += 1;
      BUCKETS.forEach((bound, index) => {
        if (seconds <= bound) found.buckets[index] += 1;
      });
    },
    text() {
      const lines = [
        ...head('http_requests_total', 'counter', 'Answered requests of users; probes and scrapes are not among them.'),
        ...[...requests].map(([name, value]) => {
          const [route, status] = name.split(' ');
          return `http_requests_total{route="${route}",status="${status}"} ${value}`;
        }),
        ...head('http_request_duration_seconds', 'histogram', 'Time to answer a request of a user.'),
        ...[...durations].flatMap(([route, { sum, count, buckets }]) => [
          ...BUCKETS.map(
            (bound, index) => `http_request_duration_seconds_bucket{route="${route}",le="${bound}"} ${buckets[index]}`,
          ),
          `http_request_duration_seconds_bucket{route="${route}",le="+Inf"} ${count}`,
          `http_request_duration_seconds_sum{route="${route}"} ${sum}`,
          `http_request_duration_seconds_count{route="${route}"} ${count}`,
        ]),
        ...head('event_streams_active', 'gauge', 'Open streams of events to browsers.'),
        `event_streams_active ${state.streams}`,
        ...head('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.'),
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

const head = (name, type, help) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];

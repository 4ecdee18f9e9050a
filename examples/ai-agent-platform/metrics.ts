import { metricsContract } from '@sluice-delivery/sluice';

/** What the services measure: the same as their `metrics.contract`, which a test compares. */

/** Of the store. */
const OPERATIONS = [
  'add_agent',
  'count_agents',
  'list_agents',
  'get_agent',
  'remove_agent',
  'add_execution',
  'list_executions',
  'saw_user',
  'active_users',
  'bulletins',
] as const;

export const apiMetrics = metricsContract(
  { name: 'process_virtual_memory_bytes', type: 'gauge', unit: 'bytes', help: 'Virtual memory size in bytes.' },
  { name: 'process_resident_memory_bytes', type: 'gauge', unit: 'bytes', help: 'Resident memory size in bytes.' },
  {
    name: 'process_start_time_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Start time of the process since unix epoch in seconds.',
  },
  {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    unit: 'seconds',
    help: 'Total user and system CPU time spent in seconds.',
  },
  { name: 'process_open_fds', type: 'gauge', unit: 'files', help: 'Number of open file descriptors.' },
  { name: 'process_max_fds', type: 'gauge', unit: 'files', help: 'Maximum number of open file descriptors.' },
  {
    name: 'http_requests_total',
    type: 'counter',
    unit: 'requests',
    help: 'Answered requests of users; probes and scrapes are not among them.',
    labels: {
      route: ['/agents', '/agents/{agent_id}', '/agents/{agent_id}/executions', '/me', 'unmatched'],
      status: ['2xx', '4xx', '5xx'],
    },
  },
  {
    name: 'http_request_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time to answer a request of a user.',
    labels: { route: ['/agents', '/agents/{agent_id}', '/agents/{agent_id}/executions', '/me'] },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 30],
  },
  {
    name: 'http_requests_in_flight',
    type: 'gauge',
    unit: 'requests',
    help: 'Requests of users that have no answer yet.',
  },
  {
    name: 'requests_refused_total',
    type: 'counter',
    unit: 'requests',
    help: 'Requests and connections that limits refused.',
    labels: {
      reason: ['address-rate', 'user-rate', 'no-key', 'too-large', 'too-slow', 'encoding', 'connections', 'unread'],
    },
  },
  { name: 'agents_created_total', type: 'counter', unit: 'agents', help: 'Agents created.' },
  {
    name: 'agent_executions_total',
    type: 'counter',
    unit: 'executions',
    help: 'Executions of agents.',
    labels: { outcome: ['success', 'error'] },
  },
  { name: 'websocket_connections_active', type: 'gauge', unit: 'sessions', help: 'Open WebSocket sessions.' },
  {
    name: 'websocket_sessions_closed_total',
    type: 'counter',
    unit: 'sessions',
    help: 'Ended WebSocket sessions, by what ended them.',
    labels: { reason: ['client', 'restart', 'slow', 'rate', 'key', 'full', 'error'] },
  },
  {
    name: 'session_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Length of a WebSocket session.',
    buckets: [1, 10, 60, 300, 1800, 7200],
  },
  {
    name: 'active_users',
    type: 'gauge',
    unit: 'users',
    help: 'Users within the last days, counted in the store: the same from every pod.',
    labels: { window: ['1d', '30d'] },
  },
  {
    name: 'firestore_operation_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time of an operation of the store.',
    labels: { operation: OPERATIONS },
    buckets: [0.05, 0.25, 1, 2.5, 5],
  },
  {
    name: 'firestore_operation_errors_total',
    type: 'counter',
    unit: 'operations',
    help: 'Operations of the store that failed or took too long.',
    labels: { operation: OPERATIONS },
  },
);

export const dashboardMetrics = metricsContract(
  {
    name: 'http_requests_total',
    type: 'counter',
    unit: 'requests',
    help: 'Answered requests of users; probes and scrapes are not among them.',
    labels: {
      route: ['/', '/agents/{agent_id}', '/session', '/events', 'unmatched'],
      status: ['2xx', '3xx', '4xx', '5xx'],
    },
  },
  {
    name: 'http_request_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time to answer a request of a user.',
    labels: { route: ['/', '/agents/{agent_id}', '/session'] },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 30],
  },
  { name: 'event_streams_active', type: 'gauge', unit: 'streams', help: 'Open streams of events to browsers.' },
  { name: 'process_resident_memory_bytes', type: 'gauge', unit: 'bytes', help: 'Resident memory size in bytes.' },
);

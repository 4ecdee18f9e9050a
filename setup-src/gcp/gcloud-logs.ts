import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** What a setup asks of `gcloud` for logs; nothing where the delivery says nothing of them. */
export const logSections = ({ logs }: GcpSetup): readonly Section[] =>
  logs === undefined
    ? []
    : [
        {
          title: 'Logs: how long the project keeps them, and what of a tier it drops',
          lines: [
            `logs_kept ${logs.days}`,
            ...logs.exclusions.map(({ name, filter }) => `logs_dropped ${word(name)} ${word(filter)}`),
          ],
        },
        {
          title: 'Errors in logs: counted, also of what is dropped',
          lines: [`log_metric ${logs.metric.name} ${word(logs.metric.description)} ${word(logs.metric.filter)}`],
        },
      ];

export const logFunctions = ({ logs }: GcpSetup): string =>
  logs === undefined
    ? ''
    : `
# logs_kept DAYS: never shorter than they are, for what is older would be gone
logs_kept() {
  local found of=(_Default --location=global --project="$project")
  found=$(gcloud logging buckets describe "\${of[@]}" --format='value(retentionDays)')
  if [ "\${found:-0}" -gt "$1" ]; then
    complain "The project keeps its logs for $found days, wanted: $1. Older ones would be gone: gcloud logging buckets update _Default --location=global --retention-days=$1"
  else
    gcloud logging buckets update "\${of[@]}" --retention-days="$1" >/dev/null
  fi
}
${logs.exclusions.length === 0 ? '' : DROPPED}
# log_metric NAME DESCRIPTION FILTER
log_metric() {
  local verb=create
  ! gcloud logging metrics describe "$1" --project="$project" >/dev/null 2>&1 || verb=update
  gcloud logging metrics "$verb" "$1" --description="$2" --log-filter="$3" --project="$project" >/dev/null
}
`;

const DROPPED = `
# logs_dropped NAME FILTER
logs_dropped() {
  local found verb=add
  found=$(gcloud logging sinks describe _Default --project="$project" --format='value(exclusions.name)')
  case ";$found;" in *";$1;"*) verb=update ;; esac
  gcloud logging sinks update _Default "--$verb-exclusion=name=$1,filter=$2" --project="$project" >/dev/null
}
`;

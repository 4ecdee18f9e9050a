import { GAUGE_JOB, type Gauge } from '../../domain/restore-drill/gauge.ts';
import type { AgeBoard } from '../../engine/restore-drill/ports.ts';
import type { GoogleApi } from './google-api.ts';
import { GoogleError } from './google-error.ts';

/** So many of one call. @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/create */
const MOST = 200;

/** How a point is refused that is there. */
const WRITTEN = /must be written in order|written more frequently/;

/** Cloud Monitoring, told as its collectors of Prometheus' metrics tell it: by the names and labels that rules ask for. A metric of one's
 *  own (`custom.googleapis.com`) has no namespace, so no rule of a namespace would ever see it.
 *  @see https://cloud.google.com/monitoring/api/resources#tag_prometheus_target */
export class CloudGauges implements AgeBoard {
  readonly #api: GoogleApi;
  readonly #project: string;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(api: GoogleApi, project: string, now: () => number) {
    this.#api = api;
    this.#project = project;
    this.#now = now;
  }

  async tell(gauges: readonly Gauge[]): Promise<void> {
    const endTime = new Date(this.#now()).toISOString();
    for (let from = 0; from < gauges.length; from += MOST)
      await this.#write(gauges.slice(from, from + MOST).map((gauge) => this.#series(gauge, endTime)));
  }

  /** A try that was written and whose answer was lost is refused when it is repeated: what is told there is this very point. Nobody else
   *  writes these series, and drills run one after the other. */
  async #write(timeSeries: readonly object[]): Promise<void> {
    try {
      await this.#api.call({
        method: 'POST',
        path: `projects/${this.#project}/timeSeries`,
        body: { timeSeries },
        repeat: 'on-trouble',
      });
    } catch (error) {
      if (!(error instanceof GoogleError && error.status === 400 && WRITTEN.test(error.message))) throw error;
    }
  }

  #series({ metric, database, place, seconds }: Gauge, endTime: string): object {
    return {
      metric: { type: `prometheus.googleapis.com/${metric}/gauge`, labels: { database } },
      resource: {
        type: 'prometheus_target',
        labels: { project_id: this.#project, ...place, job: GAUGE_JOB, instance: database },
      },
      metricKind: 'GAUGE',
      valueType: 'DOUBLE',
      points: [{ interval: { endTime }, value: { doubleValue: seconds } }],
    };
  }
}

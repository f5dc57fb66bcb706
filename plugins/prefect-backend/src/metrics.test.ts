import type {
  MetricAttributes,
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance, InstanceId } from './instances';
import {
  createMirrorMetrics,
  observeMirror,
  observeLedger,
  observePolicies,
} from './metrics';

const production = 'production' as InstanceId;

type Recorded = { name: string; value: number; attributes: MetricAttributes };

/** Instruments that write down what they are told. */
class RecordingMetrics {
  readonly names: string[] = [];
  readonly recorded: Recorded[] = [];
  readonly #observed = new Map<string, MetricsServiceObservableCallback>();
  readonly service: MetricsService = metricsServiceMock.mock({
    createCounter: name => {
      this.names.push(name);
      return { add: this.#record(name) };
    },
    createHistogram: name => {
      this.names.push(name);
      return { record: this.#record(name) };
    },
    createObservableGauge: name => {
      this.names.push(name);
      return {
        addCallback: (callback: MetricsServiceObservableCallback) =>
          this.#observed.set(name, callback),
        removeCallback: () => {},
      };
    },
  });

  /** Asks what is only told when somebody asks. */
  async collect(): Promise<void> {
    for (const [name, callback] of this.#observed) {
      await callback({ observe: this.#record(name) });
    }
  }

  #record(name: string) {
    return (value: number, attributes: MetricAttributes = {}) => {
      this.recorded.push({ name, value, attributes });
    };
  }
}

function startFixture() {
  const metrics = new RecordingMetrics();
  const mirror = createMirrorMetrics(metrics.service);
  observeMirror(metrics.service, {
    mirror: {
      following: () => ({
        isHere: true,
        holder: 'a host 7',
        term: 4,
        behindMs: 12_500,
      }),
    },
    instances: { list: () => [{ id: production } as Instance] },
  });
  observePolicies(metrics.service, {
    policies: () => ({
      version: 'a',
      problem: 'starter.cedar:1:1: no',
      policies: [],
    }),
  });
  observeLedger(metrics.service, { isVerified: () => true });
  return { metrics, mirror };
}

it('counts what the mirror does, by instance', () => {
  const { metrics, mirror } = startFixture();
  mirror.received(production);
  mirror.folded(production, { told: 5, news: 3 });
  mirror.compared(production, { runs: 2, deployments: 1, tookMs: 1_500 });

  const attributes = { instance: 'production' };
  expect(metrics.recorded).toEqual([
    { name: 'prefect.mirror.events.received', value: 1, attributes },
    { name: 'prefect.mirror.events.folded', value: 3, attributes },
    { name: 'prefect.mirror.events.dropped', value: 2, attributes },
    {
      name: 'prefect.mirror.differences',
      value: 2,
      attributes: { ...attributes, kind: 'run' },
    },
    {
      name: 'prefect.mirror.differences',
      value: 1,
      attributes: { ...attributes, kind: 'deployment' },
    },
    { name: 'prefect.mirror.comparison', value: 1.5, attributes },
  ]);
});

it('tells who follows and how far behind it is, when somebody asks', async () => {
  const { metrics } = startFixture();
  await metrics.collect();

  const attributes = { instance: 'production' };
  expect(metrics.recorded).toEqual([
    { name: 'prefect.mirror.lag', value: 12.5, attributes },
    { name: 'prefect.mirror.holder', value: 1, attributes },
    { name: 'prefect.mirror.term', value: 4, attributes },
    { name: 'prefect.policies.refused', value: 1, attributes: {} },
    { name: 'prefect.ledger.verified', value: 1, attributes: {} },
  ]);
});

it('has each of its numbers explained for those who operate it', () => {
  const { metrics } = startFixture();
  const runbook = readFileSync(
    join(__dirname, '../../../docs/operating.md'),
    'utf8',
  );
  const explained = runbook.match(
    /`prefect\.(mirror|policies|ledger)\.[a-z.]+`/g,
  );
  expect(new Set(explained)).toEqual(
    new Set(metrics.names.map(name => `\`${name}\``)),
  );
});

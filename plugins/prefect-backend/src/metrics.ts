import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Access } from './access';
import type { Instances } from './instances';
import type { LedgerCheck } from './ledger';
import type { Mirror, MirrorMetrics } from './mirror';

/** Comparisons and takeovers are told apart well by these, in seconds. */
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Counts what the mirror does; `docs/operating.md` says what each number means. */
export function createMirrorMetrics(metrics: MetricsService): MirrorMetrics {
  const received = metrics.createCounter('prefect.mirror.events.received', {
    description: "Prefect's events that came",
    unit: '{event}',
  });
  const folded = metrics.createCounter('prefect.mirror.events.folded', {
    description: 'States that events told and that were stored',
    unit: '{event}',
  });
  const dropped = metrics.createCounter('prefect.mirror.events.dropped', {
    description: 'States that events told and that were known or too old',
    unit: '{event}',
  });
  const differences = metrics.createCounter('prefect.mirror.differences', {
    description: 'Things that a comparison found other than stored',
    unit: '{thing}',
  });
  const comparisons = metrics.createHistogram('prefect.mirror.comparison', {
    description: 'How long a comparison with Prefect takes',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS },
  });
  return {
    received: instance => received.add(1, { instance }),
    folded: (instance, { told, news }) => {
      folded.add(news, { instance });
      dropped.add(told - news, { instance });
    },
    compared: (instance, { runs, deployments, tookMs }) => {
      differences.add(runs, { instance, kind: 'run' });
      differences.add(deployments, { instance, kind: 'deployment' });
      comparisons.record(tookMs / 1_000, { instance });
    },
  };
}

/** Tells who follows each instance, and how far what is shown is behind. */
export function observeMirror(
  metrics: MetricsService,
  {
    mirror,
    instances,
  }: {
    readonly mirror: Pick<Mirror, 'following'>;
    readonly instances: Pick<Instances, 'list'>;
  },
): void {
  const lag = metrics.createObservableGauge('prefect.mirror.lag', {
    description: 'How long what is shown may be behind Prefect; 0 when current',
    unit: 's',
  });
  const holder = metrics.createObservableGauge('prefect.mirror.holder', {
    description: 'Whether this process follows the instance',
    unit: '1',
  });
  const term = metrics.createObservableGauge('prefect.mirror.term', {
    description: 'Rises by one whenever another process follows the instance',
    unit: '1',
  });
  for (const { id: instance } of instances.list()) {
    const now = () => mirror.following(instance);
    lag.addCallback(to => to.observe(now().behindMs / 1_000, { instance }));
    holder.addCallback(to => to.observe(Number(now().isHere), { instance }));
    term.addCallback(to => to.observe(now().term, { instance }));
  }
}

/** Tells whether the policies that somebody wrote last are those that decide. */
export function observePolicies(
  metrics: MetricsService,
  access: Pick<Access, 'policies'>,
): void {
  metrics
    .createObservableGauge('prefect.policies.refused', {
      description:
        'Whether the policies in the folder are refused and others decide',
      unit: '1',
    })
    .addCallback(to =>
      to.observe(Number(access.policies().problem !== undefined)),
    );
}

/** Tells whether the whole ledger verified when that was last tried. */
export function observeLedger(
  metrics: MetricsService,
  check: Pick<LedgerCheck, 'isVerified'>,
): void {
  metrics
    .createObservableGauge('prefect.ledger.verified', {
      description:
        'Whether the last verification of the ledger is recent and found nothing',
      unit: '1',
    })
    .addCallback(to => {
      const isVerified = check.isVerified();
      if (isVerified !== undefined) to.observe(Number(isVerified));
    });
}

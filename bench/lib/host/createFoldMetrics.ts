import type {
  MetricsService,
  MetricsServiceObservable,
} from '@backstage/backend-plugin-api/alpha';

/** Counts the states that events told and that were stored. */
const FOLDED = 'prefect.mirror.events.folded';

const nobodyAsks: MetricsServiceObservable = {
  addCallback: () => {},
  removeCallback: () => {},
};

/** Metrics that only tell how many states were stored. */
export function createFoldMetrics(
  onFolded: (count: number) => void,
): MetricsService {
  const ignored = () => ({ add: () => {} });
  return {
    createCounter: name =>
      name === FOLDED ? { add: count => onFolded(count) } : ignored(),
    createUpDownCounter: ignored,
    createHistogram: () => ({ record: () => {} }),
    createGauge: () => ({ record: () => {} }),
    createObservableCounter: () => nobodyAsks,
    createObservableUpDownCounter: () => nobodyAsks,
    createObservableGauge: () => nobodyAsks,
  };
}

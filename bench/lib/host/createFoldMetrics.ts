import type {
  MetricsService,
  MetricsServiceObservable,
} from '@backstage/backend-plugin-api/alpha';

/** Of the states that events told, these count what was stored and what was old. */
const FOLDED = new Set([
  'prefect.mirror.events.folded',
  'prefect.mirror.events.dropped',
]);

const nobodyAsks: MetricsServiceObservable = {
  addCallback: () => {},
  removeCallback: () => {},
};

/** Metrics that only tell how many states were folded. */
export function createFoldMetrics(
  onFolded: (count: number) => void,
): MetricsService {
  const ignored = () => ({ add: () => {} });
  return {
    createCounter: name =>
      FOLDED.has(name) ? { add: count => onFolded(count) } : ignored(),
    createUpDownCounter: ignored,
    createHistogram: () => ({ record: () => {} }),
    createGauge: () => ({ record: () => {} }),
    createObservableCounter: () => nobodyAsks,
    createObservableUpDownCounter: () => nobodyAsks,
    createObservableGauge: () => nobodyAsks,
  };
}

import type { ChartPoint } from '@backstage-prefect/backstage-plugin-prefect-common';
import { scaleTime } from '@visx/scale';
import styles from './LinePlot.module.css';

/** About so many stand beside each other on a small chart. */
const ABOUT_TICKS = 4;
/** Nearer to the ends, %, half of a label would be cut off. */
const MARGIN = 8;

const DAY_MS = 86_400_000;

/** Round times of the reader's zone below a plot. Points tell theirs in their names. */
export function TimeAxis({ points }: { points: readonly ChartPoint[] }) {
  const since = new Date(points[0].start);
  const until = new Date(points[points.length - 1].end);
  const shareOf = scaleTime({ domain: [since, until], range: [0, 100] });
  const isShort = until.getTime() - since.getTime() <= DAY_MS;
  const format = new Intl.DateTimeFormat(
    undefined,
    isShort
      ? { hour: 'numeric', minute: '2-digit' }
      : { day: 'numeric', month: 'short' },
  );
  return (
    <div aria-hidden className={styles.times}>
      {shareOf
        .ticks(ABOUT_TICKS)
        .map(time => ({ time, share: shareOf(time) }))
        .filter(({ share }) => share >= MARGIN && share <= 100 - MARGIN)
        .map(({ time, share }) => (
          <span key={time.getTime()} style={{ left: `${share}%` }}>
            {format.format(time)}
          </span>
        ))}
    </div>
  );
}

import type { ChartPoint } from '@backstage-prefect/backstage-plugin-prefect-common';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import styles from './LinePlot.module.css';
import lineStyles from './lines.module.css';
import { MEANINGS, type Measure } from './measures';

/** The drawing is stretched to the place that it has; its strokes are not. */
const SIZE = 100;

type Props = {
  measure: Measure;
  points: readonly ChartPoint[];
  ticks: readonly number[];
  /** How far a value is from the top, %. */
  topOf(value: number): number;
};

/** The lines of a plot and the values that its scale names. */
export function Lines({ measure, points, ticks, topOf }: Props) {
  const { lines, valuesOf } = MEANINGS[measure];
  const leftOf = scaleLinear({ domain: [0, points.length], range: [0, SIZE] });
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable="false"
    >
      {ticks.map(tick => (
        <path
          key={tick}
          className={styles.tick}
          d={`M0 ${topOf(tick)}H${SIZE}`}
        />
      ))}
      {lines.map((name, line) => (
        <LinePath
          key={name}
          className={lineStyles.line}
          data-line={name}
          data={[...points]}
          defined={point => valuesOf(point) !== null}
          // Points are in the middle of their time.
          x={(_, index) => leftOf(index + 0.5)}
          y={point => topOf(valuesOf(point)?.[line] ?? 0)}
        />
      ))}
    </svg>
  );
}

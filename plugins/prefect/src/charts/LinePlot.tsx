import type { ChartPoint } from '@backstage-prefect/backstage-plugin-prefect-common';
import { scaleLinear } from '@visx/scale';
import { useRovingStops } from '../kit';
import styles from './LinePlot.module.css';
import { Lines } from './Lines';
import { MEANINGS, type Measure } from './measures';
import { PointLink } from './PointLink';
import { TimeAxis } from './TimeAxis';
import { ValueAxis } from './ValueAxis';
import { valueTicks } from './valueTicks';

type Props = {
  label: string;
  measure: Measure;
  /** Oldest first, of equal length. */
  points: readonly ChartPoint[];
  nameOf(point: ChartPoint): string;
  hrefOf(point: ChartPoint): string;
  /** The point that is pointed at or has the focus; undefined when none is. */
  onShow(point: ChartPoint | undefined): void;
};

/**
 * Lines over time, broken where there is nothing to tell. Each point is a link as high as
 * the plot. One tab stop; arrows move, Enter opens.
 */
export function LinePlot({ label, measure, points, ...rest }: Props) {
  const { nameOf, hrefOf, onShow } = rest;
  const { lines, valuesOf } = MEANINGS[measure];
  const told = points.filter(point => valuesOf(point) !== null);
  const stops = useRovingStops(told.length);
  const ticks = valueTicks(
    measure,
    Math.max(0, ...told.flatMap(point => valuesOf(point) ?? [])),
  );
  const topOf = scaleLinear({
    domain: [ticks[0], ticks[ticks.length - 1]],
    range: [100, 0],
  });
  return (
    <div className={styles.plot}>
      <ValueAxis measure={measure} ticks={ticks} topOf={topOf} />
      {/* The links inside are what is interactive; their arrow keys are heard here. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="group"
        aria-label={label}
        className={styles.area}
        onKeyDown={stops.onKeyDown}
        onMouseLeave={() => onShow(undefined)}
        onBlur={() => onShow(undefined)}
      >
        {points.map(point => {
          const index = told.indexOf(point);
          return index < 0 ? (
            <span key={point.start} />
          ) : (
            <PointLink
              key={point.start}
              name={nameOf(point)}
              href={hrefOf(point)}
              tabIndex={stops.tabIndexOf(index)}
              onFocus={() => stops.reach(index)}
              onShow={() => onShow(point)}
              marks={lines.map((name, line) => ({
                name,
                top: topOf(valuesOf(point)?.[line] ?? 0),
              }))}
            />
          );
        })}
        <Lines {...{ measure, points, ticks, topOf }} />
      </div>
      <TimeAxis points={points} />
    </div>
  );
}

import { formatDuration, formatShare } from '../kit';
import styles from './LinePlot.module.css';
import type { Measure } from './measures';

type Props = {
  measure: Measure;
  ticks: readonly number[];
  /** How far a value is from the top, %. */
  topOf(value: number): number;
};

/** The values beside a plot. Points tell theirs in their names. */
export function ValueAxis({ measure, ticks, topOf }: Props) {
  const textOf = (value: number) => {
    if (measure === 'success') return formatShare(value);
    return value === 0
      ? new Intl.NumberFormat().format(0)
      : formatDuration(value);
  };
  return (
    <div aria-hidden className={styles.values}>
      {ticks.map(tick => (
        <span key={tick} style={{ top: `${topOf(tick)}%` }}>
          {textOf(tick)}
        </span>
      ))}
    </div>
  );
}

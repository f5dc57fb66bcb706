import { shareOf, type Span, type Tick } from './scale';
import styles from './Lanes.module.css';

/** The hours above the tracks. */
export function Hours({ ticks, span }: { ticks: readonly Tick[]; span: Span }) {
  return (
    // Every track tells its times in words; these would be read as a list of numbers.
    <div className={styles.scale} aria-hidden>
      {ticks.map(({ time, label }) => (
        <span
          key={time}
          style={{ insetInlineStart: `${100 * shareOf(time, span)}%` }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}
